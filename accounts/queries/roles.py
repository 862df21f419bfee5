"""SELECTs about roles: who holds what, where, and who gave and took it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from accounts.models import Person, Placement, RoleGrant, Unit, UnitPeriod
from accounts.queries.people import (
    IS_CURRENT_PLACEMENT,
    IS_CURRENT_UNIT,
    PAGE_SIZE,
    grant_is_in_force,
    grant_stands,
    is_within,
)
from accounts.reach import Reach
from core.database import db
from core.pages import Page

STATES = ("in_force", "upcoming", "ended", "revoked", "all")


@dataclass(frozen=True)
class HeldRole:
    """A role somebody holds; without a unit it holds everywhere, or in a programme."""

    role: str
    unit_id: int | None
    unit_name: str | None
    path: str | None
    valid_from: date
    programme_key: str | None = None


@dataclass(frozen=True)
class RolesFilter:
    """Which grants to list: of a role, in a unit and below, and how they stand."""

    role: str = ""
    unit_path: str | None = None
    state: str = "in_force"


@dataclass(frozen=True)
class GrantLine:
    """A grant with its holder, its unit as it is called today, and who gave and took it."""

    id: int
    person_uuid: UUID
    full_name: str
    holder_unit: str | None
    role: str
    unit_id: int | None
    unit_key: str | None
    unit_name: str | None
    path: str | None
    programme_key: str | None
    valid_from: date
    valid_to: date | None
    granted_at: datetime
    granted_by: str | None
    revoked_at: datetime | None
    revoked_by: str | None

    @property
    def is_revoked(self) -> bool:
        """Whether it was taken back."""
        return self.revoked_at is not None


def list_held_roles(person_id: int, today: date) -> list[HeldRole]:
    """The roles somebody holds today, where, and since when."""
    return _list_held(person_id, grant_is_in_force(today))


def list_standing_roles(person_id: int, today: date) -> list[HeldRole]:
    """The roles somebody holds today or will hold."""
    return _list_held(person_id, grant_stands(today))


def list_whole_administrators(today: date) -> list[int]:
    """The ids of all who may administer everything, with no end in sight; held fast.

    Of two administrators who deactivate each other at once, the second finds the first gone.
    """
    query = (
        select(Person.id)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(RoleGrant.role == "administrator", RoleGrant.unit_id.is_(None))
        .where(RoleGrant.valid_to.is_(None), grant_is_in_force(today))
        .where(Person.deactivated_at.is_(None), Person.ended_on.is_(None))
        .order_by(Person.id)
    )
    return list(db.session.scalars(query.with_for_update()))


def list_grants_of(person_id: int) -> list[GrantLine]:
    """All that was ever granted to somebody, the latest first."""
    query = _lines().where(RoleGrant.person_id == person_id)
    query = query.order_by(RoleGrant.id.desc())
    return [_line(row) for row in db.session.execute(query)]


def list_grants(reach: Reach, wanted: RolesFilter, today: date, number: int) -> Page[GrantLine]:
    """One page of the grants of people who work within reach, as a register sorts the people."""
    conditions = _conditions(reach, wanted, today)
    total = db.session.scalar(_placed(select(func.count(RoleGrant.id))).where(*conditions)) or 0
    number = min(number, max(1, -(-total // PAGE_SIZE)))
    query = (
        _lines()
        .where(*conditions)
        .order_by(Person.sort_key, Person.id, RoleGrant.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    rows = [_line(row) for row in db.session.execute(query)]
    return Page(rows, number, PAGE_SIZE, total)


def _list_held(person_id: int, condition: ColumnElement[bool]) -> list[HeldRole]:
    columns = (
        RoleGrant.role,
        RoleGrant.unit_id,
        UnitPeriod.name,
        UnitPeriod.path,
        RoleGrant.valid_from,
        RoleGrant.programme_key,
    )
    is_current = and_(UnitPeriod.unit_id == RoleGrant.unit_id, UnitPeriod.valid_to.is_(None))
    query = (
        select(*columns)
        .outerjoin(UnitPeriod, is_current)
        .where(RoleGrant.person_id == person_id, condition)
        .order_by(RoleGrant.id)
    )
    return [HeldRole(*row) for row in db.session.execute(query)]


HOLDS_IN, NAMED = aliased(UnitPeriod), aliased(UnitPeriod)
GIVER, TAKER = aliased(Person), aliased(Person)


def _placed(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Joined with the holder, where she works, and the unit that the role holds in today."""
    is_current = and_(HOLDS_IN.unit_id == RoleGrant.unit_id, HOLDS_IN.valid_to.is_(None))
    return (
        query.select_from(RoleGrant)
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(Placement, IS_CURRENT_PLACEMENT)
        .outerjoin(UnitPeriod, IS_CURRENT_UNIT)
        .outerjoin(HOLDS_IN, is_current)
    )


LAST_NAME = (
    select(NAMED.name)
    .where(NAMED.unit_id == RoleGrant.unit_id)
    .order_by(NAMED.valid_from.desc(), NAMED.id.desc())
    .limit(1)
    .scalar_subquery()
)
COLUMNS = (
    RoleGrant.id,
    Person.uuid,
    Person.full_name,
    UnitPeriod.name,
    RoleGrant.role,
    RoleGrant.unit_id,
    Unit.key,
    LAST_NAME,
    HOLDS_IN.path,
    RoleGrant.programme_key,
    RoleGrant.valid_from,
    RoleGrant.valid_to,
    RoleGrant.granted_at,
    GIVER.full_name.label("granted_by"),
    RoleGrant.revoked_at,
    TAKER.full_name.label("revoked_by"),
)


def _lines() -> Select[*tuple[Any, ...]]:
    query = _placed(select(*COLUMNS)).outerjoin(Unit, Unit.id == RoleGrant.unit_id)
    query = query.outerjoin(GIVER, GIVER.id == RoleGrant.granted_by_id)
    return query.outerjoin(TAKER, TAKER.id == RoleGrant.revoked_by_id)


def _line(row: Sequence[Any]) -> GrantLine:
    return GrantLine(*row)


def _conditions(reach: Reach, wanted: RolesFilter, today: date) -> list[ColumnElement[bool]]:
    conditions = is_within(reach)
    if wanted.role:
        conditions.append(RoleGrant.role == wanted.role)
    if wanted.unit_path:
        conditions.append(HOLDS_IN.path.startswith(wanted.unit_path, autoescape=True))
    if wanted.state == "in_force":
        conditions += [grant_is_in_force(today), Person.deactivated_at.is_(None)]
    elif wanted.state == "upcoming":
        conditions += [grant_stands(today), RoleGrant.valid_from > today]
    elif wanted.state == "ended":
        conditions += [RoleGrant.revoked_at.is_(None), RoleGrant.valid_to <= today]
    elif wanted.state == "revoked":
        conditions.append(RoleGrant.revoked_at.is_not(None))
    return conditions
