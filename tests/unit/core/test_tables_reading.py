"""Files that somebody sends, read as tables; each that is none is refused with its place."""

import csv
import io
import unicodedata
import zipfile
from contextlib import suppress
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tables import LARGEST_FILE, TableRefused, read_table, write_csv, write_xlsx
from core.tables import workbook as workbooks

ROWS = (("Mã", "Họ và tên"), ("NV01", "Nguyễn Thị Lan"), ("NV02", "Đỗ Ngọc Huy"))


def as_text(delimiter=","):
    return "".join(f"{delimiter.join(row)}\r\n" for row in ROWS)


def workbook(rows, **parts):
    """An XLSX file, with parts of it replaced or added."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    if not parts:
        return file.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return changed.getvalue()


def sheet_xml(cells):
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return f"{head}<sheetData>{cells}</sheetData></worksheet>"


def refused(content):
    with pytest.raises(TableRefused) as caught:
        read_table(content)
    return [(each.code, each.row, each.column) for each in caught.value.problems]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"]
)
def test_every_encoding_and_delimiter_of_offices_is_read(encoding, delimiter):
    text = as_text(delimiter)
    content = legacy(text) if encoding == "cp1258" else text.encode(encoding)
    table = read_table(content)
    assert table.rows == ROWS
    assert not table.is_workbook


def legacy(text):
    """Windows-1258 as Windows writes it: five tones follow their letters."""
    written = b""
    for letter in text:
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            base, tone = APART[letter]
            written += f"{base}{tone}".encode("cp1258")
    return written


APART = {
    unicodedata.normalize("NFC", base + tone): (base, tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in "\u0300\u0301\u0303\u0309\u0323"
}


def test_the_first_line_may_name_the_delimiter_and_still_counts():
    assert read_table(b"sep=|\r\na|b,c\r\n").rows == ((), ("a", "b,c"))


def test_a_workbook_keeps_numbers_dates_and_texts_apart():
    day = datetime(2020, 3, 1)  # noqa: DTZ001 - Excel knows no zones
    table = read_table(workbook([["Mã", "Số", "Ngày"], ["0012", 12, day], [None, 2.5, None]]))
    assert table.is_workbook
    assert table.rows[1][:2] == ("0012", 12)
    assert isinstance(table.rows[1][2], date)
    assert table.rows[2][1] == 2.5


def test_blank_rows_count_so_that_numbers_are_those_of_the_spreadsheet():
    assert len(read_table(b"a,b\n\n\nc,d\n\n\n").rows) == 4


@pytest.mark.parametrize("content", [b"", b"  \r\n ", b"\xef\xbb\xbf", b",,\n,,\n"])
def test_an_empty_file_is_refused(content):
    assert refused(content) == [("empty", None, None)]


def test_an_empty_workbook_is_refused():
    assert refused(workbook([])) == [("empty", None, None)]


def test_what_is_too_large_is_refused_unread():
    assert refused(b"a" * (LARGEST_FILE + 1)) == [("too_large", None, None)]


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = sheet_xml("<row/>" + " " * (100 * 1024 * 1024))
    content = workbook([["a"]], **{"xl/worksheets/sheet1.xml": bomb})
    assert len(content) < 300_000
    assert refused(content) == [("bomb", None, None)]


def test_a_cell_far_out_does_not_make_a_whole_sheet():
    far = sheet_xml('<row r="1"><c r="XFD1" t="inlineStr"><is><t>x</t></is></c></row>')
    assert refused(workbook([["a"]], **{"xl/worksheets/sheet1.xml": far})) == [
        ("too_many_columns", None, 101)
    ]
    low = sheet_xml('<row r="1048576"><c r="A1048576"><v>1</v></c></row>')
    assert refused(workbook([["a"]], **{"xl/worksheets/sheet1.xml": low}))[0][0] == "too_many_rows"


def test_macros_are_refused():
    content = workbook([["a"]], **{"xl/vbaProject.bin": b"\xd0\xcf"})
    assert refused(content) == [("macros", None, None)]


def test_old_excel_files_and_those_with_a_password_are_refused():
    assert refused(b"\xd0\xcf\x11\xe0" + b"\0" * 600) == [("old_excel", None, None)]


def test_damaged_workbooks_and_other_archives_are_refused():
    whole = workbook([["a"] * 20] * 20)
    assert refused(whole[: len(whole) // 2]) == [("broken_workbook", None, None)]
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert refused(other.getvalue()) == [("not_a_table", None, None)]


@pytest.mark.parametrize(
    "start",
    [b"%PDF-1.7\n", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"{\\rtf1", b"<!DOCTYPE html>", b"<html>"],
)
def test_what_is_plainly_something_else_is_no_table(start):
    assert refused(start + b"1 0 obj\n<< >>\n") == [("not_a_table", None, None)]


def test_entities_of_a_workbook_are_not_resolved():
    bad = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;x</t></is></c></row>'
    )
    content = workbook([["a"]], **{"xl/worksheets/sheet1.xml": bad})
    try:
        rows = read_table(content).rows
    except TableRefused:
        return
    assert "root:" not in str(rows)


def test_a_formula_is_a_text_or_the_value_that_was_kept():
    rows = read_table(workbook([["a", "b"], ['=HYPERLINK("http://x","y")', "=1+1"]])).rows
    assert rows[1] == ('=HYPERLINK("http://x","y")', "=1+1")


def test_mixed_encodings_are_refused_with_every_row_and_its_column():
    rows = [b"ma,ten", "NV1,Lê Văn An".encode(), "NV2,Đỗ".encode("cp1258", "ignore") + b"\xf2"]
    assert refused(b"\n".join(rows))[0] == ("mixed_encodings", 3, 2)
    marked = b"\xef\xbb\xbfma,ten\n" + "NV1,Lê\n".encode() + b"NV2,\xca\xf4\n"
    assert refused(marked) == [("mixed_encodings", 3, 2)]


def test_letters_of_another_encoding_are_refused_with_their_place():
    assert refused("ma,ten\nNV1,Привет\n".encode("cp1251"))[0][1] == 2


def test_a_nul_is_refused_with_its_place():
    assert refused(b"ma,ten,x\nNV1,a\0b,c\n") == [("nul", 2, 2)]


def test_quotes_that_do_not_match_are_refused():
    assert refused(b'a,b\n"c" d,e\n')[0][:2] == ("broken_quotes", 2)


def test_every_row_that_cannot_be_read_is_named():
    quotes = b'a,b\n"c" d,e\nf,g\n"h,i\nj,k\n"l"m,n\no,"p\nq"\n"r,s\n'
    assert refused(quotes) == [("broken_quotes", row, None) for row in (2, 4, 6, 8)]
    nuls = b"a,b\n\0,x\nc,d\ny,\0\n"
    assert refused(nuls) == [("nul", 2, 1), ("nul", 4, 2)]
    wide = b"a\n" + b"," * 101 + b"x\nb\n" + b"," * 101 + b"x\n"
    assert refused(wide) == [("too_many_columns", 2, 101), ("too_many_columns", 4, 101)]
    foreign = "ma,ten\nNV1,Привет\nNV2,Lan\nПривет,x\n".encode("cp1251")
    assert refused(foreign) == [("unreadable_letters", 2, 2), ("unreadable_letters", 4, 1)]
    halves = "ma,ten\n".encode("utf-16") + b"\x00\xd8a\x00\n\x00b\x00\n\x00\x00\xd8c\x00"
    assert refused(halves) == [("mixed_encodings", 2, None), ("mixed_encodings", 4, None)]


def test_of_very_many_rows_a_thousand_are_named_and_that_there_are_more():
    rows = b"ma,ten\n" + "Lê,An\n".encode() * 3000 + b"\xca\xf4,x\n" * 1500
    found = refused(rows)
    assert found[:1] == [("mixed_encodings", 3002, 1)]
    assert found[999:] == [("mixed_encodings", 4001, 1), ("more_problems", None, None)]


def test_a_cell_without_end_is_refused():
    assert refused(b"a,b\n" + b"x" * 200_000 + b",y\n")[0][:2] == ("cell_too_long", 2)


def test_too_many_rows_or_columns_are_refused():
    assert refused(b"a\n" * 50_001) == [("too_many_rows", 50_001, None)]
    assert refused(b"a\n" + b"," * 101 + b"x\n") == [("too_many_columns", 2, 101)]


def test_only_what_was_measured_is_opened(monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED", 100)
    assert refused(workbook([["a"]])) == [("bomb", None, None)]


# U+FFFE and U+FFFF are no characters: XML, and so a workbook, has none of them.
cells = st.text(
    st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff"
    ),
    max_size=12,
)


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_is_written_is_read_again(rows):
    header = ["Mã", "Tên", "c", "d"]
    rows = [[*row, *[""] * (4 - len(row))] for row in rows]
    last = max((n for n, row in enumerate(rows, 1) if any(row)), default=0)
    for content in (write_csv(header, rows), write_xlsx("x", header, rows)):
        read = [list(row) for row in read_table(content).rows]
        for given_row, read_row in zip(rows[:last], read[1:], strict=True):
            padded = [*read_row, *[""] * (4 - len(read_row))]
            assert [str(cell).lstrip("'") for cell in padded] == [
                cell.lstrip("'") for cell in given_row
            ]


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_otherwise(content):
    with suppress(TableRefused):
        assert read_table(content).rows


@given(st.lists(st.text("ab,;\t\"' \n", max_size=8), min_size=1, max_size=4))
def test_csv_of_others_is_read_like_theirs(row):
    file = io.StringIO()
    csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerow(["h"] * len(row))
    csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerow(row)
    read = read_table(f"sep=;\r\n{file.getvalue()}".encode()).rows
    assert read[2:] == (() if not any(row) else (tuple(row),))
