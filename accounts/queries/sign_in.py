"""SELECTs for signing in and for meeting the person of each request."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

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
    grant_is_valid = and_(
        RoleGrant.person_id == Person.id,
        RoleGrant.valid_from <= today,
        or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > today),
    )
    query = (
        select(*SESSION_COLUMNS)
        .join(Person, Person.id == SignInSession.person_id)
        .outerjoin(RoleGrant, grant_is_valid)
        .outerjoin(
            UnitPeriod,
            and_(UnitPeriod.unit_id == RoleGrant.unit_id, UnitPeriod.valid_to.is_(None)),
        )
        .where(
            SignInSession.token_hash == token_hash,
            SignInSession.ended_at.is_(None),
            Person.deactivated_at.is_(None),
        )
        .order_by(RoleGrant.id)
    )
    return list(db.session.execute(query))


def find_blocked_until(keys: list[str], now: datetime) -> datetime | None:
    """Until when sign-in by any of `keys` has to wait, if it has to."""
    query = select(func.max(SignInFailure.blocked_until)).where(
        SignInFailure.key.in_(keys), SignInFailure.blocked_until > now
    )
    return db.session.scalar(query)
