"""Writes of units that go up in another."""

from datetime import date

from sqlalchemy import select

from accounts import audit_actions
from accounts.events import PeopleChanged, UnitEnded, UnitMerged, UnitMoved
from accounts.models import Person, Placement
from accounts.operations.auditing import note
from accounts.operations.people import Author
from accounts.operations.unit_periods import (
    Tree,
    UnitUnderItself,
    check_reached,
    get_period,
    hold_tree,
    move_under,
)
from accounts.operations.unit_roles import pass_roles_on
from accounts.queries import units as queries
from accounts.queries.unit_history import get_last_period
from accounts.reach import EVERYWHERE, Reach
from core.database import db
from core.events import publish


def merge_unit(unit_id: int, target_id: int, author: Author, reach: Reach = EVERYWHERE) -> None:
    """Let a unit go up in another: its people, the units under it and its roles come there.

    It is closed from today on and remembers where it went; what was done in it stays done in it.
    Where it has gone up already, nothing happens. Raises UnitGone, ParentGone, UnitUnderItself or
    TreeTooDeep.
    """
    tree = hold_tree()
    if unit_id not in tree and get_last_period(unit_id).merged_into_id == target_id:
        return
    period = get_period(tree, unit_id, reach)
    check_reached(tree, period.parent_id, reach)
    target = get_period(tree, target_id, reach)
    if target.path.startswith(period.path):
        raise UnitUnderItself
    _move_units(tree, unit_id, target_id, author)
    people = _move_people(unit_id, target_id, author.today)
    details: dict[str, str | int] = {
        "into": queries.get_unit_key(target_id),
        "people": len(people),
        "roles": pass_roles_on(unit_id, target_id, author),
    }
    period.valid_to, period.merged_into_id = author.today, target_id
    db.session.flush()
    key = queries.get_unit_key(unit_id)
    note(audit_actions.UNIT_MERGED, author.person_id, author.at, subject=key, details=details)
    publish(UnitMerged(unit_id, target_id, tuple(people), author.at))
    publish(UnitEnded(unit_id, author.at))
    publish(PeopleChanged(frozenset(people), frozenset({unit_id, target_id})))


def _move_units(tree: Tree, unit_id: int, target_id: int, author: Author) -> None:
    below = [each.unit_id for each in tree.values() if each.parent_id == unit_id]
    for moved_id in sorted(below, key=lambda each: tree[each].position):
        move_under(hold_tree(), moved_id, tree[target_id], author.today)
        publish(UnitMoved(moved_id, author.at))


def _move_people(unit_id: int, target_id: int, today: date) -> list[int]:
    """All who work there work in the target from today on; the ids of those who are active."""
    query = (
        select(Placement, Person.deactivated_at)
        .join(Person, Person.id == Placement.person_id)
        .where(Placement.unit_id == unit_id, Placement.valid_to.is_(None))
        .order_by(Placement.person_id)
    )
    placed = db.session.execute(query).all()
    following = [_place(placement, target_id, today) for placement, _ in placed]
    db.session.flush()
    db.session.add_all(following)
    db.session.flush()
    return [placement.person_id for placement, left_at in placed if left_at is None]


def _place(placement: Placement, target_id: int, today: date) -> Placement:
    """The placement that follows this one, which ends; one of today is used itself."""
    if placement.valid_from == today:
        placement.unit_id = target_id
        return placement
    placement.valid_to = today
    return Placement(
        person_id=placement.person_id,
        unit_id=target_id,
        position=placement.position,
        valid_from=today,
    )
