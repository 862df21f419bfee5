"""Half a year of history."""

from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from demo.history import Calendar, CourseShape, Progress, Rate, arrange, plan_progress

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SHAPE = CourseShape(lessons=4, questions=10, right_to_pass=8)


def history(today: date = date(2026, 11, 24), people: int = 400) -> list[Progress]:
    calendar = Calendar(today, ZONE)
    return plan_progress(Random(3), people, Rate(0.7, 0.2), SHAPE, calendar)


@pytest.mark.parametrize(
    ("today", "due_on"),
    [
        (date(2026, 5, 1), date(2026, 12, 15)),
        (date(2026, 12, 15), date(2026, 12, 15)),
        (date(2026, 12, 16), date(2027, 12, 15)),
    ],
)
def test_the_course_is_due_on_the_next_last_day_of_the_action_month(today, due_on):
    assert Calendar(today, ZONE).due_on == due_on


def test_the_units_that_began_first_were_due_before_today():
    calendar = Calendar(date(2026, 11, 24), ZONE)
    assert calendar.assigned_on < calendar.pilot_due_on < calendar.today


def test_as_many_have_completed_as_the_rate_says():
    states = [progress.state for progress in history()]
    assert states.count("completed") == 280
    assert states.count("in_progress") == 80
    assert states.count("not_started") == 40


def test_whoever_completed_read_every_lesson_and_then_passed():
    for progress in history():
        if progress.state == "completed":
            assert len(progress.lessons_read_at) == SHAPE.lessons
            assert progress.attempts[-1].right >= SHAPE.right_to_pass
            assert progress.lessons_read_at[-1] <= progress.attempts[0].started_at
            assert progress.completed_at == progress.attempts[-1].submitted_at


def test_whoever_has_not_completed_has_not_passed():
    begun = [progress for progress in history() if progress.state == "in_progress"]
    assert any(progress.attempts for progress in begun)
    for progress in begun:
        assert progress.lessons_read_at
        assert progress.completed_at is None
        assert all(attempt.right < SHAPE.right_to_pass for attempt in progress.attempts)


def test_nothing_happens_before_the_course_was_assigned_or_later_than_yesterday():
    calendar = Calendar(date(2026, 11, 24), ZONE)
    for progress in history(calendar.today):
        moments = [*progress.lessons_read_at, *(each.submitted_at for each in progress.attempts)]
        assert moments == sorted(moments)
        for moment in moments:
            assert calendar.assigned_on <= moment.date() < calendar.today


def test_people_work_from_monday_to_friday():
    days = {each.completed_at.weekday() for each in history() if each.completed_at}
    assert days == {0, 1, 2, 3, 4}


def test_completions_are_spread_over_the_weeks():
    calendar = Calendar(date(2026, 11, 24), ZONE)
    completed = [each.completed_at.date() for each in history() if each.completed_at]
    first = calendar.assigned_on + timedelta(days=60)
    last = calendar.today - timedelta(days=60)
    assert sum(day < first for day in completed) > 50
    assert sum(first <= day <= last for day in completed) > 20
    assert sum(day > last for day in completed) > 50


def test_somebody_can_be_given_a_state_that_somebody_else_had():
    progresses = [Progress("completed"), Progress("not_started"), Progress("in_progress")]
    arrange(progresses, {0: "not_started"})
    states = [progress.state for progress in progresses]
    assert states == ["not_started", "completed", "in_progress"]


def test_those_who_were_given_a_state_keep_it():
    progresses = [Progress("not_started"), Progress("completed"), Progress("not_started")]
    arrange(progresses, {0: "not_started", 1: "not_started"})
    assert [each.state for each in progresses] == ["not_started", "not_started", "completed"]
