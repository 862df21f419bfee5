"""Reports count who is asked again truly: today, and by every day that is past."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts import queries
from core import clock
from core.database import db
from courses import operations as courses
from enrolments import operations
from reports.chart import weeks_from
from reports.completion import PeopleFilter, add_up
from reports.past import past_of
from reports.queries import people
from tests.factories.courses import get_course
from tests.factories.learning import RIGHT
from tests.integration.enrolments.test_asking_again import change_lesson, publish

ZONE = "Asia/Ho_Chi_Minh"
TODAY = date(2026, 11, 23)
DUE = date(2026, 11, 5)
LONG_BEFORE = datetime(2026, 10, 1, 3, tzinfo=UTC)
COMPLETED = datetime(2026, 11, 2, 3, tzinfo=UTC)
ASKED = datetime(2026, 11, 10, 3, tzinfo=UTC)
ANSWERED = datetime(2026, 11, 15, 3, tzinfo=UTC)


@pytest.fixture
def course(make):
    unit = make.unit("Cơ sở")
    course = make.course()
    person = make.person(unit=unit, full_name="Vũ Thị Hà")
    operations.assign_course(course.course_id, unit.unit_id, DUE, LONG_BEFORE)
    make.lessons_read(person, course, COMPLETED)
    make.graded_attempt(person, course, RIGHT, RIGHT, RIGHT, at=COMPLETED)
    change_lesson(course)
    return course, person, publish(course, "card", ASKED)


def state_on(course, day=None):
    """The state in which the list shows her and in which the numbers count her: the same one."""
    past = None
    if day:
        units = queries.list_units_on(day)
        past = past_of(day, clock.end_of(day, ZONE), units, None)
    wanted = PeopleFilter(course.course_id, None, past=past)
    rows = people.list_people(wanted, day or TODAY, [])
    numbers = add_up(people.list_groups(None, day or TODAY, past))
    counted = [state for state, _sex in numbers[course.course_id].counts]
    assert [row.shown for row in rows] == counted
    return counted[0]


def test_today_she_is_asked_again_and_not_completed(course):
    assert state_on(course[0]) == "asked_again"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 3), "completed"),
        (date(2026, 11, 9), "completed"),
        (date(2026, 11, 10), "asked_again"),
        (date(2026, 11, 14), "asked_again"),
        (date(2026, 11, 15), "completed"),
        (date(2026, 11, 20), "completed"),
    ],
)
def test_every_day_that_is_past_tells_what_stood_then(course, day, state):
    _course, person, now = course
    operations.confirm_changes(person.id, now, ANSWERED)
    db.session.commit()
    assert state_on(_course, day) == state


def test_before_it_is_answered_the_past_tells_the_same(course):
    assert state_on(course[0], date(2026, 11, 9)) == "completed"
    assert state_on(course[0], date(2026, 11, 12)) == "asked_again"


def test_a_day_that_was_missed_stays_missed_in_the_past(make):
    unit = make.unit("Cơ sở")
    course = make.course()
    person = make.person(unit=unit)
    operations.assign_course(course.course_id, unit.unit_id, DUE, LONG_BEFORE)
    late = datetime(2026, 11, 8, 3, tzinfo=UTC)
    make.lessons_read(person, course, late)
    make.graded_attempt(person, course, RIGHT, RIGHT, RIGHT, at=late)
    change_lesson(course)
    publish(course, "card", ASKED)
    assert state_on(course, date(2026, 11, 7)) == "overdue"
    assert state_on(course, date(2026, 11, 9)) == "completed"


def test_nothing_of_a_course_that_is_withdrawn_is_due_and_its_days_are_given_back(make):
    unit = make.unit("Cơ sở")
    course = make.course()
    make.person(unit=unit)
    operations.assign_course(course.course_id, unit.unit_id, date(2026, 11, 12), LONG_BEFORE)
    draft = get_course(course.key)
    courses.withdraw_course(draft, ASKED)
    db.session.commit()
    numbers = add_up(people.list_groups(None, TODAY))[course.course_id]
    assert (numbers.count("overdue"), numbers.count("not_started")) == (0, 1)
    courses.put_course_back(draft, ASKED + timedelta(days=10), ZoneInfo(ZONE))
    db.session.commit()
    numbers = add_up(people.list_groups(None, date(2026, 11, 22)))[course.course_id]
    assert (numbers.count("overdue"), numbers.due_on) == (0, date(2026, 11, 22))


def test_the_weeks_of_the_chart_tell_what_stood_in_each(course):
    published, person, now = course
    operations.confirm_changes(person.id, now, ANSWERED)
    db.session.commit()
    mondays = [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)]
    starts = [datetime.combine(each, time(), ZoneInfo(ZONE)) for each in mondays]
    counts = people.count_by_week(published.course_id, None, starts)
    asked = people.count_asked_by_week(published.course_id, None, starts)
    weeks = weeks_from(mondays, counts, None, asked)
    assert [(week.completed, week.asked, week.altogether) for week in weeks] == [
        (1, 0, 1),
        (1, 1, 1),
        (0, 0, 1),
    ]
