"""Writing tables: CSV and XLSX that open in Excel with Vietnamese intact.

No cell becomes a formula there, whatever somebody called themselves.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter

Cell = str | int | float | Decimal | date | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BYTE_ORDER_MARK = "\ufeff"
FORMULA_STARTS = frozenset("=+-@\t\r＝＋－＠")
# Where lists are parted by semicolons, a spreadsheet parts the lines of a CSV there. A quote that
# then stands within a cell quotes nothing, so that another cell, or line, begins within what was
# quoted.
PARTING = frozenset(";\t\r\n")
PARTED_START = re.compile(r"(?<=[;\t\r\n])(?=['\"]*[=+\-@＝＋－＠])")
GUARDED_START = re.compile(r"(?<=[;\t\r\n])'(?=['\"]*[=+\-@＝＋－＠])")
NARROWEST, WIDEST = 8, 60
NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")


def neutralise(cell: Cell) -> Cell:
    """The cell with an apostrophe before what a spreadsheet would take for a formula.

    Only texts are touched: a negative number is a number.
    """
    if isinstance(cell, str) and cell[:1] in FORMULA_STARTS:
        return f"'{cell}"
    return cell


def write_csv(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV file: UTF-8 with the mark by which Excel knows it, CRLF, dates as 2026-12-15."""
    file = io.StringIO()
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file)
    writer.writerow([_guard(cell) for cell in header])
    writer.writerows([_guard(cell) for cell in row] for row in rows)
    return file.getvalue().encode()


def _guard(cell: Cell) -> Cell:
    """The cell without a formula, wherever a spreadsheet parts it."""
    if not isinstance(cell, str):
        return cell
    if not PARTING.isdisjoint(cell):
        cell = PARTED_START.sub("'", cell)
    return f"'{cell}" if cell[:1] in FORMULA_STARTS else cell


def unguard(cell: str) -> str:
    """A cell of a CSV without the apostrophes that were put within it here; not its first one."""
    return cell if "'" not in cell else GUARDED_START.sub("", cell)


def write_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An XLSX file of one sheet: a head that stays, columns as wide as what they hold.

    Texts stay texts (no formula, link or number is made of them); dates are dates.
    """
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        # Without it a text that looks like a formula becomes one when somebody edits the cell.
        text = book.add_format({"quote_prefix": True})
        sheet = book.add_worksheet(_sheet_name(title))
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header, head)
        widths = _write_rows(sheet, rows, (day, text), [_head_width(name) for name in header])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        if header:
            sheet.autofilter(0, 0, sheet.dim_rowmax or 0, len(header) - 1)
    return file.getvalue()


def _write_rows(
    sheet: xlsxwriter.workbook.Worksheet,
    rows: Iterable[Sequence[Cell]],
    formats: tuple[object, object],
    widths: list[int],
) -> list[int]:
    day, text = formats
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(
                    number, column, cell, text if cell[0] in FORMULA_STARTS else None
                )
                widths[column] = max(widths[column], min(len(cell) + 2, WIDEST))
            elif isinstance(cell, date):
                sheet.write_datetime(number, column, cell, day)
                widths[column] = max(widths[column], 12)
            else:
                sheet.write_number(number, column, cell)
    return widths


def _head_width(name: str) -> int:
    longest_word = max((len(word) for word in name.split()), default=0)
    return min(max(NARROWEST, longest_word + 4, len(name) // 2 + 3), WIDEST)


def _sheet_name(title: str) -> str:
    """At most 31 characters, none that Excel refuses."""
    return NOT_IN_SHEET_NAMES.sub(" ", title).strip("' ")[:31].strip("' ") or "Sen"
