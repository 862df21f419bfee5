"""Writes of the tree itself: periods of units begin, end and hang elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from accounts.models import UnitPeriod
from accounts.queries import units as queries
from accounts.reach import Reach
from core.database import db

LONGEST_PATH = 500

Tree = Mapping[int, UnitPeriod]


class UnitUnderItself(Exception):
    """A unit cannot hang under itself or under one below it."""


class UnitGone(Exception):
    """The unit is closed by now, or has moved beyond reach."""


class ParentGone(Exception):
    """Where the unit is to hang, or hung, is closed by now, or beyond reach."""


class TreeTooDeep(Exception):
    """So many units stand above each other that the path of the lowest cannot be kept."""


@dataclass(frozen=True)
class UnitDetails:
    """What a unit is called, what kind it is, and under which it hangs; None for the top."""

    name: str
    kind: str = ""
    parent_id: int | None = None


def hold_tree() -> dict[int, UnitPeriod]:
    """The units of today by id, held fast until this transaction ends."""
    queries.lock_tree()
    return {period.unit_id: period for period in queries.list_periods()}


def get_period(tree: Tree, unit_id: int, reach: Reach) -> UnitPeriod:
    """The unit as it is today, if it is within reach; raises UnitGone."""
    period = tree.get(unit_id)
    if period is None or not reach.covers(period.path):
        raise UnitGone
    return period


def check_reached(tree: Tree, parent_id: int | None, reach: Reach) -> None:
    """Raise ParentGone unless units may be hung there, and taken away from there."""
    parent = tree.get(parent_id) if parent_id else None
    if parent is None or not reach.covers(parent.path):
        raise ParentGone


def begin_unit(unit_id: int, details: UnitDetails, above: str, today: date) -> UnitPeriod:
    """Let a unit begin under the unit with the path `above`, last of those there.

    Raises TreeTooDeep.
    """
    path = f"{above}{unit_id}/"
    if len(path) > LONGEST_PATH:
        raise TreeTooDeep
    period = UnitPeriod(
        unit_id=unit_id,
        parent_id=details.parent_id,
        name=details.name,
        kind=details.kind,
        path=path,
        position=queries.find_last_position(details.parent_id) + 1,
        valid_from=today,
    )
    db.session.add(period)
    db.session.flush()
    return period


def begin_period(period: UnitPeriod, today: date) -> UnitPeriod:
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


def move_under(tree: Tree, unit_id: int, above: UnitPeriod, today: date) -> None:
    """From today on the unit hangs there, last of those there, and what is below it below it.

    Raises UnitUnderItself or TreeTooDeep.
    """
    period = tree[unit_id]
    if above.path.startswith(period.path):
        raise UnitUnderItself
    old_path, new_path = period.path, f"{above.path}{unit_id}/"
    position = queries.find_last_position(above.unit_id) + 1
    for other in [each for each in tree.values() if each.path.startswith(old_path)]:
        moved = begin_period(other, today)
        moved.path = new_path + moved.path.removeprefix(old_path)
        if len(moved.path) > LONGEST_PATH:
            raise TreeTooDeep
        if other.unit_id == unit_id:
            moved.parent_id, moved.position = above.unit_id, position
    db.session.flush()
