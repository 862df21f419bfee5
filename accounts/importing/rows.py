"""A table to typed rows. What cannot be read is named with its place; the rest of a row is kept."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.importing.cells import READERS, CellRefused, looks_like_formula, plain_text, shown
from accounts.importing.columns import COLUMNS
from accounts.importing.problems import DOUBTS, Problem
from core.tables import Cell, Places

NAMES = frozenset({"full_name", "given_name"})
IDENTIFIERS = ("employee_code", "email", "username")
FORMULAS_NAMED = 20  # in each column
ERRORS_OF_FORMULAS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
)


@dataclass(frozen=True)
class Sheet:
    """The rows of a file, where its heads stand, and what each column holds ("" for nothing).

    `formulas` are the rows and columns, from 1, of values that a formula gave.
    """

    rows: Sequence[Sequence[Cell]]
    head: int
    keys: tuple[str, ...]
    formulas: Places = frozenset()

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

    def is_wrong_in(self, *keys: str) -> bool:
        """Whether something is wrong already in a column that holds one of `keys`."""
        columns = {self.places[key] for key in keys if key in self.places}
        return any(problem.column in columns for problem in self.problems)

    @property
    def is_refused(self) -> bool:
        """Whether anything is wrong that keeps it out."""
        return any(problem.severity == "error" for problem in self.problems)

    @property
    def is_doubtful(self) -> bool:
        """Whether it is not known whom it is about."""
        return any(problem.code in DOUBTS for problem in self.problems)


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
    columns = [(index, key) for index, key in enumerate(sheet.keys) if key]
    places = {key: index + 1 for index, key in columns}
    notes = _FormulaNotes(sheet.formulas)
    rows = []
    for number, row in _filled_rows(sheet):
        values: dict[str, Any] = {}
        given = GivenRow(number, values, places)
        for index, key in columns:
            if index < len(row) and row[index] != "" and row[index] is not None:
                value = _read_cell(given, key, row[index], notes)
                if value not in ("", None):
                    values[key] = value
        if values or given.problems:
            rows.append(given)
    notes.sum_up()
    return rows


class _FormulaNotes:
    """Says where the value of a formula is taken: of each column the first places, then how many.

    A column of formulas has one in every row, and what is wrong would be lost among them.
    """

    def __init__(self, formulas: Places) -> None:
        self.formulas = formulas
        self.counts: Counter[str] = Counter()
        self.beyond: dict[str, GivenRow] = {}

    def is_formula(self, row: GivenRow, key: str) -> bool:
        """Whether the value in this row and column was given by one."""
        return (row.number, row.places[key]) in self.formulas

    def note(self, row: GivenRow, key: str, cell: Cell) -> None:
        """Say that it was."""
        self.counts[key] += 1
        if self.counts[key] <= FORMULAS_NAMED:
            row.refuse("formula_value", key, shown(plain_text(cell)))
        else:
            self.beyond.setdefault(key, row)

    def sum_up(self) -> None:
        """Say of how many more, at the first of them."""
        for key, row in self.beyond.items():
            row.refuse("formula_values", key, str(self.counts[key]))


def _read_cell(row: GivenRow, key: str, cell: Cell, notes: _FormulaNotes) -> Any:
    """The value of a cell; None where it cannot be read, and why is said."""
    is_formula = bool(notes.formulas) and notes.is_formula(row, key)
    if is_formula and cell in ERRORS_OF_FORMULAS:
        row.refuse("formula_error", key, str(cell))
        return None
    try:
        value = READERS[key](cell)
    except CellRefused as refusal:
        row.refuse(refusal.code, key, refusal.value)
        return None
    if looks_like_formula(cell):
        row.refuse("formula_as_text", key, shown(str(value)))
    elif is_formula:
        notes.note(row, key, cell)
    return value


def _filled_rows(sheet: Sheet) -> Iterator[tuple[int, Sequence[Cell]]]:
    for number, row in enumerate(sheet.rows[sheet.head + 1 :], sheet.head + 2):
        if any(cell not in ("", None) for cell in row):
            yield number, row
