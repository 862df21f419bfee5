"""The pages that bring a spreadsheet of staff in: send, look at columns, check, import."""

import io
from contextlib import suppress
from datetime import UTC, date, datetime

import openpyxl
import pytest
from sqlalchemy import func, select

from accounts.models import AuditEntry, ImportRun, Person, RoleGrant
from core import clock
from core.database import db
from core.jobs import JobRefused, run_due
from tests.pages.people import find
from tests.pages.reader import read_strictly
from tests.pages.spreadsheets import STAFF, send_file

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WRONG = f"{STAFF}N2,Lê Thị Ba,Không có\n"


@pytest.fixture
def office(make):
    """The province with an office; administrators of the whole, of the office and of another."""
    clock.set_source(lambda: NOW)
    make.organisation()
    province = make.unit("BHXH tỉnh")
    own, other = make.unit("BHXH cơ sở", province), make.unit("Phòng Thu", province)
    make.role(make.person("chief", province, "Võ Minh Khang"), "administrator")
    make.role(make.person("local", own, "Lê Văn Tâm"), "administrator", own)
    make.role(make.person("beside", other, "Trần Thị Bên"), "administrator", other)
    make.person("hoa", own, "Nguyễn Thị Hoa").employee_code = "HOA"
    db.session.commit()


def check(app, reader, content, **chosen):
    """Send a file, take its columns as they are, and have it checked; its address."""
    columns = send_file(reader, content).location
    page = reader.get(columns)
    fields = {each.get("name"): _value(each) for each in page.all(".//main//select")}
    address = reader.post(columns, fields | chosen).location
    run_due(app)
    return address


def _value(select_element):
    options = select_element.findall(".//option[@selected]")
    return options[0].get("value") if options else ""


def name_of(username):
    db.session.rollback()
    return find(username).full_name


def count_people():
    db.session.rollback()
    return db.session.scalar(select(func.count(Person.id)))


def counts_on(page):
    numbers = [each.text for each in page.all(".//dl//span[@class='figure-number']")]
    return [int(each) for each in numbers]


def test_a_file_is_sent_looked_at_checked_and_imported_once(app, site, office):
    reader = site.reader("chief")
    assert "/people/import" in reader.get("/people").links().values()
    before = count_people()
    address = check(app, reader, STAFF)
    page = reader.get(address)
    assert counts_on(page)[:3] == [1, 1, 0]
    assert name_of("hoa") == "Nguyễn Thị Hoa"
    for _ in range(3):
        assert reader.post(f"{address}/apply").location == address
    waiting = reader.get(address)
    assert waiting.all(".//progress")
    run_due(app)
    assert reader.get(address).heading == "The file is imported"
    reader.post(f"{address}/apply")
    run_due(app)
    assert (name_of("hoa"), count_people()) == ("Nguyễn Thị Hòa", before + 1)
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "people.imported"))
    assert [each.details for each in entries] == [{"add": 1, "change": 1, "missing": 3}]
    again = reader.get(check(app, reader, STAFF))
    assert "There is nothing to import" in again.text


def test_what_is_wrong_is_listed_and_downloaded_beside_its_row(app, site, office):
    reader = site.reader("chief")
    address = check(app, reader, WRONG)
    page = reader.get(address)
    assert "There is no unit “Không có”" in page.text
    assert "C (Đơn vị)" in page.text
    response = reader.client.get(f"{address}/problems")
    lines = response.get_data(as_text=True).splitlines()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "Không có" in lines[3]
    assert "C (Đơn vị)" in lines[3]
    assert lines[2].startswith("N1,'=Lê Văn An")
    book = openpyxl.Workbook()
    for line in WRONG.splitlines():
        book.active.append(line.split(","))
    file = io.BytesIO()
    book.save(file)
    address = check(app, reader, file.getvalue())
    read = openpyxl.load_workbook(io.BytesIO(reader.client.get(f"{address}/problems").data))
    assert "C (Đơn vị)" in read.active["D4"].value


def test_a_refused_row_keeps_the_file_out_until_it_is_left_out(app, site, office):
    reader = site.reader("chief")
    before = count_people()
    address = check(app, reader, WRONG)
    reader.post(f"{address}/apply")
    run_due(app)
    assert count_people() == before
    reader.post(f"{address}/apply", {"skips_refused": "yes"})
    run_due(app)
    assert count_people() == before + 1


def test_columns_are_corrected(app, site, office):
    reader = site.reader("chief")
    columns = send_file(reader, "Cột A,Cột B,Cột C\nHOA,Nguyễn Thị Hòa,BHXH cơ sở\n").location
    assert "HOA" in reader.get(columns).text
    read_strictly(reader.post(columns, {"column-0": "nonsense"}, 422))
    keys = {"column-0": "employee_code", "column-1": "full_name", "column-2": "unit"}
    address = reader.post(columns, keys).location
    run_due(app)
    assert counts_on(reader.get(address))[:2] == [0, 1]


def test_missing_units_are_made_where_that_is_ticked(app, site, office):
    reader = site.reader("chief")
    address = check(app, reader, WRONG, creates_units="y")
    page = reader.get(address)
    assert "1 unit is made" in page.text
    reader.post(f"{address}/apply")
    run_due(app)
    assert "Không có" in reader.get("/units").text


def test_rows_and_who_is_missing_are_listed(app, site, office):
    reader = site.reader("chief")
    address = check(app, reader, STAFF)
    assert "=Lê Văn An" in reader.get(f"{address}/rows/add").text
    assert "Nguyễn Thị Hoa" in reader.get(f"{address}/rows/change").text
    assert "Trần Thị Bên" in reader.get(f"{address}/rows/missing").text
    reader.get(f"{address}/rows/nonsense", 404)


