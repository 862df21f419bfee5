"""Which column holds what: told by its head, in Vietnamese or English, leniently."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.importing.heads import PEOPLE_ALONE, PEOPLE_KNOWN, UNITS_ALONE, UNITS_KNOWN
from accounts.names import fold
from core.i18n import lazy_gettext as _l
from core.tables import Cell

HEAD_WITHIN = 15  # a list often begins with the office's name and a title


@dataclass(frozen=True)
class Column:
    """Something a column can hold: its key, its word, and the heads it goes by, folded.

    A head is also known where one of `heads` stands in it; one of `exact` has to be all of it,
    for with other words beside it, it means something else (Mã số thuế, Số tài khoản).
    """

    key: str
    label: Any
    heads: tuple[str, ...]
    exact: tuple[str, ...] = ()


PEOPLE_COLUMNS = tuple(
    Column(key, label, PEOPLE_KNOWN.get(key, ()), PEOPLE_ALONE.get(key, ()))
    for key, label in (
        ("employee_code", _l("Employee code")),
        ("full_name", _l("Full name")),
        ("family_name", _l("Family and middle name")),
        ("given_name", _l("Given name")),
        ("sex", _l("Sex")),
        ("birth_year", _l("Year of birth")),
        ("position", _l("Position")),
        ("rank", _l("Rank")),
        ("unit", _l("Unit")),
        ("email", _l("E-mail")),
        ("phone", _l("Phone")),
        ("language", _l("Language")),
        ("started_on", _l("Start of employment")),
        ("ended_on", _l("End of employment")),
        ("username", _l("Username")),
    )
)

UNIT_COLUMNS = tuple(
    Column(key, label, UNITS_KNOWN.get(key, ()), UNITS_ALONE.get(key, ()))
    for key, label in (
        ("code", _l("Unit code")),
        ("path", _l("Whole path")),
        ("name", _l("Name of the unit")),
        ("parent", _l("Belongs to")),
        ("kind", _l("Kind")),
    )
)

COLUMNS = {"people": PEOPLE_COLUMNS, "units": UNIT_COLUMNS}


def match_columns(heads: Sequence[Cell], columns: Sequence[Column]) -> list[str]:
    """For each head the key of what its column holds, or an empty text.

    Nothing is held twice: heads that say it exactly go before those that only contain it, and
    the left before the right.
    """
    folded = [fold_head(head) for head in heads]
    found = [""] * len(folded)
    for match in (_exact_key, _contained_key):
        for index, head in enumerate(folded):
            if head and not found[index]:
                key = match(head, columns)
                if key and key not in found:
                    found[index] = key
    return found


def find_head(rows: Sequence[Sequence[Cell]], columns: Sequence[Column]) -> int:
    """The index of the row that holds the heads: among the first, the one with most known."""
    best, most = 0, 0
    for index, row in enumerate(rows[:HEAD_WITHIN]):
        known = sum(1 for key in match_columns(row, columns) if key)
        if known > most:
            best, most = index, known
    if not most:
        filled = (
            index for index, row in enumerate(rows) if any(cell not in ("", None) for cell in row)
        )
        best = next(filled, 0)
    return best


def fold_head(head: Cell) -> str:
    """A head in plain small letters, without what stands in brackets."""
    text = re.sub(r"\([^)]{0,200}\)", " ", str(head or ""))[:300]
    return " ".join(re.sub(r"[^a-z0-9]+", " ", fold(text)).split())


def _exact_key(head: str, columns: Sequence[Column]) -> str:
    for column in columns:
        if head in column.heads or head in column.exact:
            return column.key
    return ""


def _contained_key(head: str, columns: Sequence[Column]) -> str:
    """What the longest known head within this one means."""
    padded = f" {head} "
    found = [
        (len(known), column.key)
        for column in columns
        for known in column.heads
        if f" {known} " in padded
    ]
    return max(found)[1] if found else ""
