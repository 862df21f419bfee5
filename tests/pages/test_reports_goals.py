"""Goals: who sees them, who sets them."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from core import clock
from core.database import db
from reports.models import Goal
from reports.queries.goals import find_goal


@pytest.fixture
def office(make):
    """A province with two units; an organiser of all, one of the first unit, a manager there."""
    clock.set_source(lambda: datetime(2026, 11, 23, 3, tzinfo=UTC))
    root = make.unit("BHXH tỉnh")
    first, second = make.unit("Phòng A", root), make.unit("Phòng B", root)
    make.role(make.person("all"), "organiser")
    make.role(make.person("some"), "organiser", first)
    make.role(make.person("head", first), "manager", first)
    make.person("learner", first)
    course = make.bare_course("basics", "Bình đẳng giới")
    assignment = make.bare_assignment(course, root)
    for unit in (first, second):
        make.enrolment(make.person(unit=unit), course, assignment)
    return root, first, second, course


def goal_form(place, **changes):
    form = {"course": "basics", "unit": place.unit.key, "target_percent": "80"}
    return {**form, "due_on": "2026-12-15", **changes}


def goals():
    db.session.expire_all()
    return db.session.query(Goal).all()


def address(unit, ending=""):
    return f"/reports/goals/basics/{unit.unit.key}{ending}"


def test_a_course_to_choose_says_which_language_its_title_is_in(site, office):
    page = site.reader("all").get("/reports/goals/new")
    [choice] = [each for each in page.all(".//option") if each.get("value") == "basics"]
    assert (choice.text, choice.get("lang"), len(choice)) == ("Bình đẳng giới", "vi", 0)
    assert {each.get("lang") for each in page.all(".//option") if each is not choice} == {None}


def test_an_organiser_sets_changes_and_removes_a_goal(site, office):
    root = office[0]
    reader = site.reader("all")
    reader.get("/reports/goals/new")
    reader.post("/reports/goals/new", goal_form(root))
    (goal,) = goals()
    assert (goal.unit_id, goal.target_percent, goal.due_on) == (
        root.unit_id,
        80,
        date(2026, 12, 15),
    )
    assert "Short by 2 people" not in reader.get(address(root)).text
    reader.post(address(root), {"target_percent": "70", "due_on": "2026-12-20"})
    (goal,) = goals()
    assert (goal.target_percent, goal.due_on) == (70, date(2026, 12, 20))
    reader.post(address(root, "/remove"))
    reader.post(address(root, "/remove"))
    assert goals() == []


def test_changing_a_goal_does_not_start_its_pace_anew(site, office, make):
    root, _first, _second, course = office
    begun = make.goal(course, root).set_at
    site.reader("all").post(address(root), {"target_percent": "95", "due_on": "2027-01-15"})
    assert goals()[0].set_at == begun


def test_the_same_goal_sent_twice_is_set_once_and_another_is_refused(site, office):
    reader = site.reader("all")
    reader.post("/reports/goals/new", goal_form(office[0]))
    reader.post("/reports/goals/new", goal_form(office[0]))
    assert len(goals()) == 1
    again = goal_form(office[0], target_percent="50")
    response = reader.post("/reports/goals/new", again, 422)
    assert "has a goal for this course already" in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("target_percent", "", "Please say how many per cent."),
        ("target_percent", "101", "A whole number from 1 to 100."),
        ("target_percent", "0", "A whole number from 1 to 100."),
        ("target_percent", "ninety", "Not a valid integer value."),
        ("due_on", "", "Please choose a day."),
        ("due_on", "2026-11-22", "Choose today or a later day."),
        ("due_on", "31/12/2026", "Not a valid date value."),
        ("course", "nothing", "Not a valid choice."),
        ("unit", "nowhere", "Not a valid choice."),
    ],
)
def test_a_mistake_is_said_at_its_field_and_what_was_typed_stays(
    site, office, field, value, message
):
    form = goal_form(office[0], **{field: value})
    page = site.reader("all").post("/reports/goals/new", form, 422).get_data(as_text=True)
    assert f'id="{field}-errors"' in page
    assert message in page
    for name in ("target_percent", "due_on"):
        assert f'value="{form[name]}"' in page
    assert goals() == []


def test_a_goal_whose_day_is_over_may_keep_it(site, office, make):
    root, _first, _second, course = office
    make.goal(course, root, due_on=date(2026, 11, 1))
    reader = site.reader("all")
    reader.post(address(root), {"target_percent": "60", "due_on": "2026-11-01"})
    reader.post(address(root), {"target_percent": "60", "due_on": "2026-11-02"}, 422)


def test_a_manager_sees_goals_and_changes_none(site, office, make):
    root, first, _second, course = office
    make.goal(course, root)
    reader = site.reader("head")
    page = reader.get("/reports/goals")
    assert "set for all of BHXH tỉnh" in page.text
    assert "0 of 1 people" in page.text
    assert "Change" not in page.text
    for path in ("/reports/goals/new", address(root), address(first)):
        assert reader.client.get(path).status_code == 403
        assert reader.client.post(path).status_code == 403
    assert reader.client.post(address(root, "/remove")).status_code == 403
    assert len(goals()) == 1


def test_goals_of_other_units_are_not_seen(site, office, make):
    _root, _first, second, course = office
    make.goal(course, second)
    page = site.reader("head").get("/reports/goals")
    assert "No goals yet" in page.text
    assert "Phòng B" not in page.text


def test_an_organiser_of_one_unit_sets_goals_there_and_below_only(site, office, make):
    root, first, second, course = office
    for unit in (root, second):
        make.goal(course, unit)
    reader = site.reader("some")
    reader.post("/reports/goals/new", goal_form(first))
    assert reader.post("/reports/goals/new", goal_form(second), 422)
    for unit in (root, second):
        reader.get(address(unit), 404)
        for ending in ("", "/remove"):
            values = {"target_percent": "1", "due_on": "2026-12-30"}
            assert reader.client.post(address(unit, ending), data=values).status_code == 404
    assert sorted(goal.target_percent for goal in goals()) == [80, 90, 90]


def test_a_course_nobody_takes_yet_says_so_rather_than_met(site, office, make):
    root = office[0]
    make.goal(make.bare_course("new", "Khóa mới"), root)
    page = site.reader("all").get("/reports/goals")
    assert "Nobody here is to take this course yet." in page.text
    assert "Goal met" not in page.text


def test_goals_are_for_those_who_read_reports(site, office):
    site.reader("learner").get("/reports/goals", 403)
    assert site.client().get("/reports/goals").status_code == 303


def test_a_goal_is_due_within_ten_years_and_a_day_that_is_none_is_refused(site, office, make):
    root, _first, _second, course = office
    reader = site.reader("all")
    for day in ("9999-12-31", "2036-11-25", "x"):
        reader.post("/reports/goals/new", goal_form(root, due_on=day), 422)
    make.goal(course, root)
    for day in ("9999-12-31", "x"):
        reader.post(address(root), {"target_percent": "70", "due_on": day}, 422)


def test_a_percentage_longer_than_any_number_is_refused(site, office):
    form = goal_form(office[0], target_percent="1" + "0" * 400)
    site.reader("all").post("/reports/goals/new", form, 422)


def test_a_goal_removed_while_it_is_changed_is_not_found(site, office, make, monkeypatch):
    root, _first, _second, course = office
    make.goal(course, root)
    reader = site.reader("all")

    def find_then_lose(*place):
        goal = find_goal(*place)
        db.session.execute(delete(Goal), execution_options={"synchronize_session": False})
        return goal

    monkeypatch.setattr("reports.views.goals.find_goal", find_then_lose)
    form = {"target_percent": "70", "due_on": "2026-12-20"}
    reader.post(address(root), form, 404)
    reader.post(address(root, "/remove"))
