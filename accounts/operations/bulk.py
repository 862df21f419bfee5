"""Writes about many people at once: in sets, and announced once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from accounts import audit_actions, queries
from accounts.events import PeopleChanged, PeoplePlaced
from accounts.models import Person, Placement
from accounts.operations.auditing import note
from accounts.operations.people import Author, LastAdministrator, UnitClosed
from accounts.operations.sign_in import end_sessions_of
from accounts.queries.bulk import AT_ONCE, list_placements
from accounts.queries.units import get_unit_key
from core.database import db
from core.events import publish


@dataclass(frozen=True)
class _Moves:
    """Who comes to a unit: who has been placed today already, and all others."""

    again: list[int]
    fresh: list[dict[str, Any]]
    left_unit_ids: frozenset[int]


def deactivate_people(person_ids: Sequence[int], author: Author) -> int:
    """Close the accounts of many and end their sessions; how many were open.

    One's own is left out. Raises LastAdministrator.
    """
    wanted = sorted(set(person_ids) - {author.person_id})
    open_ones = _hold_open(wanted)
    administrators = set(queries.list_whole_administrators(author.today))
    if administrators and administrators <= set(open_ones):
        raise LastAdministrator
    for some in _parts(open_ones):
        closing = update(Person).where(Person.id.in_(some)).values(deactivated_at=author.at)
        db.session.execute(closing)
    end_sessions_of(open_ones, None, author.at)
    if open_ones:
        _note(audit_actions.PERSON_DEACTIVATED, open_ones, author, {})
        units = {each.unit_id for each in list_placements(open_ones)}
        publish(PeopleChanged(frozenset(open_ones), frozenset(units)))
    return len(open_ones)


def move_people(person_ids: Sequence[int], unit_id: int, author: Author) -> int:
    """Let many work in a unit from today on, in the positions they have; how many came.

    Raises UnitClosed.
    """
    if not queries.hold_unit(unit_id):
        raise UnitClosed({"unit"})
    wanted = sorted(set(person_ids))
    for some in _parts(wanted):
        queries.hold_people(some)
    moves = _moves(wanted, unit_id, author)
    moved = sorted([*moves.again, *(row["person_id"] for row in moves.fresh)])
    _write_moves(moves, unit_id, author)
    if moved:
        details: dict[str, str | int] = {"unit": get_unit_key(unit_id)}
        _note(audit_actions.PERSON_MOVED, moved, author, details)
        publish(PeoplePlaced(tuple((each, unit_id) for each in moved), author.at))
        publish(PeopleChanged(frozenset(moved), moves.left_unit_ids | {unit_id}))
    return len(moved)


def _moves(person_ids: Sequence[int], unit_id: int, author: Author) -> _Moves:
    places = {each.person_id: each for each in list_placements(person_ids)}
    elsewhere = [each for each in places.values() if each.unit_id != unit_id]
    again = [each.person_id for each in elsewhere if each.valid_from == author.today]
    moving = {each.person_id: each.position for each in elsewhere if each.person_id not in again}
    moving |= {person_id: "" for person_id in person_ids if person_id not in places}
    fresh = [
        {"person_id": person_id, "unit_id": unit_id, "position": position}
        | {"valid_from": author.today}
        for person_id, position in sorted(moving.items())
    ]
    return _Moves(again, fresh, frozenset(each.unit_id for each in elsewhere))


def _write_moves(moves: _Moves, unit_id: int, author: Author) -> None:
    """What began today is changed itself, as if it had been so; all else ends and goes on."""
    _update_places(moves.again, {"unit_id": unit_id})
    _update_places([row["person_id"] for row in moves.fresh], {"valid_to": author.today})
    if moves.fresh:
        db.session.execute(insert(Placement), moves.fresh)


def _update_places(person_ids: Sequence[int], values: dict[str, Any]) -> None:
    for some in _parts(person_ids):
        current = Placement.person_id.in_(some) & Placement.valid_to.is_(None)
        db.session.execute(update(Placement).where(current).values(values))


def _hold_open(person_ids: Sequence[int]) -> list[int]:
    found: list[int] = []
    for some in _parts(person_ids):
        query = select(Person.id).where(Person.id.in_(some), Person.deactivated_at.is_(None))
        found += db.session.scalars(query.order_by(Person.id).with_for_update(key_share=True))
    return found


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]


def _note(
    action: str, person_ids: Sequence[int], author: Author, details: dict[str, str | int]
) -> None:
    """One entry; of one person it says who, of many how many."""
    about_id = person_ids[0] if len(person_ids) == 1 else None
    count: dict[str, str | int] = {} if about_id else {"people": len(person_ids)}
    note(action, author.person_id, author.at, about_id, details=details | count)
