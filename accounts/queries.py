"""Every SELECT about people, units and sessions."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import aliased

from accounts.models import (
    Organisation,
    Person,
    Placement,
    RoleGrant,
    SignInFailure,
    SignInSession,
    Unit,
    UnitPeriod,
)
from core.database import db


@dataclass(frozen=True)
class CurrentUnit:
    """A unit as it is today."""

    id: int
    key: str
    name: str
    kind: str
    path: str
    parent_id: int | None

    @property
    def depth(self) -> int:
        """How many units stand above it."""
        return self.path.count("/") - 2


def find_organisation() -> Organisation | None:
    """The organisation of this installation, once it is set up."""
    return db.session.get(Organisation, 1)


def find_person_by_login(login: str) -> Person | None:
    """The person with this username, employee code or e-mail; letter case does not matter."""
    name = login.strip().casefold()
    query = select(Person).where(
        or_(
            Person.username == name,
            func.lower(Person.employee_code) == name,
            func.lower(Person.email) == name,
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
        select(
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


def list_units() -> list[CurrentUnit]:
    """All units of today, each after the one above it, in their order."""
    query = (
        select(UnitPeriod, Unit.key)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(UnitPeriod.valid_to.is_(None))
        .order_by(UnitPeriod.position, UnitPeriod.id)
    )
    units = [_current_unit(period, key) for period, key in db.session.execute(query)]
    order = {unit.id: number for number, unit in enumerate(units)}

    def place(unit: CurrentUnit) -> list[int]:
        return [order[int(part)] for part in unit.path.strip("/").split("/")]

    return sorted(units, key=place)


def find_unit(key: str) -> CurrentUnit | None:
    """The unit with this key, as it is today."""
    query = (
        select(UnitPeriod, Unit.key)
        .join(Unit, Unit.id == UnitPeriod.unit_id)
        .where(Unit.key == key, UnitPeriod.valid_to.is_(None))
    )
    row = db.session.execute(query).first()
    return _current_unit(row[0], row[1]) if row else None


def find_placement(person_id: int) -> Placement | None:
    """Where this person works today."""
    query = select(Placement).where(
        Placement.person_id == person_id, Placement.valid_to.is_(None)
    )
    return db.session.scalars(query).first()


def find_person(uuid: UUID) -> Person | None:
    """The person with this public identifier."""
    return db.session.scalars(select(Person).where(Person.uuid == uuid)).first()


def find_parent_name(unit_id: int) -> str | None:
    """The name of the unit above, today."""
    parent = aliased(UnitPeriod)
    query = (
        select(parent.name)
        .join(UnitPeriod, UnitPeriod.parent_id == parent.unit_id)
        .where(UnitPeriod.unit_id == unit_id, UnitPeriod.valid_to.is_(None))
        .where(parent.valid_to.is_(None))
    )
    return db.session.scalar(query)


def _current_unit(period: UnitPeriod, key: str) -> CurrentUnit:
    return CurrentUnit(
        period.unit_id, key, period.name, period.kind, period.path, period.parent_id
    )
