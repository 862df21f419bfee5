"""SELECTs about units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from accounts.models import Person, Placement, Unit, UnitPeriod
from accounts.reach import Reach
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


def list_units() -> list[CurrentUnit]:
    """All units of today, each after the one above it, in their order."""
    query = _current_units().order_by(UnitPeriod.position, UnitPeriod.id)
    units = [CurrentUnit(*row) for row in db.session.execute(query)]
    return in_tree_order(units)


def in_tree_order(units: Sequence[CurrentUnit]) -> list[CurrentUnit]:
    """Units that stand in the order of their neighbours, each after the one above it."""
    order = {unit.id: number for number, unit in enumerate(units)}

    def place(unit: CurrentUnit) -> list[int]:
        return [order.get(int(part), -1) for part in unit.path.strip("/").split("/")]

    return sorted(units, key=place)


def list_units_within(reach: Reach) -> list[CurrentUnit]:
    """The units of today within reach, each after the one above it."""
    return [unit for unit in list_units() if reach.covers(unit.path)]


def find_unit(key: str) -> CurrentUnit | None:
    """The unit with this key, as it is today."""
    row = db.session.execute(_current_units().where(Unit.key == key)).first()
    return CurrentUnit(*row) if row else None


def find_unit_by_id(unit_id: int) -> CurrentUnit | None:
    """The unit with this id, as it is today."""
    row = db.session.execute(_current_units().where(Unit.id == unit_id)).first()
    return CurrentUnit(*row) if row else None


def find_unit_by_uuid(uuid: UUID) -> CurrentUnit | None:
    """The unit whose form was made with this identifier, as it is today."""
    row = db.session.execute(_current_units().where(Unit.uuid == uuid)).first()
    return CurrentUnit(*row) if row else None


def is_uuid_taken(uuid: UUID) -> bool:
    """Whether a unit, closed or not, has this identifier."""
    return db.session.scalar(select(Unit.id).where(Unit.uuid == uuid)) is not None


def get_unit_key(unit_id: int) -> str:
    """The key of a unit, closed or not; "" where there is none."""
    return db.session.scalar(select(Unit.key).where(Unit.id == unit_id)) or ""


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


def list_unit_keys(beginning: str) -> frozenset[str]:
    """The keys of all units, closed ones too, that begin so."""
    query = select(Unit.key).where(Unit.key.startswith(beginning, autoescape=True))
    return frozenset(db.session.scalars(query.order_by(Unit.key)))


def count_people_by_unit() -> dict[int, int]:
    """How many active people work in each unit, by its id; units without people are absent."""
    query = (
        select(Placement.unit_id, func.count())
        .join(Person, Person.id == Placement.person_id)
        .where(Placement.valid_to.is_(None), Person.deactivated_at.is_(None))
        .group_by(Placement.unit_id)
        .order_by(Placement.unit_id)
    )
    return dict(db.session.execute(query).all())


def count_people_in(unit_id: int) -> int:
    """How many active people work in this unit itself."""
    query = (
        select(func.count())
        .select_from(Placement)
        .join(Person, Person.id == Placement.person_id)
        .where(Placement.unit_id == unit_id, Placement.valid_to.is_(None))
        .where(Person.deactivated_at.is_(None))
    )
    return db.session.scalar(query) or 0


def count_leavers_in(unit_id: int) -> int:
    """How many people belong to this unit itself whose accounts are closed."""
    query = (
        select(func.count())
        .select_from(Placement)
        .join(Person, Person.id == Placement.person_id)
        .where(Placement.unit_id == unit_id, Placement.valid_to.is_(None))
        .where(Person.deactivated_at.is_not(None))
    )
    return db.session.scalar(query) or 0


def count_units_under(unit_id: int) -> int:
    """How many units hang directly under this one."""
    query = (
        select(func.count())
        .select_from(UnitPeriod)
        .where(UnitPeriod.parent_id == unit_id, UnitPeriod.valid_to.is_(None))
    )
    return db.session.scalar(query) or 0


def find_last_position(parent_id: int | None) -> int:
    """The position of the last unit under this one; 0 where there is none."""
    query = select(func.max(UnitPeriod.position)).where(
        UnitPeriod.parent_id == parent_id, UnitPeriod.valid_to.is_(None)
    )
    return db.session.scalar(query) or 0


def lock_tree() -> None:
    """Hold the tree fast: nobody else changes it until this transaction ends.

    The units themselves are locked, not their periods: who waits for a period that ends meanwhile
    would miss the one that follows it.
    """
    db.session.execute(select(Unit.id).order_by(Unit.id).with_for_update(key_share=True))


def hold_unit(unit_id: int) -> bool:
    """Whether the unit is open; nobody closes it until this transaction ends.

    Asked in two steps, since what is read before the lock is there may be old.
    """
    held = select(Unit.id).where(Unit.id == unit_id).with_for_update(read=True)
    db.session.execute(held)
    is_open = select(UnitPeriod.id).where(
        UnitPeriod.unit_id == unit_id, UnitPeriod.valid_to.is_(None)
    )
    return db.session.scalar(is_open) is not None


def list_periods() -> list[UnitPeriod]:
    """The periods of today, to be changed after `lock_tree`."""
    query = select(UnitPeriod).where(UnitPeriod.valid_to.is_(None)).order_by(UnitPeriod.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def _current_units() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Unit.id,
            Unit.key,
            UnitPeriod.name,
            UnitPeriod.kind,
            UnitPeriod.path,
            UnitPeriod.parent_id,
        )
        .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
        .where(UnitPeriod.valid_to.is_(None))
    )
