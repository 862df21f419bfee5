"""Reading tables that somebody sends: CSV and XLSX, within limits, nothing worked out.

A file is told by its content, never by its name. Row and column numbers are those of the
spreadsheet: blank rows count.
"""

import re
from dataclasses import dataclass

from core.tables.csv_text import parse_csv
from core.tables.formulas import Places
from core.tables.refusal import TableProblem, refusal, refusal_of
from core.tables.workbook import read_workbook
from core.tables.writing import Cell

LARGEST_FILE = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
ZIP_START = b"PK\x03\x04"
# PDF, pictures, RTF, web pages: read as CSV, they would only puzzle whoever sent them.
FOREIGN_START = re.compile(rb"%PDF|\x89PNG|\xff\xd8\xff|GIF8|{\\rtf|<(?:!doctype|html|\?xml)", re.I)
OLE_START = b"\xd0\xcf\x11\xe0"  # .xls, and every Office file with a password


@dataclass(frozen=True)
class Table:
    """The rows of a file, from its first; a row may be shorter than others.

    `formulas` are the rows and columns, from 1, of values that a formula gave.
    """

    rows: tuple[tuple[Cell, ...], ...]
    is_workbook: bool
    formulas: Places = frozenset()


def read_table(content: bytes) -> Table:
    """The rows of a CSV (UTF-8, UTF-16, Windows-1258) or XLSX file; raises TableRefused."""
    if not content.strip():
        raise refusal("empty")
    if len(content) > LARGEST_FILE:
        raise refusal("too_large", value=str(LARGEST_FILE // 1024 // 1024))
    if content.startswith(OLE_START):
        raise refusal("old_excel")
    if FOREIGN_START.match(content):
        raise refusal("not_a_table")
    is_workbook = content.startswith(ZIP_START)
    rows, formulas = _read(content, is_workbook)
    filled = [
        number for number, row in enumerate(rows, 1) if any(cell not in ("", None) for cell in row)
    ]
    if not filled:
        raise refusal("empty")
    _check_size(rows, filled[-1])
    return Table(_sharing_texts(rows[: filled[-1]]), is_workbook, formulas)


def _read(content: bytes, is_workbook: bool) -> tuple[list[list[Cell]], Places]:
    if is_workbook:
        return read_workbook(content, MOST_ROWS, MOST_COLUMNS)
    return parse_csv(content), frozenset()


def _sharing_texts(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows with equal texts kept once: a list of staff says few units many times."""
    kept: dict[str, str] = {}
    return tuple(
        tuple(kept.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in row)
        for row in rows
    )


def _check_size(rows: list[list[Cell]], last: int) -> None:
    if last > MOST_ROWS:
        raise refusal("too_many_rows", row=MOST_ROWS + 1, value=str(MOST_ROWS))
    wide = [number for number, row in enumerate(rows, 1) if len(row) > MOST_COLUMNS]
    if wide:
        place = (MOST_COLUMNS + 1, str(MOST_COLUMNS))
        raise refusal_of(TableProblem("too_many_columns", number, *place) for number in wide)
