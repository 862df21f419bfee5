"""An administrator brings the staff in from a spreadsheet, looks first, and then once more."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.e2e.worker import working

RESULT = re.compile(r"/people/import/[0-9a-f-]{36}$")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = ["Mã nhân viên", "Họ và tên", "Giới tính", "Ngày sinh", "Công việc đang làm", "Đơn vị"]
NEW = ["MOI-001", "Trần Thị Đào", "Nữ", "31/12/1985", "Chuyên viên", "Văn phòng"]
WRONG = ["MOI-002", "Lê Văn An", "Nam", "31/02/1985", "Chuyên viên", "Phòng Không Có"]


@pytest.fixture
def sent_by(visit):
    """An administrator on the page that takes files, with a worker beside the server."""

    def begin(server, **options):
        administrator = visit(server, **options)
        administrator.sign_in("quantri")
        administrator.open("/people/import")
        return administrator

    return begin


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def known_row(server):
    """Somebody of the demo with a unit of her own, as a personnel office lists her."""
    rows = server.execute(
        "SELECT p.employee_code, p.full_name, l.position FROM persons p"
        " JOIN placements l ON l.person_id = p.id AND l.valid_to IS NULL"
        " WHERE p.employee_code IS NOT NULL AND p.username NOT LIKE '%quan%' ORDER BY p.id LIMIT 2"
    )
    (code, name, _), (other_code, other_name, other_post) = rows
    changed = [code, name, None, None, "Phụ trách bình đẳng giới", None]
    return changed, [other_code, other_name, None, None, other_post, None]


def send(page, content, name="staff.xlsx", kind="people", type_=XLSX):
    if kind != "people":
        page.locator(
            f"input[name=kind][value={kind}] + label, label:has(input[value={kind}])"
        ).click()
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": type_, "buffer": content}
    )
    press(page)


def press(page):
    """Send the form of this page."""
    page.locator("main form.form button[type=submit]").click()


def check_file(page):
    press(page)
    expect(page).to_have_url(RESULT)
    expect(page.locator("main h1")).to_have_text("Những gì sẽ thay đổi", timeout=30_000)


def numbers(page):
    return [int(each) for each in page.locator(".tiles .figure-number").all_inner_texts()]


def bring_in(server, page):
    """The whole way: send, correct a column, look, download what is wrong, import the rest."""
    content = workbook(HEADS, NEW, WRONG, *known_row(server))
    send(page, content)
    post = page.locator("select").nth(4)
    expect(post).to_have_value("")
    post.select_option("position")
    check_file(page)
    assert numbers(page)[:5] == [1, 1, 0, 1, 1]
    expect(page.locator("#problems")).to_contain_text("Dòng 3, cột D (Ngày sinh)")
    with page.expect_download() as download:
        page.locator("a[href$='/problems']").click()
    said = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes())).active
    assert [each.value for each in said[1]][:6] == HEADS
    assert "31/02/1985" in said["G3"].value
    assert "Phòng Không Có" in said["G3"].value
    assert said["G2"].value is None
    assert count(server) == 0
    page.locator("form:has(input[name=skips_refused]) button").click()
    expect(page.locator("main h1")).to_have_text("Đã nhập tệp", timeout=30_000)
    assert count(server) == 1
    return content


def count(server):
    return server.execute("SELECT count(*) FROM persons WHERE employee_code LIKE 'MOI-%'")[0][0]


def test_a_workbook_is_corrected_looked_at_imported_and_changes_nothing_again(each_server, sent_by):
    administrator = sent_by(each_server)
    page = administrator.page
    with working(each_server):
        content = bring_in(each_server, page)
        administrator.open("/people/import")
        send(page, content)
        page.locator("select").nth(4).select_option("position")
        check_file(page)
        assert numbers(page)[:5] == [0, 0, 0, 3, 1]
        expect(page.locator("form[action$='/apply']")).to_have_count(0)
        page.locator("form[action$='/discard'] button").click()
        expect(page.locator(".notice-success")).to_be_visible()
        expect(page.locator("main table tbody tr")).to_have_count(1)
    administrator.open("/people?q=MOI-001")
    expect(page.locator("main")).to_contain_text("Trần Thị Đào")


def test_without_scripts_the_whole_way_is_open(server, sent_by):
    administrator = sent_by(server, java_script_enabled=False, width=1280)
    with working(server):
        bring_in(server, administrator.page)


def test_units_come_as_a_file_of_their_own(server, sent_by):
    administrator = sent_by(server)
    page = administrator.page
    text = "Tên đơn vị;Trực thuộc;Loại\nTổ Một;Văn phòng;Tổ\nTổ Hai;Tổ Một;Tổ\n"
    with working(server):
        send(page, text.encode("utf-16"), "units.csv", "units", "text/csv")
        check_file(page)
        assert numbers(page)[0] == 2
        page.locator("form[action$='/apply'] button").click()
        expect(page.locator("main h1")).to_have_text("Đã nhập tệp", timeout=30_000)
    administrator.open("/units")
    expect(page.locator("main")).to_contain_text("Tổ Hai")


def test_a_file_that_is_too_large_is_answered_in_the_readers_language(server, sent_by, tmp_path):
    administrator = sent_by(server)
    administrator.forgive("413")
    page = administrator.page
    page.locator(".foot button[name=language][value=en]").click()
    administrator.open("/people/import")
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    page.locator("input[type=file]").set_input_files(large)
    press(page)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("main h1")).to_have_text("This is too large")
    expect(page.locator("main")).to_contain_text("20 MB")
