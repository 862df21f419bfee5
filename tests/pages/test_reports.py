"""The completion page: what a manager sees, and nobody else."""

import csv
import io
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import openpyxl
import pytest
from sqlalchemy import event, insert

from accounts.models import Person, Placement
from core import clock
from core.database import db
from enrolments.models import ActivityResult, Enrolment
from tests.pages.reader import read_strictly, text_of

DONE_AT = datetime(2026, 11, 2, 3, tzinfo=UTC)
PLACES = ("", ".csv", ".xlsx", "/chart.svg")


@pytest.fixture
def office(make):
    """A province with two units; a manager of the first, an organiser of all, a learner."""
    clock.set_source(lambda: datetime(2026, 11, 23, 3, tzinfo=UTC))
    root = make.unit("BHXH tỉnh")
    first, second = make.unit("Phòng A", root), make.unit("Phòng B", root)
    make.role(make.person("head", first, "Ngô Thị Hà"), "manager", first)
    make.role(make.person("all", None, "Lê Thị Lan"), "organiser")
    make.person("learner", first)
    course = make.bare_course("basics", "Bình đẳng giới")
    assignment = make.bare_assignment(course, root, date(2026, 12, 15))
    staff = [("Trần Văn Đức", "male", first, DONE_AT), ("Lê Thị An", "female", first, None)]
    staff.append(("Phạm Thị Xa", "female", second, DONE_AT))
    for name, sex, unit, done in staff:
        person = make.person(unit=unit, full_name=name, sex=sex)
        make.enrolment(person, course, assignment, done)
    make.goal(course, root, 90)
    return first, second, course


def rows_of(page):
    return [text_of(name) for name in page.all(".//table[@id='list']//span[@class='person-name']")]


def csv_of(response):
    return list(csv.reader(io.StringIO(response.get_data(as_text=True).removeprefix("\ufeff"))))


def count_queries(site_app, visit):
    counted = []
    listen = (db.engine, "before_cursor_execute", lambda *_: counted.append(1))
    event.listen(*listen)
    visit()
    event.remove(*listen)
    return len(counted)


def test_a_manager_sees_her_unit_and_nothing_else(site, office):
    page = site.reader("head").get("/reports/completion")
    assert rows_of(page) == ["Lê Thị An", "Trần Văn Đức"]
    for foreign in ("Phạm Thị Xa", "Phòng B", "BHXH tỉnh"):
        assert foreign not in page.text


def test_an_organiser_of_everything_sees_all(site, office):
    page = site.reader("all").get("/reports/completion")
    assert rows_of(page) == ["Lê Thị An", "Trần Văn Đức", "Phạm Thị Xa"]


@pytest.mark.parametrize("place", PLACES)
def test_nobody_without_a_role_comes_in(site, office, place):
    assert site.reader("learner").client.get(f"/reports/completion{place}").status_code == 403
    assert site.client().get(f"/reports/completion{place}").status_code == 303


@pytest.mark.parametrize("role", ["administrator", "trainer", "reviewer"])
def test_other_roles_see_no_ones_progress(site, office, make, role):
    make.role(make.person("other"), role)
    site.reader("other").get("/reports/completion", 403)


