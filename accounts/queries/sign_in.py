"""SELECTs for signing in and for meeting the person of each request."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, or_, select

from accounts import identifiers, sessions
from accounts.models import (
    Organisation,
    Person,
    RoleGrant,
    SignInFailure,
    SignInSession,
    UnitPeriod,
)
from accounts.queries.factors import has_second_factor
from accounts.throttling import Failures
from core.database import db

SESSION_COLUMNS = (
    SignInSession.id.label("session_id"),
    SignInSession.is_shared,
    SignInSession.last_used_at,
    SignInSession.expires_at,
    SignInSession.created_at.label("began_at"),
    Person.id,
    Person.uuid,
    Person.full_name,
    Person.shown_name,
    Person.username,
    Person.language,
    Person.text_size,
    case(
        (
            or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > bindparam("today")),
            RoleGrant.role,
        ),
    ).label("role"),
    RoleGrant.unit_id,
    UnitPeriod.path,
    RoleGrant.programme_key,
    RoleGrant.granted_at,
    RoleGrant.valid_from,
    RoleGrant.valid_to,
    has_second_factor(Person.id).label("has_second_factor"),
    select(Organisation.second_factor_roles).scalar_subquery().label("second_factor_roles"),
)


# Asked on every request, hence put together only once.
SESSION_QUERY = (
    select(*SESSION_COLUMNS)
    .join(Person, Person.id == SignInSession.person_id)
    .outerjoin(
        RoleGrant,
        and_(
            RoleGrant.person_id == Person.id,
            RoleGrant.revoked_at.is_(None),
            RoleGrant.valid_from <= bindparam("today"),
            or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > bindparam("earliest")),
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
        or_(Person.ended_on.is_(None), Person.ended_on >= bindparam("today")),
    )
    .order_by(RoleGrant.id)
)


def find_person_by_login(login: str) -> Person | None:
    """The person with this username, employee code or e-mail; letter case does not matter."""
    if not identifiers.normal_username(login):
        return None  # nothing is no name; as a code it would be that of all who have none
    query = select(Person).where(
        or_(
            Person.username == identifiers.normal_username(login),
            Person.employee_code == identifiers.normal_code(login),
            Person.email == identifiers.normal_email(login),
        )
    )
    return db.session.scalars(query.order_by(Person.id).limit(1)).first()


def list_session_rows(token_hash: str, today: date) -> list[Row[Any]]:
    """The open session with this token: a row for each role its person holds, at least one.

    A role that ended while the session may have been open has a row, too, but is not named.
    """
    earliest = today - sessions.TRUSTED_LENGTH
    given = {"token_hash": token_hash, "today": today, "earliest": earliest}
    return list(db.session.execute(SESSION_QUERY, given))


def get_person(person_id: int) -> Person:
    """The person with this id."""
    return db.session.get_one(Person, person_id)


def find_confirmed_at(session_id: int) -> datetime | None:
    """When the password was last given in a session."""
    query = select(SignInSession.confirmed_at).where(SignInSession.id == session_id)
    return db.session.scalar(query)


def list_failures(keys: Sequence[str]) -> list[Failures]:
    """What is on record under each of `keys`, in their order."""
    failure = SignInFailure
    query = select(failure.key, failure.count, failure.last_at, failure.blocked_until)
    rows = db.session.execute(query.where(failure.key.in_(keys)).order_by(failure.key))
    found = {row.key: Failures(row[1], row.last_at, row.blocked_until) for row in rows}
    return [found.get(key, Failures()) for key in keys]
