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

from core.tables.refusal import refusal
from core.tables.writing import Cell

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 1_000
HIGHEST_RATIO = 250
RATIO_MATTERS_FROM = 4 * 1024 * 1024
CHUNK = 1024 * 1024
UNNEEDED = ("docProps/", "customXml/", "xl/theme/", "xl/media/", "xl/drawings/", "xl/charts/")
NEEDED_ENDINGS = (".xml", ".rels")
SHEETS = "xl/worksheets/"

ADDRESS = re.compile(rb"""\sr\s{0,9}=\s{0,9}["']([^"']{0,20})""")
GOOD_ADDRESS = re.compile(rb"([A-Z]{0,3})([0-9]{1,7})")
ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")
CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s/>]")
FORMULA = re.compile(
    rb'<c\s[^>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]{0,200}>\s*'
    rb"<f[^>]{0,300}>([^<]{0,2000})</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)


def read_workbook(content: bytes, most_rows: int, most_columns: int) -> list[list[Cell]]:
    """The rows of the first sheet that is shown, from A1 on; raises TableRefused.

    Of a formula the value that the spreadsheet program kept counts; where it kept none, the
    formula is a text.
    """
    parts = _unpack(content)
    for name, part in parts.items():
        if name.startswith(SHEETS):
            _check_addresses(part, most_rows, most_columns)
    sheets = sorted((name for name in parts if name.startswith(SHEETS)), key=_sheet_order)
    formulas = [_formulas(parts[name]) for name in sheets]
    rows, position = _first_sheet(_pack(parts))
    if position < len(formulas):
        _write_formulas(rows, formulas[position])
    return rows


def _unpack(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            _check_parts(infos)
            return _read_parts(archive, infos, len(content))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
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


def _check_addresses(sheet: bytes, most_rows: int, most_columns: int) -> None:
    """No cell lies beyond the limits, whether it says its address or only follows another."""
    if b"\0" in sheet:  # UTF-16 would hide the addresses
        raise refusal("broken_workbook")
    addresses = set(ADDRESS.findall(sheet))
    columns: set[bytes] = set()
    for address in addresses:
        good = GOOD_ADDRESS.fullmatch(address)
        if good is None:
            raise refusal("broken_workbook")
        if int(good[2]) > most_rows:
            raise refusal("too_many_rows", most_rows + 1, value=str(most_rows))
        columns.add(good[1])
    widest = max((column_number(name.decode()) for name in columns), default=0)
    starts = [match.start() for match in ROW.finditer(sheet)]
    if len(starts) > most_rows:
        raise refusal("too_many_rows", most_rows + 1, value=str(most_rows))
    if widest > most_columns or _widest_row(sheet, starts) > most_columns:
        raise refusal("too_many_columns", None, most_columns + 1, str(most_columns))


def _widest_row(sheet: bytes, starts: list[int]) -> int:
    ends = [*starts[1:], len(sheet)][: len(starts)]
    return max(
        (len(CELL.findall(sheet, start, end)) for start, end in zip(starts, ends, strict=True)),
        default=0,
    )


def _first_sheet(file: io.BytesIO) -> tuple[list[list[Cell]], int]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(file)
        for position, meta in enumerate(book.sheets_metadata):
            is_shown = meta.visible == python_calamine.SheetVisibleEnum.Visible
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet and is_shown:
                rows: list[Any] = book.get_sheet_by_index(position).to_python(skip_empty_area=False)
                for row in rows:
                    row[:] = [_cell(value) for value in row]
                return rows, position
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise refusal("broken_workbook") from error
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


def _formulas(sheet: bytes) -> list[tuple[int, int, str]]:
    """Row and column, from 0, of the formulas of which no value is kept."""
    if b"<f" not in sheet:
        return []
    return [
        (max(0, int(number) - 1), column_number(column.decode()) - 1, f"={_unescape(formula)}")
        for column, number, formula in FORMULA.findall(sheet)
    ]


def _write_formulas(rows: list[list[Cell]], formulas: list[tuple[int, int, str]]) -> None:
    """The parser leaves out what stands at the end and has no value."""
    for number, column, formula in formulas:
        rows.extend([] for _ in range(number + 1 - len(rows)))
        row = rows[number]
        row.extend("" for _ in range(column + 1 - len(row)))
        if row[column] == "":
            row[column] = formula


def _unescape(xml: bytes) -> str:
    text = xml.decode("utf-8", errors="replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")


def _sheet_order(name: str) -> tuple[int, str]:
    digits = re.findall(r"\d+", name)
    return (int(digits[-1]) if digits else 0, name)


def column_number(letters: str) -> int:
    """The number of a column from 1: A is 1, AA is 27; nothing is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
