"""Columns as somebody says them, where their heads were not recognised or meant otherwise."""

import re
from collections.abc import Sequence
from dataclasses import replace

from accounts.importing.cells import plain_text, shown
from accounts.importing.columns import COLUMNS, HEAD_WITHIN, match_columns
from accounts.importing.problems import Problem
from accounts.importing.rows import Sheet
from core.tables.formulas import column_number

LETTERS = re.compile(r"[A-Za-z]{1,2}")
Wanted = Sequence[tuple[str, str]]


def correct_columns(sheet: Sheet, wanted: Wanted, kind: str) -> tuple[Sheet, list[Problem]]:
    """The sheet with these columns holding what is said of them; and what cannot be found.

    `wanted` are heads, or the letters of columns, each with what it holds ("" for nothing). A
    column that was taken for the same before is so no longer.
    """
    head = _head_with(sheet, [name for name, _key in wanted])
    keys = list(sheet.keys)
    if head != sheet.head:
        keys = match_columns(sheet.rows[head], COLUMNS[kind])
    said: dict[int, str] = {}
    problems = []
    for name, key in wanted:
        places = _places(sheet.rows[head], name)
        if len(places) == 1:
            said[places[0]] = key
        else:
            code = "column_unclear" if places else "column_unknown"
            problems.append(Problem(code, head + 1, None, shown(name)))
    taken = set(said.values())
    keys = [said.get(index, "" if key in taken else key) for index, key in enumerate(keys)]
    return replace(sheet, head=head, keys=tuple(keys)), problems


def _head_with(sheet: Sheet, names: Sequence[str]) -> int:
    """The row of the heads: as it was found, or the first one that has all these names."""
    rows = sheet.rows[:HEAD_WITHIN]
    if all(_places(sheet.rows[sheet.head], name) for name in names):
        return sheet.head
    having = (index for index, row in enumerate(rows) if all(_called(row, each) for each in names))
    return next(having, sheet.head)


def _places(heads: Sequence[object], name: str) -> list[int]:
    """The indexes of the columns called so, else of the one with these letters."""
    found = _called(heads, name)
    if not found and LETTERS.fullmatch(name.strip()):
        index = column_number(name.strip().upper()) - 1
        return [index] if index < len(heads) else []
    return found


def _called(heads: Sequence[object], name: str) -> list[int]:
    wanted = plain_text(name).casefold()
    return [
        index
        for index, cell in enumerate(heads)
        if wanted and isinstance(cell, str) and plain_text(cell).casefold() == wanted
    ]