@pytest.mark.parametrize("place", PLACES)
def test_a_foreign_unit_or_course_is_like_one_that_is_not_there(site, office, make, place):
    _first, second, _course = office
    foreign = make.bare_course("foreign", "Khóa của phòng B")
    make.enrolment(make.person(unit=second), foreign, make.bare_assignment(foreign, second))
    client = site.reader("head").client
    answers = [
        client.get(f"/reports/completion{place}?{query}")
        for query in (
            f"unit={second.unit.key}",
            "course=foreign",
            "unit=nowhere",
            "course=nothing",
            f"course=foreign&unit={office[0].unit.key}",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert not any("Khóa của" in answer.get_data(as_text=True) for answer in answers)
    assert {read_strictly(answer).heading for answer in answers} == {"There is nothing here"}


def test_a_role_in_a_unit_that_is_closed_shows_nobody(site, office):
    first, _second, _course = office
    first.valid_to = date(2026, 11, 1)
    db.session.commit()
    site.reader("head").get("/reports/completion", 403)


def test_a_course_taken_by_choice_is_seen_by_nobody(site, office, make):
    first, _second, _course = office
    chosen = make.bare_course("chosen", "Khóa tự chọn")
    make.enrolment(make.person(unit=first), chosen, None, DONE_AT)
    reader = site.reader("head")
    assert "Khóa tự chọn" not in reader.get("/reports/completion").text
    reader.get("/reports/completion?course=chosen", 404)


def test_the_goal_of_the_whole_is_asked_of_the_unit_by_its_own_numbers(site, office):
    page = site.reader("head").get("/reports/completion")
    assert "50%" in page.text
    assert "1 of 2 people" in page.text
    assert "Short by 1 person" in page.text


def assert_leads_to_as_many_rows(reader, number, address):
    query = urlsplit(address).query
    parts = range(1, max(1, -(-number // 50)) + 1)
    pages = [reader.get(f"/reports/completion?{query}&page={part}") for part in parts]
    assert sum(len(rows_of(page)) for page in pages) == number, address
    download = reader.client.get(f"/reports/completion.csv?{query}")
    assert len(csv_of(download)) == number + 1


def test_each_number_of_the_only_course_leads_to_as_many_rows(site, office):
    reader = site.reader("head")
    tiles = reader.get("/reports/completion").all(".//div[@class='figure-tile']")
    assert len(tiles) == 5
    for tile in tiles:
        number = int(text_of(tile.find(".//span")))
        assert_leads_to_as_many_rows(reader, number, tile.find(".//a").get("href"))


def test_each_number_of_several_courses_leads_to_as_many_rows(site, office, make):
    first, _second, _course = office
    more = make.bare_course("more", "Thêm")
    assignment = make.bare_assignment(more, first, date(2026, 11, 1))
    for number in range(60):
        sex = ("female", "male", "not_stated")[number % 3]
        done = DONE_AT if number % 4 == 0 else None
        make.enrolment(make.person(unit=first, sex=sex), more, assignment, done)
    reader = site.reader("head")
    links = reader.get("/reports/completion").all(".//table[@id='courses']/tbody/tr/td/a")
    assert len(links) == 14
    for link in links:
        assert_leads_to_as_many_rows(reader, int(text_of(link)), link.get("href"))


def test_downloads_keep_filters_and_order(site, office):
    client = site.reader("all").client
    response = client.get("/reports/completion.csv?sex=female&sort=-name")
    assert response.get_data().startswith(b"\xef\xbb\xbf")
    assert [row[0] for row in csv_of(response)[1:]] == ["Phạm Thị Xa", "Lê Thị An"]
    response = client.get("/reports/completion.xlsx?q=pham+thi")
    sheet = openpyxl.load_workbook(io.BytesIO(response.get_data())).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["Phạm Thị Xa"]
    assert "attachment" in response.headers["Content-Disposition"]


def test_a_filter_keeps_what_was_typed_and_says_when_nobody_fits(site, office):
    page = site.reader("head").get("/reports/completion?q=Không+ai&state=overdue")
    assert page.all(".//input[@name='q']")[0].get("value") == "Không ai"
    assert "Nobody here" in page.text


@pytest.mark.parametrize(
    "query",
    ["state=x", "sex=x", "sort=x", "sort=--name", "page=0", "page=999999", "q=%25%27%22%01"],
)
def test_nonsense_in_the_address_does_no_harm(site, office, query):
    site.reader("head").get(f"/reports/completion?{query}")


def test_the_chart_is_a_picture_with_words_and_a_table_behind_it(site, office):
    reader = site.reader("head")
    page = reader.get("/reports/completion")
    (picture,) = [image for image in page.all(".//img") if "chart.svg" in image.get("src")]
    assert "1 of 2 people have completed" in picture.get("alt")
    response = reader.client.get(picture.get("src"))
    assert response.mimetype == "image/svg+xml"
    policy = response.headers["Content-Security-Policy"]
    assert "'sha256-" in policy
    assert "unsafe" not in policy
    totals = [text_of(cell) for cell in page.all(".//table[@id='weeks']/tbody/tr/td")]
    assert totals[-1] == "1"


def test_of_a_sensitive_course_only_done_or_not_is_shown(site, office, make):
    first, _second, _course = office
    quiet = make.bare_course(
        "k7", "Bạo lực gia đình", sensitive="violence", neutral_title={"vi": "Chuyên đề 7"}
    )
    assignment = make.bare_assignment(quiet, first, date(2026, 12, 20))
    begun = make.enrolment(make.person(unit=first), quiet, assignment, state="in_progress")
    make.activity_result(begun, quiet.activity_ids[-1], None, "0.5")
    make.enrolment(make.person(unit=first), quiet, assignment, DONE_AT)
    reader = site.reader("head")
    page = reader.get("/reports/completion?course=k7")
    assert "Chuyên đề 7" in page.text
    for hidden in ("Bạo lực", "In progress", "50%", "2 Nov"):
        assert hidden not in text_of(page.document.find(".//table[@id='list']"))
    assert "Bạo lực" not in page.response.get_data(as_text=True)
    assert not [image for image in page.all(".//img") if "chart" in image.get("src")]
    assert reader.client.get("/reports/completion/chart.svg?course=k7").status_code == 404
    download = csv_of(reader.client.get("/reports/completion.csv?course=k7"))
    assert len(download[0]) == 6
    assert len(rows_of(reader.get("/reports/completion?course=k7&state=in_progress"))) == 2


def test_without_assignments_the_page_says_so(site, make):
    make.role(make.person("head"), "manager", make.unit())
    reader = site.reader("head")
    assert "Nobody here is to take a course yet" in reader.get("/reports/completion").text
    for place in PLACES[1:]:
        assert reader.client.get(f"/reports/completion{place}").status_code == 404


@pytest.mark.parametrize("path", ["completion", "completion.csv", "completion/chart.svg", "goals"])
def test_queries_do_not_grow_with_people(site, office, path):
    first, _second, course = office
    client = site.reader("head").client
    client.get(f"/reports/{path}")
    few = count_queries(site, lambda: client.get(f"/reports/{path}"))
    add_people(first, course, 5000)
    many = count_queries(site, lambda: client.get(f"/reports/{path}?q=a"))
    assert many <= 12
    assert many <= few + 1  # a search counts for itself


def add_people(unit, course, number):
    """Thousands at once."""
    start = 10_000
    ids = range(start, start + number)
    blank = {"sort_key": "1", "search_key": "a", "created_at": DONE_AT}
    db.session.execute(
        insert(Person),
        [{"id": each, "username": f"m{each}", "full_name": "A", **blank} for each in ids],
    )
    db.session.flush()
    placed = {"unit_id": unit.unit_id, "valid_from": date(2020, 1, 1)}
    db.session.execute(insert(Placement), [{"person_id": each, **placed} for each in ids])
    db.session.flush()
    assignment_id = db.session.query(Enrolment).filter_by(course_id=course.id)[0].assignment_id
    enrolled = {"course_id": course.id, "assignment_id": assignment_id, "enrolled_at": DONE_AT}
    done = {"state": "completed", "completed_at": DONE_AT}
    db.session.execute(
        insert(Enrolment), [{"id": each, "person_id": each, **enrolled, **done} for each in ids]
    )
    db.session.flush()
    result = {"activity_id": course.activity_ids[0], "first_at": DONE_AT, **done}
    db.session.execute(insert(ActivityResult), [{"enrolment_id": each, **result} for each in ids])
    db.session.commit()
