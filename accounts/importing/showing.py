"""What the pages show of a result: rows and problems in words, one page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.importing.cells import plain_text, shown
from accounts.importing.columns import COLUMNS
from accounts.importing.listing import SEX_WORDS
from accounts.importing.places import column_of, letters, place_of
from accounts.importing.problems import Problem
from accounts.importing.results import Result
from accounts.importing.rows import Sheet
from core.i18n import LANGUAGE_NAMES, format_day
from core.i18n import lazy_gettext as _l
from core.pages import Page
from core.tables import Cell

PAGE_SIZE = 50
EXAMPLES = 3
PROBLEMS_HEAD = _l("What is wrong")
MISSING = "missing"


@dataclass(frozen=True)
class ShownChange:
    """A fact that changes: in words, before and after."""

    label: Any
    before: str
    after: str


@dataclass(frozen=True)
class ShownRow:
    """What becomes of a row; of somebody missing, where she works, without a number."""

    number: int | None
    name: str
    detail: str
    changes: Sequence[ShownChange]


@dataclass(frozen=True)
class ShownProblem:
    """What is wrong, where."""

    place: str
    sentence: str
    severity: str


@dataclass(frozen=True)
class ShownColumn:
    """A column of the file: its letters, its head, and what stands in its first rows."""

    letters: str
    head: str
    examples: str


def shown_rows(result: Result, action: str, number: int) -> Page[ShownRow]:
    """One page of the rows that come to `action`, or of who is missing in the file."""
    if action == MISSING:
        listed = _paged(result["missing"], number)
        rows = [ShownRow(None, row[0], _joined(row[1], row[2]), ()) for row in listed.rows]
    else:
        listed = _paged([row for row in result["rows"] if row[1] == action], number)
        rows = [ShownRow(row[0], row[2], "", _changes(row[3])) for row in listed.rows]
    return Page(rows, listed.number, listed.size, listed.total)


def shown_problems(result: Result, sheet: Sheet, number: int) -> Page[ShownProblem]:
    """One page of what is wrong, errors before warnings, row by row."""
    problems = [Problem(*each) for each in result["problems"]]
    problems.sort(key=lambda each: (each.severity != "error", each.row or 0, each.column or 0))
    listed = _paged(problems, number)
    return Page(describe(listed.rows, sheet), listed.number, listed.size, listed.total)


def describe(problems: Sequence[Problem], sheet: Sheet) -> list[ShownProblem]:
    """Problems with their places in words."""
    return [ShownProblem(place_of(each, sheet), each.sentence, each.severity) for each in problems]


def shown_columns(sheet: Sheet) -> list[ShownColumn]:
    """The columns with examples, by which somebody knows what they hold."""
    heads = sheet.rows[sheet.head] if sheet.rows else ()
    below = sheet.rows[sheet.head + 1 :]
    return [
        ShownColumn(letters(index + 1), shown(plain_text(head)), _examples(below, index))
        for index, head in enumerate(heads)
    ]


def annotated(sheet: Sheet, problems: Sequence[Problem]) -> tuple[list[str], list[list[Cell]]]:
    """The file as it came, with a last column that says what is wrong in each row."""
    width = max((len(row) for row in sheet.rows), default=0)
    said: dict[int, list[str]] = {}
    for problem in problems:
        column = column_of(problem, sheet)
        sentence = f"{column}: {problem.sentence}" if column else problem.sentence
        said.setdefault(problem.row or sheet.head + 1, []).append(sentence)
    rows: list[list[Cell]] = []
    for number, row in enumerate(sheet.rows, 1):
        words = [str(PROBLEMS_HEAD)] if number == sheet.head + 1 else []
        words += said.get(number, [])
        rows.append([*row, *[None] * (width - len(row)), "\n".join(words)])
    return [plain_text(cell) for cell in rows[0]], rows[1:]


def _paged(rows: Sequence[Any], number: int) -> Page[Any]:
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(number, last)
    start = (number - 1) * PAGE_SIZE
    return Page(rows[start : start + PAGE_SIZE], number, PAGE_SIZE, len(rows))


def _changes(changes: Sequence[Sequence[Any]]) -> list[ShownChange]:
    labels = {column.key: column.label for kind in COLUMNS.values() for column in kind}
    labels["closes"] = _l("The account is closed")
    return [
        ShownChange(labels[key], _value(key, before), _value(key, after))
        for key, before, after in changes
    ]


def _value(key: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if key == "sex":
        return str(SEX_WORDS.get(value, ""))
    if key == "language":
        return LANGUAGE_NAMES.get(value, str(value))
    if key in ("started_on", "ended_on"):
        return format_day(date.fromisoformat(value))
    return str(value)


def _examples(rows: Sequence[Sequence[Cell]], index: int) -> str:
    found: list[str] = []
    for row in rows[:200]:
        text = shown(plain_text(row[index])) if index < len(row) else ""
        if text and text not in found:
            found.append(text)
        if len(found) == EXAMPLES:
            break
    return " · ".join(found)


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
