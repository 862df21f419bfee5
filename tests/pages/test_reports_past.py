"""The completion page as of a past day, and where those who moved had completed."""

import csv
import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from accounts import operations
from accounts.models import Placement
from accounts.operations import Author, UnitDetails
from core import clock
from core.database import db
from enrolments.operations import count_anew
from tests.counting import MOST_QUERIES, counted_queries
from tests.pages.reader import text_of

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
TODAY = date(2026, 11, 23)
AUTHOR = Author(None, NOW, TODAY)
EARLY = datetime(2026, 11, 2, 3, tzinfo=UTC)
LATE = datetime(2026, 11, 15, 3, tzinfo=UTC)
PAGE = "/reports/completion"
PAST = f"{PAGE}?on=2026-11-10"


class Office:
    """A province with two units; a manager of the first, an organiser of all, two learners."""

    def __init__(self, make) -> None:
        self.root = make.unit("BHXH tỉnh")
        self.first, self.second = make.unit("Phòng A", self.root), make.unit("Phòng B", self.root)
        make.role(make.person("head", self.first, "Ngô Thị Hà"), "manager", self.first)
        make.role(make.person("all", None, "Lê Thị Lan"), "organiser")
        self.course = make.bare_course("basics", "Bình đẳng giới")
        self.assignment = make.bare_assignment(self.course, self.root, date(2026, 12, 15))
        make.goal(self.course, self.root, 90)
        self.add(make, "Lê Thị An", self.first, EARLY)
        self.add(make, "Trần Văn Đức", self.first, LATE, "male")

    def add(self, make, name, unit, done=None, sex="female"):
        """Somebody to whom the course is assigned."""
        person = make.person(unit=unit, full_name=name, sex=sex)
        return make.enrolment(person, self.course, self.assignment, done)


@pytest.fixture
def office(make):
    clock.set_source(lambda: NOW)
    return Office(make)


def names_of(page):
    return [text_of(name) for name in page.all(".//table[@id='list']//span[@class='person-name']")]


def csv_of(response):
    return list(csv.reader(io.StringIO(response.get_data(as_text=True).removeprefix("\ufeff"))))


def move(enrolment, unit, day):
    """Let somebody work elsewhere from a day on; the course was completed before."""
    (placement,) = enrolment.person.placements
    enrolment.completed_unit_id = placement.unit_id
    placement.valid_to = day
    db.session.flush()
    place = Placement(person_id=enrolment.person_id, unit_id=unit.unit_id, valid_from=day)
    db.session.add(place)
    db.session.flush()
    count_anew()
    db.session.commit()


def test_the_page_says_of_which_day_it_is_and_leads_back_to_today(site, office):
    reader = site.reader("head")
    page = reader.get(PAST)
    assert "As it stood when 10 Nov 2026 was over, by the units of that day." in page.text
    assert page.all(".//input[@name='on']")[0].get("value") == "2026-11-10"
    assert page.links()["As it stands today"] == f"{PAGE}?course=basics"
    tiles = [text_of(each.find(".//span")) for each in page.all(".//div[@class='figure-tile']")]
    assert tiles == ["2", "1", "0", "1", "0"]


def test_no_goal_and_no_chart_are_held_against_a_past_day(site, office):
    reader = site.reader("head")
    page = reader.get(PAST)
    assert "90%" not in page.text
    assert not [image for image in page.all(".//img") if "chart" in image.get("src")]
    assert reader.client.get(PAST.replace("?", "/chart.svg?")).status_code == 404


@pytest.mark.parametrize(
    "on", ["", "soon", "2026-11-23", "2026-11-24", "9999-12-31", "2026-13-45", "٢٠٢٦-١١-١٠"]
)
def test_a_day_that_is_wrong_or_not_past_is_today(site, office, on):
    page = site.reader("head").get(f"{PAGE}?on={on}")
    assert "As it stood" not in page.text
    assert "90%" in page.text


def test_long_ago_there_was_nobody(site, office):
    site.reader("head").get(f"{PAGE}?on=0001-01-01")
    site.reader("all").get(f"{PAGE}?on=0001-01-01")


def test_every_link_of_the_page_keeps_the_day(site, office, make):
    more = make.bare_course("more", "Thêm")
    assignment = make.bare_assignment(more, office.first)
    for number in range(60):
        sex = ("female", "not_stated")[number == 0]
        make.enrolment(make.person(unit=office.first, sex=sex), more, assignment)
    page = site.reader("head").get(f"{PAST}&course=more&sex=female")
    inside = [link for link in page.all(".//main//a") if PAGE in link.get("href", "")]
    without = {text_of(link) for link in inside if "on=2026-11-10" not in link.get("href")}
    assert without == {"As it stands today"}
    assert any("page=2" in link.get("href") for link in inside)
    hidden = [field for field in page.all(".//input[@type='hidden']") if field.get("name") == "on"]
    assert [field.get("value") for field in hidden] == ["2026-11-10"]


def test_filters_and_downloads_are_of_that_day(site, office):
    reader = site.reader("head")
    assert names_of(reader.get(f"{PAST}&state=completed")) == ["Lê Thị An"]
    response = reader.client.get(PAST.replace("?", ".csv?") + "&state=missing")
    assert [row[0] for row in csv_of(response)[1:]] == ["Trần Văn Đức"]
    assert "completion-basics-2026-11-10.csv" in response.headers["Content-Disposition"]
    response = reader.client.get(PAST.replace("?", ".xlsx?") + "&sort=-name")
    sheet = openpyxl.load_workbook(io.BytesIO(response.get_data())).active
    names = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert names == ["Trần Văn Đức", "Lê Thị An"]


