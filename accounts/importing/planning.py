"""Rows of a file against the people there are: who is added, changed, moved, closed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.importing.cells import plain_text, shown
from accounts.importing.matching import Draft, Register
from accounts.importing.new_units import UnitFinder
from accounts.importing.plan import (
    ADD,
    CHANGE,
    FIELDS,
    IDENTIFIERS,
    MOVE,
    REFUSED,
    UNCHANGED,
    KnownPerson,
    PersonPlan,
    Plan,
    World,
)
from accounts.importing.rows import GivenRow
from accounts.importing.sharing import Owners, share_names
from accounts.importing.swapping import Matched, refuse_swapped
from accounts.importing.tree import UnitUnclear, UnitUnknown
from accounts.importing.usernames import propose_username

LONGEST_NAME = 160
NEW_DEFAULTS: dict[str, Any] = {
    "employee_code": None,
    "sex": "not_stated",
    "birth_year": None,
    "email": None,
    "phone": None,
    "rank": "",
    "started_on": None,
    "ended_on": None,
}


def plan_people(rows: Sequence[GivenRow], world: World) -> Plan:
    """What would become of the rows; nothing is written."""
    register = Register(world.people)
    finder = UnitFinder(world.tree, world.creates_units)
    drafts = [_draft(row, register, finder, world.today) for row in rows]
    _refuse_repeated(drafts)
    matched = [
        Matched(each.row, each.person, each.name)
        for each in drafts
        if each.name and each.person and each.person.is_within
    ]
    refuse_swapped(matched, register)
    _refuse_forbidden(drafts, world)
    owners = share_names(drafts, world.people)
    planned = [_decide(draft, owners, world) for draft in drafts]
    met = {draft.person.id for draft in drafts if draft.person}
    missing = [one for one in world.people if one.is_within and one.is_active and one.id not in met]
    problems = [problem for row in rows for problem in row.problems]
    return Plan(planned, finder.new_units, missing, problems)


def _draft(row: GivenRow, register: Register, finder: UnitFinder, today: date) -> Draft:
    person = register.match(row)
    name = _name(row)
    draft = Draft(row, person, name, _unit(row, finder))
    if person is not None:
        _warn_closed(draft, today)
        return draft
    if row.is_wrong_in(*IDENTIFIERS) and "employee_code" not in row.values:
        return draft  # perhaps about somebody who is in Sen already
    _refuse_incomplete(draft)
    if _is_past(row, today):
        row.refuse("left_before", "ended_on")
        draft.is_passed_over = True
    else:
        _refuse_ended_before(row, row.values.get("started_on"), row.values.get("ended_on"))
    return draft


def _refuse_incomplete(draft: Draft) -> None:
    """What somebody new needs; where a cell cannot be read, only that is said."""
    row = draft.row
    if not draft.name and not row.is_wrong_in("full_name", "family_name", "given_name"):
        row.refuse("name_missing", "full_name" if "full_name" in row.places else "given_name")
    if not any(key in row.values for key in IDENTIFIERS) and not row.is_wrong_in(*IDENTIFIERS):
        row.refuse("identifier_missing", "employee_code")
    if "unit" not in row.values and not row.is_wrong_in("unit"):
        row.refuse("unit_missing", "unit")


def _name(row: GivenRow) -> str:
    parts = (row.values.get("family_name"), row.values.get("given_name"))
    name: str = row.values.get("full_name") or " ".join(part for part in parts if part)
    if len(name) > LONGEST_NAME:
        row.refuse("too_long", "given_name", str(LONGEST_NAME))
    return name


def _unit(row: GivenRow, finder: UnitFinder) -> int | None:
    text = row.values.get("unit")
    if not text:
        return None
    try:
        return finder.find(text)
    except UnitUnclear:
        row.refuse("unit_unclear", "unit", shown(text))
    except UnitUnknown:
        row.refuse("unit_unknown", "unit", shown(text))
    return None


def _is_past(row: GivenRow, today: date) -> bool:
    ended_on = row.values.get("ended_on")
    return ended_on is not None and ended_on < today


def _warn_closed(draft: Draft, today: date) -> None:
    person, row = draft.person, draft.row
    if person is None or not person.is_within:
        return
    if not person.is_active and not _is_past(row, today):
        row.refuse("account_closed")
    started_on = row.values.get("started_on", person.started_on)
    _refuse_ended_before(row, started_on, row.values.get("ended_on", person.ended_on))


def _refuse_ended_before(row: GivenRow, started_on: date | None, ended_on: date | None) -> None:
    if started_on and ended_on and ended_on < started_on:
        row.refuse("ended_before_start", "ended_on")


def _refuse_repeated(drafts: Sequence[Draft]) -> None:
    """The second row about the same person is refused, and names the first."""
    seen: dict[object, int] = {}
    for draft in drafts:
        if draft.person and not draft.person.is_within:
            continue
        values = draft.row.values
        signs: list[object] = [draft.person.id] if draft.person else []
        signs += [(key, values[key]) for key in IDENTIFIERS if key in values and not draft.person]
        first = next((seen[sign] for sign in signs if sign in seen), None)
        if first is not None:
            draft.row.refuse("row_repeated", _identifying(draft.row), str(first))
        else:
            seen.update(dict.fromkeys(signs, draft.row.number))


def _identifying(row: GivenRow) -> str | None:
    return next((key for key in IDENTIFIERS if key in row.values), None)


def _refuse_forbidden(drafts: Sequence[Draft], world: World) -> None:
    """Nobody closes her own account, or the last administrator's, or one beyond her reach."""
    open_administrators = set(world.administrators)
    for draft in drafts:
        person, row = draft.person, draft.row
        if person is None or not person.is_within or row.is_doubtful:
            continue
        if not person.is_managed and _changes(draft):
            row.refuse("beyond_reach", _identifying(row))
        elif _closes(draft, world.today) and person.id == world.author_id:
            row.refuse("own_account", "ended_on")
        elif _closes(draft, world.today) and open_administrators == {person.id}:
            row.refuse("last_administrator", "ended_on")
        elif _closes(draft, world.today):
            open_administrators.discard(person.id)


