"""A manager's report: numbers that lead to their rows, files that open in Excel, goals."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

REPORT = "/reports/completion"


@pytest.fixture
def manager(common_server, visit):
    visitor = visit(common_server)
    visitor.sign_in("quanly")
    return visitor


def number_of(text):
    return int(re.sub(r"\D", "", text))


def test_each_number_leads_to_as_many_rows_as_it_says(manager):
    page = manager.open(REPORT)
    tiles = page.locator(".figure-tile")
    expect(tiles).to_have_count(5)
    numbers = [number_of(each) for each in tiles.locator(".figure-number").all_inner_texts()]
    links = [each.get_attribute("href") for each in tiles.locator("a").all()]
    assert numbers[0] > numbers[1] > 0
    assert numbers[1] == numbers[3] + numbers[4]
    for number, link in zip(numbers, links, strict=True):
        manager.open(link)
        rows = page.locator("#list tbody tr")
        if number:
            expect(page.locator("#list-caption")).to_have_text(re.compile(rf"^{number}\D"))
        assert rows.count() == min(number, rows.count() or number)


def test_people_are_filtered_by_name_without_marks_and_by_state(manager):
    page = manager.open(REPORT)
    page.locator("#people input[name=q]").fill("le thi hoa")
    page.locator("#people form button").click()
    expect(page.locator("#list tbody tr")).to_have_count(1)
    expect(page.locator("#list")).to_contain_text("Lê Thị Hoa")
    page.locator("#people select[name=state]").select_option("completed")
    page.locator("#people form button").click()
    expect(page.locator("#list")).to_have_count(0)


def test_the_unit_s_people_stand_there_and_nobody_else(manager):
    page = manager.open(REPORT)
    units = set(page.locator("#list tbody td:nth-of-type(2)").all_inner_texts())
    assert len(units) == 1
    expect(page.locator("main")).to_contain_text("Trần Thị Bích Hạnh")


def download(page, format_name):
    with page.expect_download() as started:
        page.locator(f"a[href*='completion.{format_name}']").first.click()
    return started.value


def test_csv_and_xlsx_hold_the_rows_shown_in_whole_vietnamese(manager):
    page = manager.open(REPORT)
    total = number_of(page.locator("#list-caption").inner_text())
    content = download(page, "csv").path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter(content)))
    assert len(rows) == total + 1
    assert any("Lê Thị Hoa" in row for row in rows)
    book = load_workbook(io.BytesIO(download(page, "xlsx").path().read_bytes()))
    sheet = list(book.active.iter_rows(values_only=True))
    names = {row[0] for row in sheet}
    assert {row[0] for row in rows[1:]} <= names
    assert "Lê Thị Hoa" in names


def delimiter(content):
    head = content.decode("utf-8-sig").splitlines()[0]
    return ";" if head.count(";") > head.count(",") else ","


def test_another_unit_is_refused_and_reveals_nothing(manager, common_server):
    other = common_server.execute(
        "SELECT u.key, p.name FROM units u JOIN unit_periods p ON p.unit_id = u.id"
        " WHERE u.key = 'to-chuc-can-bo'"
    )[0]
    manager.forgive("403", "404")
    for path in ("", ".csv", ".xlsx", "/chart.svg"):
        response = manager.page.request.get(
            f"{manager.base_url}{REPORT}{path}?unit={other.key}&course=gender-equality-basics"
        )
        assert response.status in (403, 404)
        assert other.name not in response.text()


def test_a_goal_is_set_for_the_organisation_and_everybody_sees_it(server, visit):
    organiser = visit(server)
    page = organiser.sign_in("banvstbpn")
    organiser.open("/reports/goals")
    page.locator("main a[href^='/reports/goals/gender-equality-basics/']").first.click()
    page.locator("input[name=target_percent]").fill("75")
    page.locator("input[name=due_on]").fill("2027-03-31")
    page.locator("main form.form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/reports/goals$"))
    expect(page.locator("main")).to_contain_text("75%")
    expect(page.locator("main")).to_contain_text("31/03/2027")
    manager = visit(server)
    page = manager.sign_in("quanly")
    manager.open("/reports/goals")
    expect(page.locator("main")).to_contain_text("75%")
    manager.forgive("403")
    page.goto(f"{server.url}/reports/goals/new")
    expect(page.locator("main")).not_to_contain_text("75%")


def test_the_organiser_sees_all_units_and_opens_one(common_server, visit):
    organiser = visit(common_server, width=1280)
    organiser.sign_in("banvstbpn")
    page = organiser.open(REPORT)
    everybody = number_of(page.locator(".figure-number").first.inner_text())
    page.locator("select[name=unit]").select_option("co-so-go-lien")
    page.locator("form.filters button").first.click()
    assert "unit" in parse_qs(urlsplit(page.url).query)
    assert 0 < number_of(page.locator(".figure-number").first.inner_text()) < everybody


def test_the_chart_has_a_table_for_those_who_cannot_see_it(manager):
    page = manager.open(REPORT)
    picture = page.locator("main img[src*='chart.svg']")
    expect(picture).to_have_count(1)
    picture.scroll_into_view_if_needed()
    drawn = "each => each.decode().then(() => each.naturalWidth > 0)"
    assert picture.evaluate(drawn)
    assert page.locator("main figure table, main .chart-figure table").count() == 1
