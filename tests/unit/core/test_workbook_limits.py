"""Workbooks that say one thing and hold another, and files in two encodings."""

import io
import unicodedata
import zipfile

import openpyxl
import pytest

from core.tables import TableRefused, read_table

HEAD = ["Mã NV", "Họ và tên", "Ghi chú"]
ROW = ["SH1", "Nguyễn Thị Đào", "Chuyên viên, hạng III"]


def refused(content: bytes):
    with pytest.raises(TableRefused) as caught:
        read_table(content)
    return caught.value.problems


def as_text(delimiter=",", rows=(HEAD, ROW)) -> str:
    return "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows) + "\r\n"


def in_1258(text: str) -> bytes:
    """As Windows writes it: most tones as signs of their own."""
    content = b""
    for letter in text:
        try:
            content += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = list(unicodedata.normalize("NFD", letter))
            shapes = "".join(mark for mark in marks if mark in "\u0302\u0306\u031b")
            tones = "".join(mark for mark in marks if mark not in shapes)
            content += (unicodedata.normalize("NFC", base + shapes) + tones).encode("cp1258")
    return content


def workbook(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """The workbook with parts replaced, added or left out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()} | changes
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


def test_one_utf8_row_in_a_windows_1258_file_is_the_stranger():
    content = in_1258(as_text(",", [HEAD, ROW, ROW, ROW])) + '"SH9","Trần Văn Ưng",""\r\n'.encode()
    assert [(each.code, each.row) for each in refused(content)] == [("mixed_encodings", 5)]


def test_broken_utf16_is_refused():
    content = b"\xff\xfe" + "a,b\nc,".encode("utf-16-le") + b"\x00\xd8\x41"
    assert refused(content)[0].row == 2


def test_cells_stand_where_the_spreadsheet_shows_them():
    def fill(sheet):
        sheet["C4"] = "here"

    rows = read_table(workbook(fill)).rows
    assert len(rows) == 4
    assert rows[3][2] == "here"


def test_a_formula_is_never_worked_out():
    """The value that was kept counts; without one the formula is a text."""

    def fill(sheet):
        sheet["A1"] = "name"
        sheet["A2"] = '=HYPERLINK("https://example.org","a<b")'

    content = workbook(fill)
    assert read_table(content).rows[1][0] == '=HYPERLINK("https://example.org","a<b")'
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read(name)
    kept = sheet.replace(b"<v />", b"<v>7</v>").replace(b"<v></v>", b"<v>7</v>")
    assert kept != sheet
    assert read_table(repacked(content, {name: kept})).rows[1][0] == 7


def test_a_zip_that_lies_about_its_size_is_refused():
    content = repacked(
        workbook(lambda sheet: sheet.append(["a"])),
        {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * 3_000_000},
    )
    lie = content.replace((3_000_011).to_bytes(4, "little"), (200).to_bytes(4, "little"))
    assert lie != content
    assert refused(lie)[0].code == "broken_workbook"


@pytest.mark.parametrize("address", ["XFD1", "A1048576", "A99999999", "?"])
def test_a_cell_far_out_reserves_no_memory(address):
    content = workbook(lambda sheet: sheet.append(["a"]))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row><c r="{address}"><v>1</v></c></row></sheetData></worksheet>'
    ).encode()
    codes = {
        problem.code for problem in refused(repacked(content, {"xl/worksheets/sheet1.xml": sheet}))
    }
    assert codes <= {"too_many_rows", "too_many_columns", "broken_workbook"}


@pytest.mark.parametrize(
    "row", ["<row/>" * 60_000, "<row>" + "<c><v>1</v></c>" * 150 + "</row>"], ids=["rows", "cells"]
)
def test_cells_without_addresses_are_counted_too(row):
    content = workbook(lambda sheet: sheet.append(["a"]))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{row}</sheetData></worksheet>"
    ).encode()
    code = refused(repacked(content, {"xl/worksheets/sheet1.xml": sheet}))[0].code
    assert code.startswith("too_many")


def test_hidden_sheets_are_passed_over():
    book = openpyxl.Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("shown").append(["shown"])
    file = io.BytesIO()
    book.save(file)
    assert read_table(file.getvalue()).rows == (("shown",),)