def test_a_unit_that_was_there_is_looked_at_and_one_that_was_not_is_not(site, office, make):
    new = make.unit("Phòng C", office.root)
    new.valid_from = date(2026, 11, 20)
    office.add(make, "Lê Thị Gộp", office.second)
    operations.merge_unit(office.second.unit_id, office.first.unit_id, AUTHOR)
    db.session.commit()
    reader = site.reader("all")
    assert names_of(reader.get(f"{PAST}&unit={office.second.unit.key}")) == ["Lê Thị Gộp"]
    for path in (f"{PAST}&unit={new.unit.key}", f"{PAGE}?unit={office.second.unit.key}"):
        assert reader.client.get(path).status_code == 404


def test_a_manager_sees_what_was_hers_and_does_not_hang_elsewhere_today(site, office, make):
    gone, closed = make.unit("Tổ đi", office.first), make.unit("Tổ cũ", office.first)
    for unit, name in ((gone, "Lê Đi"), (closed, "Lê Cũ"), (office.second, "Lê Xa")):
        office.add(make, name, unit)
    moved = UnitDetails("Tổ đi", "", office.second.unit_id)
    operations.change_unit(gone.unit_id, moved, AUTHOR)
    operations.merge_unit(closed.unit_id, office.first.unit_id, AUTHOR)
    db.session.commit()
    reader = site.reader("head")
    page = reader.get(PAST)
    assert names_of(page) == ["Lê Thị An", "Lê Cũ", "Trần Văn Đức"]
    assert "Tổ đi" not in page.text
    for unit in (gone, office.second):
        assert reader.client.get(f"{PAST}&unit={unit.unit.key}").status_code == 404


def test_a_sensitive_course_is_shown_as_it_stands_today_only(site, office, make):
    """Asked day after day, the past would tell on which day somebody completed."""
    quiet = make.bare_course(
        "k7", "Bạo lực gia đình", sensitive="violence", neutral_title={"vi": "Chuyên đề 7"}
    )
    assignment = make.bare_assignment(quiet, office.first)
    make.enrolment(make.person(unit=office.first), quiet, assignment, LATE)
    reader = site.reader("head")
    assert "Chuyên đề 7" in reader.get(PAGE).text
    assert "Chuyên đề 7" not in reader.get(PAST).text
    page = reader.get(f"{PAST}&course=k7")
    assert "As it stood" not in page.text
    assert not page.all(".//input[@name='on']")
    rows = csv_of(reader.client.get(PAST.replace("?", ".csv?") + "&course=k7"))
    assert [row[4] for row in rows[1:]] == ["Completed"]


@pytest.mark.parametrize("kind", ["", ".csv"])
def test_the_queries_are_few(site, office, make, kind):
    move(office.add(make, "Lê Thị Mới", office.second, EARLY), office.first, date(2026, 11, 5))
    client = site.reader("head").client
    client.get(PAGE)
    with counted_queries() as sent:
        client.get(PAST.replace("?", f"{kind}?") + "&q=l&sort=unit")
    assert len(sent) <= MOST_QUERIES


def test_who_completed_in_another_unit_is_shown_with_it(site, office, make):
    moved = office.add(make, "Lê Thị Mới", office.second, EARLY)
    move(moved, office.first, date(2026, 11, 12))
    operations.change_unit(
        office.second.unit_id, UnitDetails("Tên mới", "", office.root.unit_id), AUTHOR
    )
    db.session.commit()
    reader = site.reader("head")
    rows = [text_of(row) for row in reader.get(PAGE).all(".//table[@id='list']/tbody/tr")]
    assert [("in Phòng B" in row) for row in rows] == ["Mới" in row for row in rows]
    assert sum("in Phòng B" in row for row in rows) == 1
    header, *lines = csv_of(reader.client.get(f"{PAGE}.csv"))
    column = header.index("Completed in another unit")
    assert {line[0]: line[column] for line in lines if line[column]} == {"Lê Thị Mới": "Phòng B"}


def test_by_the_day_she_still_worked_there_it_is_no_other_unit(site, office, make):
    moved = office.add(make, "Lê Thị Mới", office.second, EARLY)
    move(moved, office.first, date(2026, 11, 12))
    page = site.reader("all").get(PAST)
    assert "Lê Thị Mới" in names_of(page)
    assert "in Phòng B" not in text_of(page.document.find(".//table[@id='list']"))


def test_of_a_sensitive_course_nobody_learns_where_it_was_completed(site, office, make):
    quiet = make.bare_course("k7", sensitive="violence", neutral_title={"vi": "Chuyên đề 7"})
    assignment = make.bare_assignment(quiet, office.root)
    person = make.person(unit=office.second)
    move(make.enrolment(person, quiet, assignment, EARLY), office.first, date(2026, 11, 12))
    reader = site.reader("head")
    assert "Phòng B" not in reader.get(f"{PAGE}?course=k7").text
    assert "Phòng B" not in reader.client.get(f"{PAGE}.csv?course=k7").get_data(as_text=True)
