"""SELECTs about what units were: the tree of a day, closed ones, the past of one."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from accounts.models import Person, Placement, RoleGrant, Unit, UnitPeriod
from accounts.queries.units import CurrentUnit, in_tree_order
from accounts.reach import Reach
from core.database import db


@dataclass(frozen=True)
class ClosedUnit:
    """A unit that is closed: as it was last called, since when, and where it went up."""

    id: int
    key: str
    name: str
    kind: str
    path: str
    closed_on: date | None
    merged_into: str | None


def list_units_on(day: date) -> list[CurrentUnit]:
    """All units as they were on a day, each after the one above it."""
    query = (
        select(
            Unit.id,
            Unit.key,
            UnitPeriod.name,
            UnitPeriod.kind,
            UnitPeriod.path,
            UnitPeriod.parent_id,
        )
        .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
        .where(held_on(UnitPeriod, day))
        .order_by(UnitPeriod.position, UnitPeriod.id)
    )
    return in_tree_order([CurrentUnit(*row) for row in db.session.execute(query)])


def count_people_by_unit_on(day: date, ended_at: datetime) -> dict[int, int]:
    """How many active people worked in each unit when a day ended, by the unit's id."""
    query = (
        select(Placement.unit_id, func.count())
        .join(Person, Person.id == Placement.person_id)
        .where(held_on(Placement, day), was_active_at(ended_at))
        .group_by(Placement.unit_id)
        .order_by(Placement.unit_id)
    )
    return dict(db.session.execute(query).all())


def list_closed_units(reach: Reach) -> list[ClosedUnit]:
    """The units that are closed, those closed last first; within reach of where they hung."""
    last = select(func.max(UnitPeriod.id)).group_by(UnitPeriod.unit_id)
    target, other = aliased(UnitPeriod), aliased(UnitPeriod)
    is_target = and_(target.unit_id == UnitPeriod.merged_into_id, target.id.in_(last))
    query = (
        select(
            Unit.id,
            Unit.key,
            UnitPeriod.name,
            UnitPeriod.kind,
            UnitPeriod.path,
            UnitPeriod.valid_to,
            target.name,
        )
        .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
        .outerjoin(target, is_target)
        .where(UnitPeriod.id.in_(last), UnitPeriod.valid_to.is_not(None))
        .where(~select(other.id).where(other.unit_id == Unit.id, other.valid_to.is_(None)).exists())
        .order_by(UnitPeriod.valid_to.desc(), UnitPeriod.name, Unit.id)
    )
    found = [ClosedUnit(*row) for row in db.session.execute(query)]
    return [unit for unit in found if reach.covers(unit.path)]


def find_closed_unit(key: str, reach: Reach) -> ClosedUnit | None:
    """The closed unit with this key, within reach."""
    return next((unit for unit in list_closed_units(reach) if unit.key == key), None)


def list_history(unit_id: int) -> list[tuple[UnitPeriod, str]]:
    """The periods of a unit, the present one first, each with the name of the unit above it."""
    above = aliased(UnitPeriod)
    is_above = and_(
        above.unit_id == UnitPeriod.parent_id,
        above.valid_from <= UnitPeriod.valid_from,
        or_(above.valid_to.is_(None), above.valid_to > UnitPeriod.valid_from),
    )
    query = (
        select(UnitPeriod, above.name)
        .outerjoin(above, is_above)
        .where(UnitPeriod.unit_id == unit_id)
        .order_by(UnitPeriod.valid_from.desc(), UnitPeriod.id.desc())
    )
    return [(period, name or "") for period, name in db.session.execute(query)]


def list_merged_into(unit_id: int) -> list[UnitPeriod]:
    """The last periods of the units that went up in this one, as they were called then."""
    query = select(UnitPeriod).where(UnitPeriod.merged_into_id == unit_id)
    order = (UnitPeriod.valid_to.desc(), UnitPeriod.name, UnitPeriod.id)
    return list(db.session.scalars(query.order_by(*order)))


def count_roles_in(unit_id: int, today: date) -> int:
    """How many roles hold in this unit itself, today or later."""
    query = (
        select(func.count())
        .select_from(RoleGrant)
        .where(RoleGrant.unit_id == unit_id, RoleGrant.revoked_at.is_(None))
        .where(or_(RoleGrant.valid_to.is_(None), RoleGrant.valid_to > today))
    )
    return db.session.scalar(query) or 0


def get_last_period(unit_id: int) -> UnitPeriod:
    """The period of a unit that began last; raises NoResultFound."""
    query = select(UnitPeriod).where(UnitPeriod.unit_id == unit_id)
    order = (UnitPeriod.valid_from.desc(), UnitPeriod.id.desc())
    return db.session.scalars(query.order_by(*order).limit(1)).one()


def was_active_at(moment: datetime) -> ColumnElement[bool]:
    """Whether a person was here at a moment and had not left. Who came back never had left."""
    is_here = or_(Person.deactivated_at.is_(None), Person.deactivated_at >= moment)
    return and_(Person.created_at < moment, is_here)


def held_on(period: type[UnitPeriod] | type[Placement], day: date) -> ColumnElement[bool]:
    """Whether a period holds on a day: from its first day until before the day it ended."""
    is_not_over = or_(period.valid_to.is_(None), period.valid_to > day)
    return and_(period.valid_from <= day, is_not_over)
