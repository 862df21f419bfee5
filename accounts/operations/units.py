"""Writes about units. What a unit was called and where it hung stays on record, by its periods."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from accounts import identifiers
from accounts.models import Organisation, Placement, Unit, UnitPeriod
from accounts.operations.people import Author
from accounts.queries import units as queries
from accounts.queries.units import CurrentUnit
from core.database import db


class UnitUnderItself(Exception):
    """A unit cannot hang under itself or under one below it."""


class UnitNotEmpty(Exception):
    """People work in this unit, or units hang under it."""


@dataclass(frozen=True)
class UnitDetails:
    """What a unit is called, what kind it is, and under which it hangs; None for the top."""

    name: str
    kind: str = ""
    parent_id: int | None = None


def add_organisation(name: str, author: Author) -> CurrentUnit:
    """Set up the organisation and the unit at the top of its tree."""
    db.session.add(Organisation(id=1, name=name, created_at=author.at))
    return add_unit(UnitDetails(name), author)


def add_unit(details: UnitDetails, author: Author) -> CurrentUnit:
    """Add a unit, after its neighbours."""
    queries.lock_tree()
    beginning = identifiers.unit_key(details.name, frozenset())
    key = identifiers.unit_key(details.name, queries.list_unit_keys(beginning))
    unit = Unit(key=key, created_at=author.at)
    db.session.add(unit)
    db.session.flush()
    parent = queries.find_unit_by_id(details.parent_id) if details.parent_id else None
    path = f"{parent.path if parent else '/'}{unit.id}/"
    period = UnitPeriod(
        unit_id=unit.id,
        parent_id=details.parent_id,
        name=details.name,
        kind=details.kind,
        path=path,
        position=queries.find_last_position(details.parent_id) + 1,
        valid_from=author.today,
    )
    db.session.add(period)
    db.session.flush()
    return CurrentUnit(unit.id, key, details.name, details.kind, path, details.parent_id)


def change_unit(unit_id: int, details: UnitDetails, author: Author) -> None:
    """Rename a unit or hang it elsewhere, with all below it, from today on.

    Raises UnitUnderItself.
    """
    queries.lock_tree()
    tree = {period.unit_id: period for period in queries.list_periods()}
    period = tree[unit_id]
    old_path = period.path
    new_path = _path_under(tree, details.parent_id, period)
    is_move = period.parent_id != details.parent_id
    changed = _begin_period(period, author.today)
    changed.name, changed.kind = details.name, details.kind
    changed.parent_id, changed.path = details.parent_id, new_path
    if is_move:
        changed.position = queries.find_last_position(details.parent_id) + 1
        for other in tree.values():
            if other.unit_id != unit_id and other.path.startswith(old_path):
                below = _begin_period(other, author.today)
                below.path = new_path + below.path.removeprefix(old_path)
    db.session.flush()


def close_unit(unit_id: int, today: date) -> None:
    """Close a unit in which nobody works and under which nothing hangs.

    People whose accounts are closed work nowhere from then on. Raises UnitNotEmpty.
    """
    queries.lock_tree()
    period = next(one for one in queries.list_periods() if one.unit_id == unit_id)
    if queries.count_people_in(unit_id) or queries.count_units_under(unit_id):
        raise UnitNotEmpty
    period.valid_to = today
    left = update(Placement).where(Placement.unit_id == unit_id, Placement.valid_to.is_(None))
    db.session.execute(left.values(valid_to=today))
    db.session.flush()


def _path_under(tree: dict[int, UnitPeriod], parent_id: int | None, period: UnitPeriod) -> str:
    above = tree[parent_id].path if parent_id else "/"
    if above.startswith(period.path):
        raise UnitUnderItself
    return f"{above}{period.unit_id}/"


def _begin_period(period: UnitPeriod, today: date) -> UnitPeriod:
    """A period from today on that is like this one, which ends; one of today is used itself."""
    if period.valid_from == today:
        return period
    period.valid_to = today
    db.session.flush()
    following = UnitPeriod(
        unit_id=period.unit_id,
        parent_id=period.parent_id,
        name=period.name,
        kind=period.kind,
        path=period.path,
        position=period.position,
        valid_from=today,
    )
    db.session.add(following)
    return following
