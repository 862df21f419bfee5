"""Workbooks that say one thing and hold another, and files in two encodings."""

import io
import os
import unicodedata
import zipfile

import openpyxl
import pytest
import python_calamine

from core.tables import TableRefused, formulas, read_table

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


SHEET = "xl/worksheets/sheet1.xml"


def part_of(content: bytes, name: str = SHEET) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


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
    """The value that was kept counts, and where is told; without one the formula is a text."""

    def fill(sheet):
        sheet["A1"] = "name"
        sheet["A2"] = '=HYPERLINK("https://example.org","a<b")'

    content = workbook(fill)
    table = read_table(content)
    assert table.rows[1][0] == '=HYPERLINK("https://example.org","a<b")'
    assert table.formulas == frozenset()
    sheet = part_of(content)
    kept = sheet.replace(b"<v />", b"<v>7</v>").replace(b"<v></v>", b"<v>7</v>")
    assert kept != sheet
    table = read_table(repacked(content, {SHEET: kept}))
    assert table.rows[1][0] == 7
    assert table.formulas == {(2, 1)}


@pytest.mark.parametrize(
    ("cells", "row", "places"),
    [
        ('<c r="B2" t="str"><f>A1</f><v>x</v></c>', ("", "x"), {(2, 2)}),
        ('<c r="B2" t="str"><f>A1</f><v></v></c><c r="C2"><v>1</v></c>', ("", "", 1), {(2, 2)}),
        ('<c><v>1</v></c><c><f t="shared" si="0"/><v>2</v></c>', (1, 2), {(2, 2)}),
        ('<x:c r="B2"><x:f>A1</x:f><x:v>3</x:v></x:c>', ("", 3), {(2, 2)}),
        ('<c r="A2" t="e"><f>NA()</f><v>#N/A</v></c>', ("#N/A",), {(2, 1)}),
        ('<c r="A2"><f>1&amp;2</f></c>', ("=1&2",), set()),
        ('<c r="A2"><f t="shared" si="0"/></c>', ("=",), set()),
        ('<c r="A2"><v>1</v></c><c r="B2"/><c r="C2"><v>2</v></c>', (1, "", 2), set()),
    ],
)
def test_where_a_formula_stands_is_told(cells, row, places):
    xmlns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<worksheet xmlns="{xmlns}" xmlns:x="{xmlns}"><sheetData>'
        f'<row r="1"><c r="A1"><v>9</v></c></row><row r="2">{cells}</row>'
        "</sheetData></worksheet>"
    )
    content = repacked(workbook(lambda _sheet: None), {SHEET: sheet.encode()})
    table = read_table(content)
    assert table.rows[1][: len(row)] == row
    assert table.formulas == places


def test_more_formulas_than_can_be_listed_are_refused(monkeypatch):
    monkeypatch.setattr(formulas, "MOST_FORMULAS", 1)
    content = workbook(lambda sheet: sheet.append(["=1+1", "=2+2"]))
    assert [each.code for each in refused(content)] == ["too_many_formulas"]


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


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "xl/_rels/workbook.xml.rels"
TEXTS = "xl/sharedStrings.xml"
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def sheet_of(rows: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def plain() -> bytes:
    return workbook(lambda sheet: sheet.append(["a"]))


def test_a_sheet_may_lie_in_any_folder_and_is_measured_there():
    relations = part_of(plain(), RELATIONS)
    moved = relations.replace(b"worksheets/sheet1.xml", b"sheets/sheet1.xml")
    assert moved != relations
    far = {SHEET: None, "xl/sheets/sheet1.xml": sheet_of(FAR), RELATIONS: moved}
    assert refused(repacked(plain(), far))[0].code == "too_many_rows"
    near = far | {"xl/sheets/sheet1.xml": sheet_of('<row r="1"><c r="A1"><v>1</v></c></row>')}
    assert read_table(repacked(plain(), near)).rows == ((1,),)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r                  ="XFD1"><v>1</v></c>',
        '<c r=\n"XFD1"><v>1</v></c>',
        '<c t="n"r="XFD1"><v>1</v></c>',
        '<c t=">" r="XFD1"><v>1</v></c>',
        '<x:c r="XFD1"><v>1</v></x:c>',
        '<c r="&#88;FD1"><v>1</v></c>',
        '<c r="xfd1"><v>1</v></c>',
        "<c/>" * 101,
        '<c r="CV1"/><c/>',
    ],
)
def test_a_cell_far_out_is_found_however_it_is_written(cell):
    content = repacked(plain(), {SHEET: sheet_of(f'<row r="1">{cell}</row>')})
    assert refused(content)[0].code in ("too_many_columns", "broken_workbook")


