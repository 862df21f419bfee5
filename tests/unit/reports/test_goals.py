"""A goal is met, on track, or short by so many people."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.goals import goals_in_force, judge_goal, most_pressing

SET_ON, DUE_ON = date(2026, 10, 1), date(2026, 10, 10)


def judge(completed, today, total=100, target=90, set_on=SET_ON, due_on=DUE_ON):
    return judge_goal(total, completed, target, set_on, due_on, today)


@pytest.mark.parametrize(
    ("completed", "day", "verdict"),
    [
        (0, 1, "on_track"),  # the first day asks nothing yet
        (45, 6, "on_track"),  # five of ten days are over: half of 90
        (44, 6, "short"),
        (81, 10, "on_track"),  # the due day is not over yet
        (80, 10, "short"),
        (90, 3, "met"),
        (90, 31, "met"),
        (89, 11, "short"),
    ],
)
def test_the_share_done_is_held_against_the_share_of_days_over(completed, day, verdict):
    assert judge(completed, date(2026, 10, day)).verdict == verdict


def test_short_by_counts_the_people_missing_for_the_target_rounded_up():
    standing = judge(total=11, completed=9, target=90, today=date(2026, 11, 1))
    assert (standing.needed, standing.short_by) == (10, 1)


def test_the_percentage_reached_is_rounded_down():
    assert judge(total=240, completed=215, today=DUE_ON).reached_percent == 89


def test_a_goal_whose_due_day_lies_before_it_was_set_is_short():
    assert judge(0, SET_ON, set_on=SET_ON, due_on=SET_ON - timedelta(3)).verdict == "short"


@given(
    total=st.integers(1, 5000),
    share=st.floats(0, 1),
    target=st.integers(1, 100),
    day=st.integers(-5, 30),
)
def test_one_more_completion_never_makes_it_worse(total, share, target, day):
    order = ["short", "on_track", "met"]
    today = SET_ON + timedelta(day)
    completed = min(total - 1, int(total * share))
    fewer, more = (judge(each, today, total, target) for each in (completed, completed + 1))
    assert order.index(more.verdict) >= order.index(fewer.verdict)
    assert fewer.short_by >= more.short_by
    assert (fewer.verdict == "met") == (fewer.short_by == 0)
    assert fewer.needed * 100 >= total * target > (fewer.needed - 1) * 100


@dataclass(frozen=True)
class SomeGoal:
    course_id: int
    unit_id: int
    due_on: date = DUE_ON


def test_a_units_own_goal_comes_before_that_of_a_unit_above():
    whole, own, others = SomeGoal(1, 1), SomeGoal(1, 4), SomeGoal(1, 5)
    assert goals_in_force([own, whole, others], "/1/4/") == {1: own}
    assert goals_in_force([whole, own, others], "/1/6/") == {1: whole}


def test_the_goal_due_next_presses_most_and_past_ones_only_where_there_is_none():
    past, soon = SomeGoal(1, 1, date(2026, 9, 1)), SomeGoal(2, 1, date(2026, 12, 1))
    later = SomeGoal(3, 1, date(2027, 1, 1))
    assert most_pressing([later, past, soon], date(2026, 11, 1)) == soon
    assert most_pressing([past], date(2026, 11, 1)) == past
    assert most_pressing([], date(2026, 11, 1)) is None
