"""Files as nobody should send them: each gets a clear word with its place, and changes nothing."""

import io
import unicodedata
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from sqlalchemy import func, select

from accounts.models import AuditEntry, ImportRun, Person, Unit
from core import clock
from core.database import db
from core.jobs import run_due
from tests.pages.reader import read_strictly
from tests.pages.spreadsheets import send_file

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
HEADS = "Mã NV,Họ và tên,Đơn vị\n"
NEW = "N1,Lê Thị Ba,Cơ sở\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


@pytest.fixture
def reader(site, make):
    """An administrator who reads Vietnamese, among two people whose codes could be swapped."""
    clock.set_source(lambda: NOW)
    make.organisation()
    province = make.unit("BHXH tỉnh")
    office = make.unit("Cơ sở", province)
    chief = make.person("chief", province, "Võ Minh Khang", language="vi")
    make.role(chief, "administrator")
    for username, name in (("hoa", "Nguyễn Thị Hoa"), ("mai", "Trần Thị Mai")):
        make.person(username, office, name).employee_code = username.upper()
    db.session.commit()
    return site.reader("chief")


def workbook(**parts):
    """A workbook of two rows, with these parts added or in place of its own."""
    book, file, made = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    for line in (HEADS + NEW).splitlines():
        book.active.append(line.split(","))
    book.save(file)
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def windows_1258(text):
    """A text as Windows-1258 writes it: tones after their letters."""
    parts = []
    for letter in text:
        whole = unicodedata.normalize("NFD", letter)
        base = "".join(each for each in whole if each not in TONES)
        tone = "".join(each for each in whole if each in TONES)
        parts.append((unicodedata.normalize("NFC", base) + tone).encode("cp1258"))
    return b"".join(parts)


def everything():
    db.session.rollback()
    people = select(Person.id, Person.full_name, Person.employee_code).order_by(Person.id)
    imported = select(func.count(AuditEntry.id)).where(AuditEntry.action.like("%imported"))
    units = db.session.scalar(select(func.count(Unit.id)))
    return [tuple(row) for row in db.session.execute(people)], units, db.session.scalar(imported)


BOMB = {"xl/worksheets/sheet1.xml": b"<worksheet>" + b" " * (66 * 1024 * 1024)}
NO_TABLES = {
    "empty": (b"", ["Cả tệp", "Tệp trống."]),
    "blank": (b" \r\n \r\n", ["Cả tệp", "Tệp trống."]),
    "zip bomb": (workbook(**BOMB), ["Cả tệp", "Khi giải nén, bảng tính lớn hơn nhiều"]),
    "macros": (workbook(**{"xl/vbaProject.bin": b"x"}), ["Cả tệp", "Bảng tính có chứa macro."]),
    "PDF": (b"%PDF-1.7\n1 0 obj\n", ["Cả tệp", "không phải tệp CSV hay bảng tính Excel"]),
    "mixed encodings": (
        (HEADS + NEW).encode() + windows_1258("N2,Trần Thị Đào,Cơ sở\n"),
        ["Dòng 3, cột B", "bảng mã khác với phần còn lại của tệp"],
    ),
}


@pytest.mark.parametrize("name", NO_TABLES)
def test_a_file_that_is_no_table_is_refused_at_once(reader, name):
    content, words = NO_TABLES[name]
    before = everything()
    page = read_strictly(send_file(reader, content, status=422))
    assert "Tệp bị từ chối. Chưa có gì thay đổi." in page.text
    for each in words:
        assert each in page.text
    assert everything() == before
    assert db.session.scalars(select(ImportRun)).all() == []


LONG = "Nguyễn " * 72
BAD_ROWS = {
    "only heads": ("people", HEADS, [("Dòng 1", "Không có dòng nào dưới tiêu đề cột.")]),
    "no heads": ("people", NEW * 2, [("Dòng 1", "Không có cột nào chứa họ tên.")]),
    "a row repeated": (
        "people",
        HEADS + NEW + "N1,Lê Thị Ba,Cơ sở\n",
        [("Dòng 3, cột A (Mã NV)", "Người này đã có ở dòng 2.")],
    ),
    "two people swap codes": (
        "people",
        f"{HEADS}MAI,Nguyễn Thị Hoa,\nHOA,Trần Thị Mai,\n",
        [
            ("Dòng 2, cột A (Mã NV)", "có phải hai mã bị đổi chỗ?"),
            ("Dòng 3, cột A (Mã NV)", "có phải hai mã bị đổi chỗ?"),
        ],
    ),
    "a name of 500 characters": (
        "people",
        f"{HEADS}N1,{LONG},Cơ sở\n",
        [("Dòng 2, cột B (Họ và tên)", "Quá dài: tối đa 160 ký tự.")],
    ),
    "a unit that is its own parent": (
        "units",
        "Tên đơn vị,Trực thuộc\nTổ A,Tổ A\n",
        [("Dòng 2, cột B (Trực thuộc)", "Tổ A → Tổ A")],
    ),
    "units in a circle": (
        "units",
        "Tên đơn vị,Trực thuộc\nTổ A,Tổ B\nTổ B,Tổ A\n",
        [
            ("Dòng 2, cột B (Trực thuộc)", "Tổ A → Tổ B → Tổ A"),
            ("Dòng 3, cột B (Trực thuộc)", "Tổ B → Tổ A → Tổ B"),
        ],
    ),
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_bad_rows_are_each_named_with_their_place(app, reader, name):
    kind, text, expected = BAD_ROWS[name]
    before = everything()
    address = check(app, reader, text, kind)
    page = reader.get(address)
    problems = [read_cells(row) for row in page.all(".//table[@id='problems']/tbody/tr")]
    if name == "no heads":
        problems = problems[:1]
    assert len(problems) == len(expected)
    for (place, sentence), (where, words) in zip(problems, expected, strict=True):
        assert place == where
        assert words in sentence
    assert "cả tệp bị từ chối" in page.text
    reader.post(f"{address}/apply")
    run_due(app)
    assert everything() == before


def test_formulas_are_texts_on_the_way_in_and_on_the_way_out(app, reader):
    address = check(app, reader, f'{HEADS}N1,"=HYPERLINK(""http://x"")",Cơ sở\n', "people")
    page = reader.get(address)
    place, _sentence = read_cells(page.all(".//table[@id='problems']/tbody/tr")[0])
    assert place == "Dòng 2, cột B (Họ và tên)"
    assert "cả tệp bị từ chối" not in page.text
    reader.post(f"{address}/apply")
    run_due(app)
    assert '=HYPERLINK("http://x")' in [name for _, name, _ in everything()[0]]
    exported = reader.post("/people/export", {"format": "csv"}, 200).get_data(as_text=True)
    assert "\"'=HYPERLINK(" in exported


def read_cells(row):
    return [" ".join("".join(cell.itertext()).split()) for cell in row]


def check(app, reader, text, kind):
    """Send a file, take its columns as they are, and have it checked; its address."""
    columns = send_file(reader, text, kind).location
    selects = reader.get(columns).all(".//main//select")
    fields = {}
    for each in selects:
        chosen = each.findall(".//option[@selected]")
        fields[each.get("name")] = chosen[0].get("value") if chosen else ""
    address = reader.post(columns, fields).location
    run_due(app)
    return address
