"""A table to typed rows. What cannot be read is named with its place; the rest of a row is kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.importing.cells import READERS, CellRefused
from accounts.importing.columns import COLUMNS
from accounts.importing.problems import Problem
from core.tables import Cell

NAMES = frozenset({"full_name", "given_name"})
IDENTIFIERS = ("employee_code", "email", "username")


@dataclass(frozen=True)
class Sheet:
    """The rows of a file, where its heads stand, and what each column holds ("" for nothing)."""

    rows: Sequence[Sequence[Cell]]
    head: int
    keys: tuple[str, ...]

    def column_of(self, key: str) -> int | None:
        """The number of the column that holds `key`, from 1."""
        return self.keys.index(key) + 1 if key in self.keys else None


@dataclass(frozen=True, slots=True)
class GivenRow:
    """What one row says: only what is not blank. `places` are column numbers by key."""

    number: int
    values: Mapping[str, Any]
    places: Mapping[str, int]
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, key: str | None = None, value: str = "") -> None:
        """Say what is wrong, in the column that holds `key`."""
        self.problems.append(Problem(code, self.number, self.places.get(key or ""), value))

    @property
    def is_refused(self) -> bool:
        """Whether anything is wrong that keeps it out."""
        return any(problem.severity == "error" for problem in self.problems)


def check_columns(sheet: Sheet, kind: str) -> list[Problem]:
    """What is wrong with the columns as a whole; without these nothing can be read."""
    labels = {column.key: str(column.label) for column in COLUMNS[kind]}
    row = sheet.head + 1
    twice = sorted({key for key in sheet.keys if key and sheet.keys.count(key) > 1})
    problems = [Problem("column_twice", row, None, labels[key]) for key in twice]
    keys = set(sheet.keys)
    if kind == "units":
        if not keys & {"name", "path"}:
            problems.append(Problem("no_unit_column", row))
    else:
        if not keys & NAMES:
            problems.append(Problem("no_name_column", row))
        if not keys & set(IDENTIFIERS):
            problems.append(Problem("no_identifier_column", row))
    if not any(True for _ in _filled_rows(sheet)):
        problems.append(Problem("no_rows", row))
    return problems


def read_rows(sheet: Sheet) -> list[GivenRow]:
    """The rows below the heads that hold anything in a column that is read."""
    columns = [(index, key, READERS[key]) for index, key in enumerate(sheet.keys) if key]
    places = {key: index + 1 for index, key, _ in columns}
    rows = []
    for number, row in _filled_rows(sheet):
        given = GivenRow(number, {}, places)
        values: dict[str, Any] = {}
        for index, key, read in columns:
            if index >= len(row) or row[index] == "" or row[index] is None:
                continue
            try:
                value = read(row[index])
            except CellRefused as refusal:
                given.refuse(refusal.code, key, refusal.value)
                continue
            if value not in ("", None):
                values[key] = value
        if values or given.problems:
            rows.append(GivenRow(number, values, places, given.problems))
    return rows


def _filled_rows(sheet: Sheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    for number, row in enumerate(sheet.rows[sheet.head + 1 :], sheet.head + 2):
        if any(cell not in ("", None) for cell in row):
            yield number, row