def test_a_local_administrator_sees_and_changes_only_what_is_hers(app, site, office):
    reader = site.reader("local")
    address = check(app, reader, f"{STAFF}N2,Lê Ba,Phòng Thu\n")
    page = reader.get(address)
    assert "There is no unit “Phòng Thu”" in page.text
    missing = reader.get(f"{address}/rows/missing").text
    assert "Lê Văn Tâm" in missing
    assert "Trần Thị Bên" not in missing


def test_an_import_is_there_only_for_whoever_sent_it(app, site, office):
    address = check(app, site.reader("chief"), STAFF)
    other = site.reader("local")
    for path in ("", "/columns", "/progress", "/rows/add", "/problems"):
        assert other.client.get(f"{address}{path}").status_code == 404
    for path in ("/columns", "/apply", "/discard"):
        other.post(f"{address}{path}", status=404)
    assert other.get("/people/import").all(".//table") == []
    assert db.session.scalars(select(ImportRun.state)).all() == ["checked"]


def test_who_is_no_longer_administrator_imports_nothing(app, site, office):
    reader = site.reader("local")
    address = check(app, reader, STAFF)
    reader.post(f"{address}/apply")
    person_id = find("local").id
    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == person_id)):
        grant.valid_to = date(2026, 11, 1)
    db.session.commit()
    with suppress(JobRefused):
        run_due(app)
    assert name_of("hoa") == "Nguyễn Thị Hoa"
    assert [each.state for each in db.session.scalars(select(ImportRun))] == ["applying"]


def test_who_was_changed_after_the_check_is_shown_once_more(app, site, office):
    reader = site.reader("chief")
    address = check(app, reader, STAFF)
    find("hoa").full_name = "Nguyễn Thị Hòa"
    db.session.commit()
    reader.post(f"{address}/apply")
    run_due(app)
    page = reader.get(address)
    assert "Something in Sen changed" in page.text
    reader.post(f"{address}/apply")
    run_due(app)
    assert reader.get(address).heading == "The file is imported"


def test_a_file_is_discarded_also_while_it_waits(app, site, office):
    reader = site.reader("chief")
    columns = send_file(reader, STAFF).location
    address = reader.post(columns, {"column-0": "employee_code", "column-1": "full_name"}).location
    reader.post(f"{address}/discard")
    run_due(app)
    reader.get(address, 404)
    assert name_of("hoa") == "Nguyễn Thị Hoa"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04nonsense", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel file"),
        (b"a,b\nc,\0\n", "NUL"),
    ],
)
def test_a_file_that_is_no_table_is_refused_at_its_field(site, office, content, words):
    reader = site.reader("chief")
    page = read_strictly(send_file(reader, content, status=422))
    assert words in page.text
    assert db.session.scalars(select(ImportRun)).all() == []


def test_without_a_file_the_page_asks_for_one(site, office):
    page = read_strictly(site.reader("chief").post("/people/import", {"kind": "people"}, 422))
    assert "Please choose a file." in page.text


def sent_as_it_is(reader, path, body, size=None):
    """Send the form of a file, or say that it is `size` bytes long."""
    stream = body if isinstance(body, io.BytesIO) else io.BytesIO(body)
    size = size or len(body)
    return reader.client.post(
        path,
        input_stream=stream,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(size)},
    )


def test_a_file_that_is_too_large_is_answered_without_reading_it_all(site, office):
    reader = site.reader("chief")
    field = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    large = field + b"a,b\n" + b"x" * (4 * 1024 * 1024) + b"\r\n--x--\r\n"
    # The 20 MB are this page's own.
    assert sent_as_it_is(reader, "/people/import", large).status_code == 422
    for path, megabytes in (("/people/import", 200), ("/people/new", 4)):
        response = sent_as_it_is(reader, path, field, megabytes * 1024 * 1024)
        assert response.status_code == 413
        read_strictly(response)


def test_that_a_file_is_too_large_is_said_in_the_readers_language_with_the_limit(site, office):
    for language, words in (("en", "At most 20 MB"), ("vi", "20 MB")):
        find("chief").language = language
        db.session.commit()
        reader, body = site.reader("chief"), io.BytesIO(b"--x" * 1024 * 1024)
        page = read_strictly(sent_as_it_is(reader, "/people/import", body, 200 * 1024 * 1024))
        assert (page.status, page.document.get("lang")) == (413, language)
        assert words in page.text
        assert "/sign-out" in {form.get("action") for form in page.all(".//form")}
        assert body.tell() == 0


def test_units_come_as_a_file_of_their_own(app, site, office):
    reader = site.reader("chief")
    text = "Tên đơn vị,Trực thuộc\nPhòng Một,BHXH tỉnh\nTổ Hai,Phòng Một\n"
    columns = send_file(reader, text, kind="units").location
    address = reader.post(columns, {"column-0": "name", "column-1": "parent"}).location
    run_due(app)
    reader.post(f"{address}/apply")
    run_due(app)
    assert "Tổ Hai" in reader.get("/units").text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_everybody_within_reach_is_exported_and_that_is_written_down(app, site, office, kind):
    reader = site.reader("local")
    content = reader.post("/people/export", {"format": kind}, 200).data
    if kind == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        text = str([list(row) for row in book.active.iter_rows(values_only=True)])
    else:
        text = content.decode()
    assert "Nguyễn Thị Hoa" in text
    assert "Trần Thị Bên" not in text
    entries = select(AuditEntry.details).where(AuditEntry.action == "people.exported")
    assert db.session.scalars(entries).all() == [{"format": kind}]
    again = reader.get(check(app, reader, content))
    assert "There is nothing to import" in again.text
