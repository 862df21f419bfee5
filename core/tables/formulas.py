"""Formulas of a worksheet: nothing is worked out, but where one stands is said.

The spreadsheet program keeps with each formula the value that it gave when the file was saved:
that is what people see in the cell, and what counts here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.tables.refusal import refusal
from core.tables.writing import Cell

MOST_FORMULAS = 250_000
# A row or a cell, and of a cell its formula and the value that was kept.
PART = re.compile(
    rb"<(?:\w{1,20}:)?(row|c)(\s[^>]{0,400})?>"
    rb"(\s*<(?:\w{1,20}:)?f(?:\s[^>]{0,300})?(?:/>|>([^<]{0,10000})</(?:\w{1,20}:)?f>)"
    rb"(?:\s*<(?:\w{1,20}:)?v(?:\s*/>|>([^<]{0,40})))?)?"
)
ADDRESS = re.compile(rb"""\sr\s{0,9}=\s{0,9}["']([A-Z]{0,3})([0-9]{0,7})["']""")
KIND = re.compile(rb"""\st\s{0,9}=\s{0,9}["'](\w{1,12})["']""")

Places = frozenset[tuple[int, int]]


class Formula(NamedTuple):
    """Where a formula stands (from 1); `text` where the file keeps no value that is read."""

    row: int
    column: int
    text: str | None


def read_formulas(sheet: bytes) -> list[Formula]:
    """The formulas of a worksheet; raises TableRefused where they are too many to be listed."""
    if not re.search(rb"<(?:\w{1,20}:)?f[\s/>]", sheet):
        return []
    found = []
    for formula in _formulas(sheet):
        found.append(formula)
        if len(found) > MOST_FORMULAS:
            raise refusal("too_many_formulas", value=str(MOST_FORMULAS))
    return found


def write_formulas(rows: list[list[Cell]], formulas: Sequence[Formula]) -> Places:
    """Put in what the parser left out; the places of those of which a value is kept."""
    kept = set()
    for row, column, text in formulas:
        if text is None:
            kept.add((row, column))
            continue
        rows.extend([] for _ in range(row - len(rows)))
        cells = rows[row - 1]
        cells.extend("" for _ in range(column - len(cells)))
        cells[column - 1] = text
        if not text.startswith("="):
            kept.add((row, column))
    return frozenset(kept)


def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, AA is 27; nothing is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _formulas(sheet: bytes) -> Iterator[Formula]:
    """Rows and cells may say their addresses, or only follow one another."""
    row = column = 0
    for part in PART.finditer(sheet):
        name, attributes, whole, formula, value = part.groups(b"")
        address = ADDRESS.search(attributes)
        letters, digits = address.groups() if address else (b"", b"")
        if name == b"row":
            row, column = int(digits or row + 1), 0
            continue
        row, column = int(digits or row), column_number(letters.decode()) or column + 1
        if whole:
            yield Formula(max(1, row), column, _text(attributes, formula, value))


def _text(attributes: bytes, formula: bytes, value: bytes) -> str | None:
    """What stands for a formula: an error that it gave, itself if no value is kept, or nothing."""
    kind = KIND.search(attributes)
    if kind and kind[1] == b"e":
        return _unescape(value) or "#N/A"
    if value or (kind and kind[1] == b"str"):  # of a text even an empty one is a value
        return None
    return f"={_unescape(formula)}"


def _unescape(xml: bytes) -> str:
    text = xml.decode("utf-8", errors="replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")
