"""When a course is completed, and how a due day reads."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrolments.completion import ActivityOutcome, due_state, is_course_completed

DUE = date(2026, 12, 15)
ids = st.integers(1, 9)


def outcomes(**done):
    return [ActivityOutcome(int(name[1:]), is_done) for name, is_done in done.items()]


@pytest.mark.parametrize(
    ("required", "results", "completed"),
    [
        pytest.param([1, 2], outcomes(_1=True, _2=True), True, id="all done"),
        pytest.param([1, 2], outcomes(_1=True), False, id="one missing"),
        pytest.param([1, 2], outcomes(_1=True, _2=False), False, id="one only begun"),
        pytest.param([1], outcomes(_1=True, _2=False), True, id="what is optional is not asked"),
        pytest.param([1], outcomes(_2=True), False, id="what is optional does not count instead"),
        pytest.param([1, 1], outcomes(_1=True), True, id="named twice"),
        pytest.param([], outcomes(_1=True), False, id="a course that asks nothing"),
        pytest.param([], [], False, id="nothing at all"),
        pytest.param([1], [], False, id="nothing done"),
    ],
)
def test_a_course_is_completed_when_all_that_is_required_is_done(required, results, completed):
    assert is_course_completed(required, results) is completed


@given(st.lists(ids), st.dictionaries(ids, st.booleans()), ids)
def test_doing_more_never_takes_a_completion_back(required, done, more):
    before = [ActivityOutcome(key, value) for key, value in done.items()]
    after = [*before, ActivityOutcome(more, True)]
    assert is_course_completed(required, before) <= is_course_completed(required, after)


@pytest.mark.parametrize(
    ("state", "days_left", "shown"),
    [
        ("not_started", 8, "not_started"),
        ("not_started", 7, "due_soon"),
        ("in_progress", 30, "in_progress"),
        ("in_progress", 7, "due_soon"),
        ("in_progress", 0, "due_soon"),
        ("in_progress", -1, "overdue"),
        ("not_started", -400, "overdue"),
        ("completed", 3, "completed"),
        ("completed", -1, "completed"),
    ],
)
def test_an_enrolment_reads_by_its_due_day_until_it_is_completed(state, days_left, shown):
    assert due_state(state, DUE, DUE - timedelta(days=days_left)) == shown


@pytest.mark.parametrize("state", ["not_started", "in_progress", "completed"])
def test_without_a_due_day_an_enrolment_reads_as_it_is(state):
    assert due_state(state, None, DUE) == state
