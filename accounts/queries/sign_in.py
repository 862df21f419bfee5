"""SELECTs for signing in and for meeting the person of each request."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, bindparam, or_, select

from accounts import identifiers
from accounts.models import Person, RoleGrant, SignInFailure, SignInSession, UnitPeriod
from accounts.throttling import Failures
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


def list_failures(keys: Sequence[str]) -> list[Failures]:
    """What is on record under each of `keys`, in their order."""
    failure = SignInFailure
    query = select(failure.key, failure.count, failure.last_at, failure.blocked_until)
    rows = db.session.execute(query.where(failure.key.in_(keys)).order_by(failure.key))
    found = {row.key: Failures(row[1], row.last_at, row.blocked_until) for row in rows}
    return [found.get(key, Failures()) for key in keys]