@pytest.mark.parametrize(
    "row",
    ['<row r="50000"/><row/>', '<row r="50001"/>', '<row r                   ="1048576"/>'],
)
def test_a_row_far_down_is_found_however_it_is_written(row):
    assert refused(repacked(plain(), {SHEET: sheet_of(row)}))[0].code == "too_many_rows"


@pytest.mark.parametrize(
    "said", ['uniqueCount="4294967295"', 'count="4294967295"', 'uniqueCount="-1"']
)
def test_more_shared_texts_than_there_is_room_for_are_refused(said):
    texts = f'<sst xmlns="{MAIN}" {said}><si><t>a</t></si></sst>'.encode()
    assert refused(repacked(plain(), {TEXTS: texts}))[0].code == "broken_workbook"


def sharing(length: int, count: int) -> bytes:
    texts = f'<sst xmlns="{MAIN}"><si><t>{"x" * length}</t></si></sst>'.encode()
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, count))
    return repacked(plain(), {TEXTS: texts, SHEET: sheet_of(rows)})


def test_a_long_text_shown_in_every_row_is_refused():
    assert refused(sharing(100_000, 40_000))[0].code == "bomb"
    assert len(read_table(sharing(100, 40_000)).rows) == 39_999


def test_where_a_part_is_cut_while_it_is_read_does_not_matter():
    texts = f'<sst xmlns="{MAIN}"><si><t>a</t></si>{"<si><t>b</t></si>" * 2000}</sst>'.encode()
    row = '<row r="1"><c r="A1" t="s"><v>2000</v></c></row>'
    for before in range(70):
        sheet = sheet_of(" " * (2**20 - 90 - before) + row + " " * 200)
        content = repacked(plain(), {TEXTS: texts, SHEET: sheet, "pad.txt": os.urandom(9_000)})
        assert read_table(content).rows == (("b",),)


@pytest.mark.parametrize(
    "value",
    ["0&#48;1", "0<!-- -->1", "0<?x y?>1", "0<x/>1", "<![CDATA[0]]>1", "<![CDATA[1]]>", " 1", "+1"],
)
def test_the_number_of_a_shared_text_stands_in_one_piece(value):
    """The parser takes the first piece, or the first text: which others would not see."""
    texts = f'<sst xmlns="{MAIN}"><si><t>{"x" * 50_000}</t></si><si><t>y</t></si></sst>'.encode()
    sheet = sheet_of(f'<row r="1"><c r="A1" t="s"><v>{value}</v></c></row>')
    content = repacked(plain(), {TEXTS: texts, SHEET: sheet})
    assert refused(content)[0].code == "broken_workbook"


@pytest.mark.parametrize(
    "texts",
    [
        "<si><si/><t>x</t></si>",
        '<!DOCTYPE sst [<!ENTITY a "b">]><si><t>&a;</t></si>',
        "<a>" * 101 + "</a>" * 101,
    ],
    ids=["nested", "dtd", "deep"],
)
def test_parts_built_strangely_are_refused(texts):
    assert refused(repacked(plain(), {TEXTS: texts.encode()}))[0].code == "broken_workbook"


def test_a_formula_in_a_comment_makes_no_rows():
    inside = '<row r="1"><c r="A1"><v>1</v></c></row><!-- <c r="ZZZ9999999"><f>1</f></c> -->'
    assert refused(repacked(plain(), {SHEET: sheet_of(inside)}))[0].code == "broken_workbook"


def test_a_parser_in_panic_is_a_damaged_file(monkeypatch):
    panic = type("PanicException", (BaseException,), {})

    class Book:
        @staticmethod
        def from_filelike(_file):
            raise panic

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Book)
    assert refused(plain())[0].code == "broken_workbook"


def test_who_stops_the_server_is_obeyed(monkeypatch):
    class Book:
        @staticmethod
        def from_filelike(_file):
            raise KeyboardInterrupt

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Book)
    with pytest.raises(KeyboardInterrupt):
        read_table(plain())
