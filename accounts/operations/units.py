"""Writes about units. What a unit was called and where it hung stays on record, by its periods."""

from uuid import UUID, uuid4

from sqlalchemy import update

from accounts import audit_actions, identifiers
from accounts.events import UnitEnded, UnitMoved
from accounts.models import Organisation, Placement, Unit
from accounts.operations.auditing import note
from accounts.operations.people import Author
from accounts.operations.unit_periods import (
    ParentGone,
    UnitDetails,
    begin_period,
    begin_unit,
    check_reached,
    get_period,
    hold_tree,
    move_under,
)
from accounts.operations.unit_roles import end_roles_in
from accounts.queries import units as queries
from accounts.queries.unit_history import get_last_period
from accounts.queries.units import CurrentUnit
from accounts.reach import EVERYWHERE, Reach
from core.database import db
from core.events import publish


class UnitNotEmpty(Exception):
    """People work in this unit, or units hang under it."""


def add_organisation(name: str, author: Author) -> CurrentUnit:
    """Set up the organisation and the unit at the top of its tree."""
    db.session.add(Organisation(id=1, name=name, created_at=author.at))
    return add_unit(UnitDetails(name), author)


def add_unit(details: UnitDetails, author: Author, uuid: UUID | None = None) -> CurrentUnit:
    """Add a unit, after its neighbours; the same unit with this `uuid` is not added again.

    For another one, a `uuid` that is taken gives way to a new one.

    Raises ParentGone or TreeTooDeep.
    """
    tree = hold_tree()
    added = queries.find_unit_by_uuid(uuid) if uuid else None
    if added and UnitDetails(added.name, added.kind, added.parent_id) == details:
        return added
    if details.parent_id is not None and details.parent_id not in tree:
        raise ParentGone
    above = tree[details.parent_id].path if details.parent_id else "/"
    beginning = identifiers.unit_key(details.name, frozenset())
    key = identifiers.unit_key(details.name, queries.list_unit_keys(beginning))
    is_free = uuid is not None and not queries.is_uuid_taken(uuid)
    unit = Unit(key=key, created_at=author.at, uuid=uuid if is_free else uuid4())
    db.session.add(unit)
    db.session.flush()
    period = begin_unit(unit.id, details, above, author.today)
    note(audit_actions.UNIT_ADDED, author.person_id, author.at, subject=key)
    return CurrentUnit(unit.id, key, details.name, details.kind, period.path, details.parent_id)


def change_unit(
    unit_id: int, details: UnitDetails, author: Author, reach: Reach = EVERYWHERE
) -> None:
    """Rename a unit or hang it elsewhere, with all below it, from today on.

    Raises UnitGone, ParentGone, UnitUnderItself or TreeTooDeep.
    """
    tree = hold_tree()
    period = get_period(tree, unit_id, reach)
    key = queries.get_unit_key(unit_id)
    if (period.name, period.kind) != (details.name, details.kind):
        changed = begin_period(period, author.today)
        changed.name, changed.kind = details.name, details.kind
        note(audit_actions.UNIT_CHANGED, author.person_id, author.at, subject=key)
        db.session.flush()
        tree = hold_tree()
    if tree[unit_id].parent_id != details.parent_id:
        check_reached(tree, period.parent_id, reach)
        check_reached(tree, details.parent_id, reach)
        move_under(tree, unit_id, tree[details.parent_id or 0], author.today)
        to = {"parent": queries.get_unit_key(details.parent_id or 0)}
        note(audit_actions.UNIT_MOVED, author.person_id, author.at, subject=key, details=to)
        publish(UnitMoved(unit_id, author.at))


def close_unit(unit_id: int, author: Author, reach: Reach = EVERYWHERE) -> None:
    """Close a unit in which nobody works and under which nothing hangs; its roles end.

    People whose accounts are closed work nowhere from then on. Raises UnitGone, ParentGone (of
    the topmost unit, or of one's own reach) or UnitNotEmpty.
    """
    tree = hold_tree()
    period = get_period(tree, unit_id, reach)
    check_reached(tree, period.parent_id, reach)
    if queries.count_people_in(unit_id) or queries.count_units_under(unit_id):
        raise UnitNotEmpty
    left = update(Placement).where(Placement.unit_id == unit_id, Placement.valid_to.is_(None))
    db.session.execute(left.values(valid_to=author.today))
    ended = {"roles": end_roles_in(unit_id, author)}
    period.valid_to = author.today
    db.session.flush()
    key = queries.get_unit_key(unit_id)
    note(audit_actions.UNIT_CLOSED, author.person_id, author.at, subject=key, details=ended)
    publish(UnitEnded(unit_id, author.at))


def reopen_unit(unit_id: int, parent_id: int, author: Author, reach: Reach = EVERYWHERE) -> None:
    """Open a closed unit again, empty, as it was last called; open already, it stays as it is.

    Raises ParentGone or TreeTooDeep.
    """
    tree = hold_tree()
    if unit_id in tree:
        return
    check_reached(tree, parent_id, reach)
    last = get_last_period(unit_id)
    details = UnitDetails(last.name, last.kind, parent_id)
    begin_unit(unit_id, details, tree[parent_id].path, author.today)
    key = queries.get_unit_key(unit_id)
    note(audit_actions.UNIT_REOPENED, author.person_id, author.at, subject=key)
