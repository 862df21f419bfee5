"""SELECTs about what units were: the tree of a day, closed ones, the past of one."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from accounts.models import Person, Placement, RoleGrant, Unit, UnitPeriod
from accounts.queries.units import CurrentUnit, in_tree_order
from accounts.reach import Reach
from accounts.tree import nearest_open_path
from core.database import db


@dataclass(frozen=True)
class ClosedUnit:
    """A unit that is closed: as it was last called, since when, and where it went up."""

    id: int
    key: str
    name: str
    kind: str
    closed_on: date | None
    merged_into: str | None


@dataclass(frozen=True)
class PastPeriod:
    """What a unit was called from one day until before another, and under which it hung.

    `merged_into` is the unit that it went up in when this ended, as that was called then.
    """

    name: str
    kind: str
    above: str
    valid_from: date
    valid_to: date | None
    merged_into: str


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
    """The units that are closed, those closed last first; within reach of the place they had.

    That is where the unit above hangs today, or the nearest one above that is open: paths of
    two days are never compared.
    """
    target = aliased(UnitPeriod)
    is_target = and_(target.unit_id == UnitPeriod.merged_into_id, target.id.in_(_last_ids()))
    query = (
        select(
            Unit.id, Unit.key, UnitPeriod.name, UnitPeriod.kind, UnitPeriod.valid_to, target.name
        )
        .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
        .outerjoin(target, is_target)
        .where(UnitPeriod.id.in_(_last_ids()), UnitPeriod.valid_to.is_not(None))
        .order_by(UnitPeriod.valid_to.desc(), UnitPeriod.name, Unit.id)
    )
    found = [ClosedUnit(*row) for row in db.session.execute(query)]
    above, paths = _last_places()
    return [unit for unit in found if reach.covers(nearest_open_path(unit.id, above, paths))]


def find_closed_unit(key: str, reach: Reach) -> ClosedUnit | None:
    """The closed unit with this key, within reach."""
    return next((unit for unit in list_closed_units(reach) if unit.key == key), None)


def list_history(unit_id: int) -> list[PastPeriod]:
    """The periods of a unit, the present one first."""
    above = aliased(UnitPeriod)
    is_above = and_(
        above.unit_id == UnitPeriod.parent_id,
        above.valid_from <= UnitPeriod.valid_from,
        or_(above.valid_to.is_(None), above.valid_to > UnitPeriod.valid_from),
    )
    query = (
        select(
            UnitPeriod.name,
            UnitPeriod.kind,
            func.coalesce(above.name, ""),
            UnitPeriod.valid_from,
            UnitPeriod.valid_to,
            func.coalesce(_name_of_target(), ""),
        )
        .outerjoin(above, is_above)
        .where(UnitPeriod.unit_id == unit_id)
        .order_by(UnitPeriod.valid_from.desc(), UnitPeriod.id.desc())
    )
    return [PastPeriod(*row) for row in db.session.execute(query)]


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


def _last_ids() -> Select[int]:
    """The periods that began last, one of each unit."""
    return select(func.max(UnitPeriod.id)).group_by(UnitPeriod.unit_id)


def _last_places() -> tuple[dict[int, int | None], dict[int, str]]:
    """By unit, the one above it as it hung last; and the paths of those that are open."""
    query = (
        select(UnitPeriod.unit_id, UnitPeriod.parent_id, UnitPeriod.path, UnitPeriod.valid_to)
        .where(UnitPeriod.id.in_(_last_ids()))
        .order_by(UnitPeriod.id)
    )
    rows = db.session.execute(query).all()
    above = {row.unit_id: row.parent_id for row in rows}
    return above, {row.unit_id: row.path for row in rows if row.valid_to is None}


def _name_of_target() -> ScalarSelect[str]:
    """What the unit was called that a period's unit went up in when that period ended."""
    target = aliased(UnitPeriod)
    query = select(target.name).where(
        target.unit_id == UnitPeriod.merged_into_id, target.valid_from <= UnitPeriod.valid_to
    )
    order = (target.valid_from.desc(), target.id.desc())
    return query.order_by(*order).limit(1).correlate(UnitPeriod).scalar_subquery()
