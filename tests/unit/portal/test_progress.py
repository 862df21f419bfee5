"""What a learner has done of a course, what is open, and what comes next."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.published import PublishedActivity, PublishedCourse
from portal.progress import ResultOnRecord, choose_next, course_progress

TODAY = date(2026, 11, 20)
DONE = ResultOnRecord("completed", None)
BEGUN = ResultOnRecord("in_progress", Decimal("0.6"))


def activity(number, kind="lesson", is_required=True):
    key = f"{kind}-{number}"
    return PublishedActivity(number, kind, key, "", {}, 5, number, is_required, number, None)


def course(order="in_turn", required=(True, True, True), key="basics"):
    kinds = ["lesson"] * (len(required) - 1) + ["quiz"]
    activities = tuple(
        activity(number, kind, is_required)
        for number, (kind, is_required) in enumerate(zip(kinds, required, strict=True), 1)
    )
    return PublishedCourse(1, key, "vi", 1, 1, {}, {}, 30, order, activities)


def progress(results=None, place="", state="in_progress", due_on=None, **shape):
    return course_progress(course(**shape), results or {}, state, due_on, place, TODAY)


def open_keys(shown):
    return [each.activity.key for each in shown.activities if each.is_open]


@pytest.mark.parametrize(
    ("shape", "results", "opened"),
    [
        pytest.param({}, {}, ["lesson-1"], id="only the first at the beginning"),
        pytest.param({}, {1: DONE}, ["lesson-1", "lesson-2"], id="the second after the first"),
        pytest.param({}, {1: BEGUN}, ["lesson-1"], id="begun is not done"),
        pytest.param({}, {2: DONE}, ["lesson-1"], id="a gap stays closed"),
        pytest.param(
            {}, {1: DONE, 2: DONE}, ["lesson-1", "lesson-2", "quiz-3"], id="the quiz at the end"
        ),
        pytest.param(
            {"required": (False, True, True)},
            {},
            ["lesson-1", "lesson-2"],
            id="what is optional holds nobody back",
        ),
        pytest.param(
            {"order": "free"}, {}, ["lesson-1", "lesson-2", "quiz-3"], id="all where order is free"
        ),
    ],
)
def test_taken_in_turn_an_activity_opens_when_all_before_it_are_done(shape, results, opened):
    assert open_keys(progress(results, **shape)) == opened


@pytest.mark.parametrize(
    ("results", "place", "following"),
    [
        pytest.param({}, "", "lesson-1", id="the first at the beginning"),
        pytest.param({1: DONE}, "", "lesson-2", id="the first that is not done"),
        pytest.param({}, "lesson-2", "lesson-2", id="where one is reading"),
        pytest.param({1: DONE}, "lesson-1#end", "lesson-2", id="not what was read to its end"),
        pytest.param({}, "gone#end", "lesson-1", id="not a lesson that is no more"),
        pytest.param({1: DONE, 2: DONE, 3: BEGUN}, "", "quiz-3", id="the quiz not yet passed"),
        pytest.param({1: DONE, 2: DONE, 3: DONE}, "", None, id="nothing when all is done"),
    ],
)
def test_the_next_activity_is_where_one_is_reading_else_the_first_not_done(
    results, place, following
):
    shown = progress(results, place)
    assert (shown.next_activity.key if shown.next_activity else None) == following


def test_what_is_optional_comes_next_only_when_all_that_is_required_is_done():
    shape = {"required": (False, True, True)}
    assert progress({}, **shape).next_activity.key == "lesson-2"
    assert progress({2: DONE, 3: DONE}, **shape).next_activity.key == "lesson-1"


@pytest.mark.parametrize(
    ("results", "place", "anchor"),
    [
        ({}, "lesson-1#gioi-la-gi", "#gioi-la-gi"),
        ({}, "lesson-1", ""),
        ({}, "", ""),
        ({1: DONE}, "lesson-1#gioi-la-gi", ""),
    ],
)
def test_one_comes_back_to_the_heading_left_only_in_the_lesson_it_stands_in(results, place, anchor):
    assert progress(results, place).anchor == anchor


def test_what_is_done_counts_only_what_is_required():
    shown = progress({1: DONE, 2: DONE}, required=(False, True, True))
    assert (shown.done_count, shown.required_count) == (1, 2)
    assert not shown.is_completed


def test_a_course_is_begun_by_reading_or_by_anything_done():
    assert not progress().is_begun
    assert progress(place="lesson-1").is_begun
    assert progress({1: DONE}).is_begun


def test_whoever_is_not_enrolled_sees_the_course_as_not_started():
    shown = progress(state=None)
    assert (shown.is_enrolled, shown.state) == (False, "not_started")


def test_an_activity_is_found_by_kind_and_key():
    shown = progress({3: BEGUN})
    assert shown.find("quiz", "quiz-3").score == Decimal("0.6")
    assert shown.find("lesson", "quiz-3") is None


def waiting(name, due_on=None, place="", state="in_progress"):
    return progress(key=name, due_on=due_on, place=place, state=state)


@pytest.mark.parametrize(
    ("courses", "chosen"),
    [
        pytest.param([], None, id="no course"),
        pytest.param([waiting("a", state="completed")], None, id="all completed"),
        pytest.param([waiting("a", state=None)], None, id="not enrolled"),
        pytest.param(
            [waiting("a", date(2026, 12, 20)), waiting("b", date(2026, 12, 15))], "b", id="earliest"
        ),
        pytest.param([waiting("a"), waiting("b", date(2026, 12, 15))], "b", id="due before undue"),
        pytest.param([waiting("a"), waiting("b", place="lesson-1")], "b", id="begun before new"),
        pytest.param([waiting("a"), waiting("b")], "a", id="as they stand"),
        pytest.param([waiting("a", date(2026, 1, 1)), waiting("b")], "a", id="overdue"),
    ],
)
def test_one_course_is_chosen_to_go_on_with(courses, chosen):
    found = choose_next(courses)
    assert (found.course.key if found else None) == chosen


@given(
    st.dictionaries(st.integers(1, 4), st.sampled_from([DONE, BEGUN])),
    st.lists(st.booleans(), min_size=1, max_size=4),
    st.sampled_from(["in_turn", "free"]),
)
def test_whoever_takes_what_comes_next_never_meets_a_closed_door(results, required, order):
    shown = progress(results, order=order, required=tuple(required))
    current = [each for each in shown.activities if each.is_current]
    assert len(current) <= 1
    assert all(each.is_open for each in current)
