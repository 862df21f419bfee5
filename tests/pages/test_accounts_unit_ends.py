"""Units that end and begin again, and the tree of a past day, as administrators see them."""

from datetime import UTC, date, datetime

import pytest

from accounts import queries
from accounts.reach import EVERYWHERE
from core import clock
from core.database import db
from tests.counting import MOST_QUERIES, counted_queries
from tests.pages.reader import read_strictly, text_of

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)


@pytest.fixture
def periods(make):
    """A province with an office, in it two teams, and a division."""
    clock.set_source(lambda: NOW)
    province = make.unit("BHXH tỉnh")
    units = {"province": province, "office": make.unit("BHXH cơ sở", province)}
    units["team"] = make.unit("Tổ Một cửa", units["office"])
    units["other"] = make.unit("Tổ Thu", units["office"])
    units["division"] = make.unit("Phòng Thu", province)
    make.role(make.person("chief", province), "administrator")
    make.role(make.person("local", units["office"]), "administrator", units["office"])
    make.person("hoa", units["team"])
    return units


@pytest.fixture
def office(periods):
    """The keys of its units."""
    return {name: period.unit.key for name, period in periods.items()}


def said(page):
    return [text_of(line) for line in page.all(".//main//ul/li")]


def rows_of(page):
    return [[text_of(cell) for cell in row] for row in page.all(".//tbody/tr")]


def merge(reader, office, unit="team", into="other", status=303):
    return reader.post(f"/units/{office[unit]}/merge", {"target": office[into]}, status)


def test_what_comes_along_is_said_before_merging(site, office):
    page = site.reader("chief").get(f"/units/{office['office']}/merge")
    assert [line.split()[0] for line in said(page)] == ["1", "2", "1"]
    options = [text_of(each) for each in page.all(".//select[@name='target']/option")]
    assert options == ["Choose a unit", "BHXH tỉnh", "Phòng Thu"]


def test_what_was_set_and_assigned_is_said_before_merging(site, make, office, periods):
    course = make.bare_course()
    make.goal(course, periods["office"])
    make.bare_assignment(course, periods["office"])
    make.bare_assignment(course, periods["province"])
    page = site.reader("chief").get(f"/units/{office['office']}/merge")
    assert said(page)[3:] == [
        "1 goal, unless one holds there for the same course",
        "1 assignment of a course: whoever has it keeps it with its due day, nobody new gets it",
    ]


def test_what_ends_is_said_before_closing(site, make, office, periods):
    course, division = make.bare_course(), periods["division"]
    reader = site.reader("chief")
    path = f"/units/{office['division']}/close"
    assert "No role, assignment or goal ends with it." in reader.get(path).text
    make.role(make.person("boss"), "manager", division)
    make.goal(course, division)
    make.bare_assignment(course, division)
    make.person("gone", division).deactivated_at = NOW
    db.session.commit()
    page = reader.get(path)
    assert said(page) == [
        "1 role that somebody holds in it",
        "1 assignment of a course: whoever has it keeps it with its due day, nobody new gets it",
        "1 goal",
        "the place of 1 person whose account is closed",
    ]
    assert page.all(f".//form[@action='{path}']//button[.='Close this unit']")


def test_why_a_unit_cannot_be_closed_is_said_with_what_is_in_the_way(site, office):
    reader = site.reader("chief")
    path = f"/units/{office['office']}/close"
    for page in (reader.get(path), read_strictly(reader.post(path, status=422))):
        assert said(page) == ["1 person", "2 units under it"]
        assert not page.all(f".//form[@action='{path}']")


def test_the_history_of_a_unit_opened_again_says_where_it_had_gone_up_in(site, office):
    reader = site.reader("chief")
    merge(reader, office)
    reader.post(f"/units/closed/{office['team']}", {"target": office["division"]})
    page = reader.get(f"/units/{office['team']}")
    lines = [text_of(line) for line in page.all(".//ul[@class='plain lines']/li")]
    assert "then part of “Tổ Thu”" in lines[1]
    assert "then part of" not in lines[0]


