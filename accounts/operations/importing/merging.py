"""The people of a plan written by sets: few statements, however many rows.

Everything that can be computed is computed before the transaction begins (`WriteSet.of`), so
that on SQLite the lock is held only for the writing itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import String, bindparam, cast, literal, true, update
from sqlalchemy.orm import InstrumentedAttribute

from accounts import audit_actions, names
from accounts.events import AddressesChanged, PeopleChanged, PeoplePlaced
from accounts.importing.plan import ADD, IDENTIFIERS, REFUSED, UNCHANGED, PersonPlan, Plan
from accounts.models import Person, Placement, SignInSession
from accounts.operations.auditing import note
from accounts.operations.people import Author
from accounts.operations.unit_periods import UnitDetails
from accounts.operations.units import add_unit
from accounts.queries import importing as queries
from core.database import Base, db
from core.events import publish
from core.inserting import ReadyRows

AT_ONCE = 2_000
IDS_AT_ONCE = 500


@dataclass(frozen=True)
class WriteSet:
    """What a plan comes to, ready to be written: rows of columns, by what is done with them."""

    plan: Plan
    added: list[PersonPlan]
    new_rows: ReadyRows
    changed: list[PersonPlan]
    changed_rows: dict[tuple[str, ...], list[dict[str, Any]]]

    @classmethod
    def of(cls, plan: Plan, author: Author) -> "WriteSet":
        """Compute all rows."""
        active = [row for row in plan.rows if row.action not in (UNCHANGED, REFUSED)]
        added = [row for row in active if row.action == ADD]
        changed = [row for row in active if row.action != ADD]
        by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in changed:
            if row.values:
                values = _named(row.values)
                by_columns.setdefault(tuple(sorted(values)), []).append(
                    values | {"which": row.person_id}
                )
        columns = tuple(_new_row(added[0], author)) if added else ()
        made = (_new_row(row, author) for row in added)
        ready = ReadyRows(Person, columns, (tuple(row[name] for name in columns) for row in made))
        return cls(plan, added, ready, changed, by_columns)


def merge_people(write_set: WriteSet, author: Author) -> None:
    """Write a plan: units, people, places, ended sessions, what is assigned. Flushes only."""
    units = _make_units(write_set.plan, author)
    _release_identifiers(write_set.changed)
    _update_people(write_set.changed_rows)
    last_id = queries.find_last_person_id()
    write_set.new_rows.insert()
    ids = queries.list_ids_after(last_id) if write_set.added else []
    placed = list(zip(ids, write_set.added, strict=True))
    placed += [(row.person_id or 0, row) for row in write_set.changed if row.unit is not None]
    _write_places(placed, units, author)
    _close_accounts([row.person_id or 0 for row in write_set.changed if row.closes], author)
    db.session.expire_all()
    _announce(placed, units, write_set.changed, author)
    _announce_addresses(write_set.changed, author)
    counts = {name: count for name, count in write_set.plan.counts.items() if count}
    note(audit_actions.PEOPLE_IMPORTED, author.person_id, author.at, details=counts)


def _named(values: Any) -> dict[str, Any]:
    """Columns with the keys that follow from a name."""
    named = dict(values)
    if "full_name" in named:
        named["sort_key"] = names.sort_key(named["full_name"])
        named["search_key"] = names.fold(named["full_name"])[:600]
    return named


def _new_row(row: PersonPlan, author: Author) -> dict[str, Any]:
    """Somebody new has no password: an activation slip lets her choose one."""
    return _named(row.values) | {"uuid": uuid4(), "created_at": author.at, "password_hash": None}


def _make_units(plan: Plan, author: Author) -> dict[int, int]:
    """The ids of the new units by their references."""
    made: dict[int, int] = {}
    for reference in plan.needed_units():
        unit = plan.new_units[-reference - 1]
        parent_id = made.get(unit.parent, unit.parent)
        made[reference] = add_unit(UnitDetails(unit.name, "", parent_id), author).id
    return made


def _release_identifiers(changed: list[PersonPlan]) -> None:
    """Free the names that change first, so that two people can exchange theirs.

    No username that somebody types holds the sign that stands for one meanwhile.
    """
    meanwhile: dict[str, Any] = {
        "username": literal("\x7f") + cast(Person.id, String),
        "employee_code": None,
        "email": None,
    }
    for key in IDENTIFIERS:
        ids = [row.person_id for row in changed if row.before.get(key)]
        _update_where(Person, Person.id, ids, {key: meanwhile[key]})


def _update_people(changed_rows: dict[tuple[str, ...], list[dict[str, Any]]]) -> None:
    table: Any = Person.__table__
    for columns, rows in changed_rows.items():
        values: Any = {name: bindparam(f"new_{name}") for name in columns}
        given = [
            {"which": row["which"]} | {f"new_{name}": row[name] for name in columns} for row in rows
        ]
        statement = update(table).where(table.c.id == bindparam("which")).values(values)
        db.session.connection().execute(statement, given)


def _write_places(
    placed: Sequence[tuple[int, PersonPlan]], units: Mapping[int, int], author: Author
) -> None:
    """Places from today on. One that begins today is changed itself, as if it had been so."""
    of_today = queries.list_placed_since(author.today)

    def place(person_id: int, row: PersonPlan) -> dict[str, Any]:
        unit_id = units.get(row.unit or 0, row.unit)
        whose = {"person_id": person_id, "unit_id": unit_id, "position": row.position}
        return whose | {"valid_from": author.today}

    fresh = [place(*each) for each in placed if each[0] not in of_today]
    left = [person_id for person_id, row in placed if row.action != ADD]
    ended = Placement.valid_to.is_(None) & (Placement.valid_from < author.today)
    _update_where(Placement, Placement.person_id, left, {"valid_to": author.today}, ended)
    columns = tuple(fresh[0]) if fresh else ()
    ReadyRows(Placement, columns, (tuple(row.values()) for row in fresh)).insert()
    table: Any = Placement.__table__
    again = [place(*each) for each in placed if each[0] in of_today]
    if again:
        given = [{f"new_{name}": value for name, value in row.items()} for row in again]
        is_open = table.c.valid_to.is_(None) & (table.c.person_id == bindparam("new_person_id"))
        values: Any = {name: bindparam(f"new_{name}") for name in ("unit_id", "position")}
        db.session.connection().execute(update(table).where(is_open).values(values), given)


def _close_accounts(person_ids: list[int], author: Author) -> None:
    _update_where(Person, Person.id, person_ids, {"deactivated_at": author.at})
    open_session = SignInSession.ended_at.is_(None)
    ended = {"ended_at": author.at}
    _update_where(SignInSession, SignInSession.person_id, person_ids, ended, open_session)


def _announce(
    placed: Sequence[tuple[int, PersonPlan]],
    units: Mapping[int, int],
    changed: Sequence[PersonPlan],
    author: Author,
) -> None:
    """Say who came where, and which units are to be counted anew."""
    moved = [
        (person_id, units.get(row.unit or 0, row.unit or 0))
        for person_id, row in placed
        if row.unit != row.former_unit
    ]
    counted = [row for row in changed if row.closes or "sex" in row.values]
    people = {person_id for person_id, _ in moved} | {row.person_id or 0 for row in counted}
    concerned = {unit_id for _, unit_id in moved}
    concerned |= {row.former_unit for row in changed if row.former_unit and row.person_id in people}
    if moved:
        publish(PeoplePlaced(tuple(moved), author.at))
    if people:
        publish(PeopleChanged(frozenset(people), frozenset(concerned)))


def _announce_addresses(changed: Sequence[PersonPlan], author: Author) -> None:
    """Say whose mail goes elsewhere now, and where it went before."""
    former = [
        (row.person_id or 0, str(row.before["email"]))
        for row in changed
        if "email" in row.values and row.before.get("email")
    ]
    if former:
        publish(AddressesChanged(tuple(former), author.at))


def _update_where(
    model: type[Base],
    column: InstrumentedAttribute[int],
    ids: Sequence[int | None],
    values: Mapping[str, Any],
    condition: Any = true(),  # noqa: B008 - a constant of the language
) -> None:
    for start in range(0, len(ids), IDS_AT_ONCE):
        some = update(model).where(column.in_(ids[start : start + IDS_AT_ONCE]), condition)
        without = {"synchronize_session": False}
        db.session.execute(some.values(values), execution_options=without)
