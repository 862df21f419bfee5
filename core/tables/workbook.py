"""XLSX workbooks: unpacked within limits first, and only what was unpacked is opened.

The numbers that a zip file states about itself are the sender's; here the parts are unpacked up
to a limit and packed anew, so that the parser meets nothing that was not measured. A cell far
out (XFD1048576) would make it reserve a whole sheet: the cells' own addresses are looked at
before.
"""

import io
import re
import zipfile
import zlib
from datetime import date, time, timedelta
from typing import Any

import python_calamine

from core.tables.formulas import Formula, Places, read_formulas, write_formulas
from core.tables.measures import check_measures
from core.tables.refusal import refusal
from core.tables.writing import Cell

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1_000
HIGHEST_RATIO = 250
RATIO_MATTERS_FROM = 4 * 1024 * 1024
CHUNK = 1024 * 1024
UNNEEDED = (
    *("docProps/", "customXml/", "xl/theme/", "xl/media/", "xl/drawings/", "xl/charts/"),
    *("xl/externalLinks/", "xl/pivotCache/", "xl/pivotTables/"),
)
NEEDED_ENDINGS = (".xml", ".rels")
SHEETS = "xl/worksheets/"
PANIC = "PanicException"


def read_workbook(
    content: bytes, most_rows: int, most_columns: int
) -> tuple[list[list[Cell]], Places]:
    """The rows of the first sheet that is shown, from A1 on; raises TableRefused.

    Of a formula the value that the spreadsheet program kept counts, and its place is told; where
    it kept none, the formula is a text.
    """
    parts = _unpack(content)
    check_measures(parts.values(), most_rows, most_columns)
    sheets = sorted((name for name in parts if name.startswith(SHEETS)), key=_sheet_order)
    formulas = [read_formulas(parts[name]) for name in sheets]
    rows, position = _first_sheet(_pack(parts))
    if position >= len(formulas):
        return rows, frozenset()
    _check_formulas(formulas[position], most_rows, most_columns)
    return rows, write_formulas(rows, formulas[position])


def _check_formulas(formulas: list[Formula], most_rows: int, most_columns: int) -> None:
    """A formula beyond all cells stands in none: in what is no text of the sheet, such as notes."""
    for formula in formulas:
        if formula.row > most_rows or formula.column > most_columns:
            raise refusal("broken_workbook")


def _unpack(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            _check_parts(infos)
            return _read_parts(archive, infos, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise refusal("broken_workbook") from error


def _check_parts(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename.casefold() for info in infos]
    if len(infos) > MOST_PARTS or len(set(names)) < len(names):
        raise refusal("broken_workbook")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise refusal("macros")
    if not any(name.endswith("workbook.xml") for name in names):
        raise refusal("not_a_table")


def _read_parts(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], size: int
) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    total = 0
    for info in infos:
        if info.filename.startswith(UNNEEDED) or not info.filename.endswith(NEEDED_ENDINGS):
            continue
        chunks = []
        with archive.open(info) as part:
            while chunk := part.read(CHUNK):
                total += len(chunk)
                too_dense = total > RATIO_MATTERS_FROM and total > size * HIGHEST_RATIO
                if total > LARGEST_UNPACKED or too_dense:
                    raise refusal("bomb")
                chunks.append(chunk)
        parts[info.filename] = b"".join(chunks)
    return parts


def _pack(parts: dict[str, bytes]) -> io.BytesIO:
    """A workbook of the parts, which are given away: two of each would be much memory."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        while parts:
            archive.writestr(*parts.popitem())
    file.seek(0)
    return file


def _first_sheet(file: io.BytesIO) -> tuple[list[list[Cell]], int]:
    try:
        position = _position_of_shown(book := python_calamine.CalamineWorkbook.from_filelike(file))
        rows: list[Any] = book.get_sheet_by_index(position).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise refusal("broken_workbook") from error
    except BaseException as error:
        # What the parser did not foresee comes as what `except Exception` would let through.
        if type(error).__name__ != PANIC:
            raise
        raise refusal("broken_workbook") from error
    for row in rows:
        row[:] = [_cell(value) for value in row]
    return rows, position


def _position_of_shown(book: python_calamine.CalamineWorkbook) -> int:
    for position, meta in enumerate(book.sheets_metadata):
        is_shown = meta.visible == python_calamine.SheetVisibleEnum.Visible
        if meta.typ == python_calamine.SheetTypeEnum.WorkSheet and is_shown:
            return position
    raise refusal("empty")


def _cell(value: Any) -> Cell:
    """A value as it stands: whole numbers without a point, times of day as texts."""
    if isinstance(value, str | date):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return str(value) if isinstance(value, time | timedelta) else value


def _sheet_order(name: str) -> tuple[int, str]:
    digits = re.findall(r"\d+", name)
    return (int(digits[-1]) if digits else 0, name)