def test_a_unit_goes_up_in_another_with_its_people(site, office):
    reader = site.reader("chief")
    response = merge(reader, office)
    assert response.location == f"/units/{office['other']}"
    page = reader.get(f"/units/{office['other']}")
    assert "Units that went up in it" in page.text
    assert "1 person" in page.text
    assert "Tổ Một cửa" not in [row[0] for row in rows_of(reader.get("/units"))]
    (row,) = rows_of(reader.get("/units/closed"))
    assert row == ["Tổ Một cửa", "23 Nov 2026", "Tổ Thu"]
    closed = reader.get(f"/units/closed/{office['team']}")
    assert "Went up in “Tổ Thu” on 23 Nov 2026." in closed.text


def test_sent_twice_a_unit_is_merged_once(site, office):
    reader = site.reader("chief")
    merge(reader, office)
    assert merge(reader, office).location == f"/units/closed/{office['team']}"
    assert len(queries.list_closed_units(EVERYWHERE)) == 1


@pytest.mark.parametrize("target", ["", "nowhere", "team"])
def test_without_a_unit_to_go_to_nothing_happens_and_the_field_says_so(site, office, target):
    reader = site.reader("chief")
    fields = {"target": office.get(target, target)}
    page = read_strictly(reader.post(f"/units/{office['team']}/merge", fields, 422))
    assert len(page.all(".//ul[@class='field-errors']")) == 1
    assert queries.find_unit(office["team"])


def test_a_unit_does_not_go_up_in_one_below_it(site, office):
    merge(site.reader("chief"), office, "office", "team", 422)


def test_the_topmost_unit_says_why_it_cannot_end(site, office):
    chief, local = site.reader("chief"), site.reader("local")
    for reader, name, reason in (
        (chief, "province", "neither closed nor merged"),
        (local, "office", "Whoever administers the unit above"),
    ):
        page = reader.get(f"/units/{office[name]}")
        assert reason in page.text
        assert not page.all(".//form[@action]//button[.='Close this unit']")
        assert "Merge into another unit" not in page.text
        reader.get(f"/units/{office[name]}/merge", 403)
        merge(reader, office, name, "team", 403)
        assert queries.find_unit(office[name])


def test_beyond_ones_reach_nothing_is_there(site, office):
    chief, local = site.reader("chief"), site.reader("local")
    local.get(f"/units/{office['division']}/merge", 404)
    local.get(f"/units/{office['division']}/close", 404)
    merge(local, office, "division", "team", 404)
    page = local.get(f"/units/{office['team']}/merge")
    assert "Phòng Thu" not in page.text
    merge(local, office, "team", "division", 422)
    merge(chief, office, "division", "province")
    assert "No unit is closed" in local.get("/units/closed").text
    local.get(f"/units/closed/{office['division']}", 404)
    local.post(f"/units/closed/{office['division']}", {"target": office["office"]}, 404)
    local.post(f"/units/{office['division']}/close", status=404)


@pytest.mark.parametrize(
    "path", ["/units/closed", "/units/{team}/merge", "/units/{team}/close", "/units/closed/{team}"]
)
def test_nobody_but_administrators_comes_here(site, office, path):
    site.reader("hoa").get(path.format_map(office), 403)
    assert site.client().get(path.format_map(office)).status_code == 303


def test_an_empty_unit_is_closed_once_though_sent_twice(site, office):
    reader = site.reader("chief")
    path = f"/units/{office['division']}/close"
    assert reader.post(path).location == "/units"
    assert reader.post(path).location == f"/units/closed/{office['division']}"
    page = reader.get(f"/units/closed/{office['division']}")
    assert "Closed on 23 Nov 2026." in page.text


def test_a_closed_unit_is_opened_again_once_though_sent_twice(site, office):
    reader = site.reader("chief")
    reader.post(f"/units/{office['division']}/close")
    path, fields = f"/units/closed/{office['division']}", {"target": office["office"]}
    for _turn in range(2):
        assert reader.post(path, fields).location == f"/units/{office['division']}"
    found = queries.find_unit(office["division"])
    assert found is not None
    assert found.depth == 2
    reader.get(path, 404)
    assert "No unit is closed" in reader.get("/units/closed").text