def _closes(draft: Draft, today: date) -> bool:
    return draft.person is not None and draft.person.is_active and _is_past(draft.row, today)


def _decide(draft: Draft, owners: Owners, world: World) -> PersonPlan:
    row, person = draft.row, draft.person
    name = draft.name or (person.full_name if person and person.is_within else "")
    if row.is_refused:
        return PersonPlan(row.number, REFUSED, name)
    if draft.is_passed_over:
        return PersonPlan(row.number, UNCHANGED, name)
    if person is None:
        return _added(draft, owners, world)
    return _met_again(draft, person, world.today)


def _met_again(draft: Draft, person: KnownPerson, today: date) -> PersonPlan:
    """What becomes of somebody who is in Sen already."""
    values = _changes(draft)
    unit, position = values.pop("unit", None), values.pop("position", person.position)
    stays = unit is None and position == person.position
    closes = _closes(draft, today)
    is_same = stays and not values and not closes
    return PersonPlan(
        draft.row.number,
        UNCHANGED if is_same else CHANGE if unit is None else MOVE,
        draft.name or (person.full_name if person.is_within else ""),
        person.id,
        values,
        {key: getattr(person, key) for key in values},
        unit=None if stays else person.unit_id if unit is None else unit,
        position="" if stays else position,
        former_unit=person.unit_id,
        former_position="" if stays else person.position,
        closes=closes,
    )


def _changes(draft: Draft) -> dict[str, Any]:
    """What a row says otherwise than it is known; a position without a unit is nowhere."""
    person, given = draft.person, dict(draft.row.values)
    if person is None:
        return {}
    if draft.name:
        given["full_name"] = draft.name
    changed = {
        key: given[key]
        for key in FIELDS
        if key in given and not _is_same(given[key], getattr(person, key))
    }
    if draft.unit is not None and draft.unit != person.unit_id:
        changed["unit"] = draft.unit
    has_unit = person.unit_id is not None or "unit" in changed
    if has_unit and not _is_same(given.get("position", person.position), person.position):
        changed["position"] = given["position"]
    return changed


def _is_same(given: Any, known: Any) -> bool:
    """Spaces, invisible signs and ways of encoding a letter make no difference."""
    if given == known:
        return True
    return isinstance(known, str) and bool(given == plain_text(known))


def _added(draft: Draft, owners: Owners, world: World) -> PersonPlan:
    given = draft.row.values
    values = {key: given.get(key, default) for key, default in NEW_DEFAULTS.items()}
    values["full_name"] = draft.name
    values["language"] = given.get("language", world.language)
    username = given.get("username") or propose_username(
        draft.name, given.get("employee_code"), lambda name: owners.is_free(name, draft.owner)
    )
    owners.claim(username, draft.owner)
    values["username"] = username
    return PersonPlan(
        draft.row.number,
        ADD,
        draft.name,
        values=values,
        unit=draft.unit,
        position=given.get("position", ""),
    )
