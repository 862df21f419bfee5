"""SELECTs for signing in and for meeting the person of each request."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select

from accounts import identifiers
from accounts.models import Person, RoleGrant, SignInFailure, SignInSession, UnitPeriod
from core.database import db

SESSION_COLUMNS = (
    SignInSession.id.label("session_id"),
    SignInSession.is_shared,
    SignInSession.last_used_at,
    SignInSession.expires_at,
    Person.id,
    Person.uuid,
    Person.full_name,
    Person.username,
    Person.language,
    Person.text_size,
    RoleGrant.role,
    RoleGrant.unit_id,
    UnitPeriod.path,
)


# Asked on every request, hence put together only once.
SESSION_QUERY = (
    select(*SESSION_COLUMNS)
    .join(Person, Person.id == SignInSession.person_id)
    .outerjoin(
        RoleGrant,
        and_(
            RoleGrant.person_id == Person.id,
            RoleGrant.valid_from <= bindparam("today"),
            or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > bindparam("today")),
        ),
    )
    .outerjoin(
        UnitPeriod,
        and_(UnitPeriod.unit_id == RoleGrant.unit_id, UnitPeriod.valid_to.is_(None)),
    )
    .where(
        SignInSession.token_hash == bindparam("token_hash"),
        SignInSession.ended_at.is_(None),
        Person.deactivated_at.is_(None),
    )
    .order_by(RoleGrant.id)
)


def find_person_by_login(login: str) -> Person | None:
    """The person with this username, employee code or e-mail; letter case does not matter."""
    query = select(Person).where(
        or_(
            Person.username == identifiers.normal_username(login),
            Person.employee_code == identifiers.normal_code(login),
            Person.email == identifiers.normal_email(login),
        )
    )
    return db.session.scalars(query.order_by(Person.id).limit(1)).first()


def list_session_rows(token_hash: str, today: date) -> list[Row[Any]]:
    """The open session with this token: a row for each role its person holds, at least one."""
    given = {"token_hash": token_hash, "today": today}
    return list(db.session.execute(SESSION_QUERY, given))


def find_blocked_until(keys: list[str], now: datetime) -> datetime | None:
    """Until when sign-in by any of `keys` has to wait, if it has to."""
    query = select(func.max(SignInFailure.blocked_until)).where(
        SignInFailure.key.in_(keys), SignInFailure.blocked_until > now
    )
    return db.session.scalar(query)