@pytest.mark.parametrize("target", ["", "nowhere"])
def test_under_no_unit_none_is_opened(site, office, target):
    reader = site.reader("chief")
    reader.post(f"/units/{office['division']}/close")
    path = f"/units/closed/{office['division']}"
    page = read_strictly(reader.post(path, {"target": target}, 422))
    assert len(page.all(".//ul[@class='field-errors']")) == 1
    assert queries.find_unit(office["division"]) is None


def test_the_name_of_where_it_went_stays_when_that_is_closed_too(site, office):
    reader = site.reader("chief")
    merge(reader, office)
    merge(reader, office, "other", "office")
    rows = {row[0]: row[2] for row in rows_of(reader.get("/units/closed"))}
    assert rows == {"Tổ Một cửa": "Tổ Thu", "Tổ Thu": "BHXH cơ sở"}


def test_the_history_of_a_unit_names_what_it_was_called_and_where_it_hung(site, office):
    reader = site.reader("chief")
    fields = {"name": "Tổ Tiếp dân", "kind": "Tổ", "parent": office["division"]}
    reader.post(f"/units/{office['team']}", fields)
    page = reader.get(f"/units/{office['team']}")
    lines = page.all(".//ul[@class='plain lines']/li")
    assert [
        [text_of(part) for part in (*line.iter("b"), *line.iter("span"))] for line in lines
    ] == [
        ["Tổ Tiếp dân", "Tổ", "under Phòng Thu", "since 23 Nov 2026"],
        ["Tổ Một cửa", "under BHXH cơ sở", "1 Jan 2020 until 23 Nov 2026"],
    ]


def test_the_tree_of_a_past_day_is_as_it_was(site, office):
    reader = site.reader("chief")
    merge(reader, office)
    page = reader.get("/units?on=2026-11-22")
    assert "The tree as it was on 22 Nov 2026." in page.text
    assert ["Tổ Một cửa", "1", "1"] in rows_of(page)
    assert ["Tổ Thu", "–", "0"] in rows_of(page)
    assert not page.all(".//tbody//a")
    assert "There were no units on that day." in reader.get("/units?on=0001-01-01").text


@pytest.mark.parametrize(
    ("on", "errors"), [("2026-11-23", 0), ("", 0), ("2026-11-24", 1), ("soon", 1)]
)
def test_a_day_that_is_not_past_shows_today(site, office, on, errors):
    page = site.reader("chief").get(f"/units?on={on}")
    assert "The tree as it was" not in page.text
    assert ["Tổ Một cửa", "1", "1"] in rows_of(page)
    assert len(page.all(".//ul[@class='field-errors']")) == errors


def test_by_a_past_day_one_sees_what_was_in_reach_and_is_not_elsewhere_today(site, office):
    """Where the units hung then and where they hang today is looked at apart."""
    chief, local = site.reader("chief"), site.reader("local")
    chief.post(f"/units/{office['team']}", {"name": "Tổ Một cửa", "parent": office["division"]})
    chief.post(f"/units/{office['office']}", {"name": "Cơ sở", "parent": office["division"]})
    names = [row[0] for row in rows_of(local.get("/units?on=2026-11-22"))]
    assert names == ["BHXH cơ sở", "Tổ Thu"]


def test_by_a_past_day_who_left_before_it_is_not_counted(site, office):
    person = queries.find_person_by_username("hoa")
    assert person is not None
    person.deactivated_at = datetime(2026, 11, 20, 3, tzinfo=UTC)
    db.session.commit()
    counts = {}
    for day in (date(2026, 11, 19), date(2026, 11, 20)):
        rows = rows_of(site.reader("chief").get(f"/units?on={day}"))
        counts[day.day] = {row[0]: row[1] for row in rows}["Tổ Một cửa"]
    assert counts == {19: "1", 20: "–"}


@pytest.mark.parametrize(
    "path",
    ["/units?on=2026-11-22", "/units/closed", "/units/{team}/merge", "/units/{team}/close"],
)
def test_the_pages_ask_little_of_the_database(site, office, path):
    client = site.reader("chief").client
    client.get("/units")
    with counted_queries() as queries_sent:
        client.get(path.format_map(office))
    assert len(queries_sent) <= MOST_QUERIES
