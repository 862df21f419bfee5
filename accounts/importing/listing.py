"""Everybody as a table that can be imported again and then changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from accounts.importing.columns import PEOPLE_COLUMNS
from accounts.importing.plan import KnownPerson
from accounts.importing.tree import UnitTree, UnitUnclear, UnitUnknown
from core.i18n import lazy_gettext as _l
from core.tables import FORMULA_STARTS, Cell

PARTS = frozenset({"family_name", "given_name"})
LISTED = tuple(column for column in PEOPLE_COLUMNS if column.key not in PARTS)
STATUS = _l("Status")
ACTIVE, DEACTIVATED = _l("Active"), _l("Deactivated")
SEX_WORDS: dict[str, Any] = {"female": _l("Female"), "male": _l("Male")}


@dataclass(frozen=True)
class Listing:
    """A finished table; `title` names the sheet and the file."""

    title: str
    header: list[str]
    rows: Iterator[list[Cell]]


def list_people(title: str, people: Iterable[KnownPerson], tree: UnitTree) -> Listing:
    """A row for each person within reach, in the order given; a last column says who is active."""
    header = [*(str(column.label) for column in LISTED), str(STATUS)]
    sexes = {key: str(word) for key, word in SEX_WORDS.items()}
    states = (str(DEACTIVATED), str(ACTIVE))
    units = {unit_id: unit_name(unit_id, tree) for unit_id in tree.labels}
    rows = (
        [_guard(cell) for cell in (*_cells(person, sexes, units), states[person.is_active])]
        for person in people
        if person.is_within
    )
    return Listing(title, header, rows)


def unit_name(unit_id: int, tree: UnitTree) -> str:
    """What the unit is found by again: its path, or its key where another has the same path."""
    label = tree.label(unit_id)
    try:
        is_found = tree.find(label) == unit_id
    except (UnitUnclear, UnitUnknown):
        is_found = False
    return label if is_found else tree.units[unit_id].key


def _cells(person: KnownPerson, sexes: dict[str, str], units: dict[int, str]) -> Iterator[Cell]:
    for column in LISTED:
        if column.key == "unit":
            yield units.get(person.unit_id or 0, "")
        elif column.key == "sex":
            yield sexes.get(person.sex, "")
        else:
            yield getattr(person, column.key)


def _guard(cell: Cell) -> Cell:
    """An apostrophe before a sign of formulas is the writer's; one that was there is doubled."""
    is_guarded = isinstance(cell, str) and cell[:1] == "'"
    if is_guarded and str(cell).lstrip("'")[:1] in FORMULA_STARTS:
        return f"'{cell}"
    return cell
