"""Inspectors read reports: every look is written down, sensitive courses are counts."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from accounts.models import AuditEntry
from core import clock
from core.database import db
from tests.pages.reader import text_of

DONE_AT = datetime(2026, 11, 2, 3, tzinfo=UTC)
PAGE = "/reports/completion"
QUIET = f"{PAGE}?course=k7"


@pytest.fixture
def world(make):
    """A province with two units; an open and a sensitive course; an inspector of it all."""
    clock.set_source(lambda: datetime(2026, 11, 23, 3, tzinfo=UTC))
    make.organisation()
    root = make.unit("BHXH tỉnh")
    first, second = make.unit("Phòng A", root), make.unit("Phòng B", root)
    make.role(make.person("inspector", None, "Ngô Thị Hà"), "inspector")
    basics = make.bare_course("basics", "Bình đẳng giới")
    quiet = make.bare_course(
        "k7", "Bạo lực gia đình", sensitive="violence", neutral_title={"vi": "Chuyên đề 7"}
    )
    for course in (basics, quiet):
        assignment = make.bare_assignment(course, root, date(2026, 12, 15))
        for name, unit, done in (("Lê Thị An", first, DONE_AT), ("Trần Thị Xa", second, None)):
            make.enrolment(make.person(unit=unit, full_name=name), course, assignment, done)
        make.goal(course, root, 90)
    return first, second


def entries():
    db.session.rollback()
    query = select(AuditEntry).where(AuditEntry.action.startswith("report."))
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def test_an_inspector_reads_an_open_course_and_each_look_is_written_down(site, world):
    reader = site.reader("inspector")
    assert "Lê Thị An" in reader.get(f"{PAGE}?course=basics").text
    reader.get("/reports/goals")
    assert reader.client.get(f"{PAGE}/chart.svg?course=basics").status_code == 200
    assert reader.client.get(f"{PAGE}.csv?course=basics").status_code == 200
    told = [(entry.action, entry.subject) for entry in entries()]
    assert told == [
        ("report.looked_at", "completion"),
        ("report.looked_at", "goals"),
        ("report.looked_at", "chart"),
        ("report.exported", "basics"),
    ]
    assert entries()[0].details == {"course": "basics"}
    assert all(entry.by_reference for entry in entries())


def test_a_look_at_one_unit_says_which_but_not_with_a_sensitive_course(site, world):
    reader, key = site.reader("inspector"), world[0].unit.key
    for path in (f"{PAGE}?course=basics", f"{PAGE}/chart.svg?course=basics", QUIET):
        assert reader.client.get(f"{path}&unit={key}").status_code == 200
    at_unit = {"course": "basics", "unit": key}
    assert [entry.details for entry in entries()] == [at_unit, at_unit, {}]


def test_the_look_of_a_manager_is_her_daily_work(site, world, make):
    make.role(make.person("head"), "manager", world[0])
    site.reader("head").get(PAGE)
    assert entries() == []


def test_of_a_sensitive_course_an_inspector_sees_counts_alone(site, world):
    reader = site.reader("inspector")
    for path in (QUIET, f"{QUIET}&state=completed", f"{QUIET}&q=an&sex=female&sort=-state"):
        page = reader.get(path)
        assert "Chuyên đề 7" in page.text
        for name in ("Lê Thị An", "Trần Thị Xa"):
            assert name not in page.response.get_data(as_text=True)
        assert not page.all(".//table[@id='list']")
        assert not page.all(".//input[@name='q']")
        row = next(row for row in page.all(".//tbody/tr") if "Chuyên đề" in text_of(row))
        assert [text_of(cell) for cell in row.findall("td")][:2] == ["2", "1"]
        assert not row.findall(".//td//a")
    for kind in ("csv", "xlsx"):
        assert reader.client.get(f"{PAGE}.{kind}?course=k7").status_code == 404


def test_nothing_about_a_sensitive_course_goes_into_the_audit(site, world):
    site.reader("inspector").get(QUIET)
    (entry,) = entries()
    assert (entry.subject, entry.details) == ("completion", {})


def test_who_manages_a_unit_and_inspects_all_lists_the_people_of_her_unit(site, world, make):
    first, second = world
    person = make.person("both")
    make.role(person, "inspector")
    make.role(person, "manager", first)
    reader = site.reader("both")
    assert "Lê Thị An" in reader.get(f"{QUIET}&unit={first.unit.key}").text
    for path in (QUIET, f"{QUIET}&unit={second.unit.key}"):
        assert not reader.get(path).all(".//table[@id='list']")


def test_of_a_sensitive_course_no_past_day_chart_or_goal_tells_an_inspector_more(site, world):
    reader = site.reader("inspector")
    for path in (f"{QUIET}&on=2026-11-10", f"{QUIET}&on=2026-11-10&q=an", "/reports/goals"):
        assert "Lê Thị An" not in reader.get(path).response.get_data(as_text=True)
    for kind in ("csv", "xlsx"):
        assert reader.client.get(f"{PAGE}.{kind}?course=k7&on=2026-11-10").status_code == 404
    assert reader.client.get(f"{PAGE}/chart.svg?course=k7").status_code == 404


def test_an_inspection_expires_by_itself(site, make, world):
    grant = make.role(make.person("guest"), "inspector")
    grant.valid_to = date(2026, 11, 24)
    db.session.commit()
    site.reader("guest").get(PAGE)
    clock.set_source(lambda: datetime(2026, 11, 23, 17, tzinfo=UTC))  # the first moment of the 24th
    client = site.reader("guest").client
    for path in (PAGE, f"{PAGE}.csv", f"{PAGE}.xlsx", f"{PAGE}/chart.svg", "/reports/goals"):
        assert client.get(path).status_code == 403
