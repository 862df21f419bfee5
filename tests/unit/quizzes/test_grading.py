"""Points are added up exactly, and a pass mark is reached or not without rounding."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading import AttemptGrade, GradedItem, grade_attempt, has_passed

items = st.lists(
    st.builds(
        GradedItem,
        fraction=st.none() | st.decimals(0, 1, places=12),
        points=st.decimals(0, 100, places=3),
    ),
    max_size=30,
)


def item(fraction, points):
    return GradedItem(None if fraction is None else Decimal(fraction), Decimal(points))


@pytest.mark.parametrize(
    ("graded", "points", "max_points", "scaled_score"),
    [
        ([], "0", "0", "0"),
        ([item(None, "1")], "0", "1", "0"),
        ([item("1", "0")], "0", "0", "0"),
        ([item("1", "1"), item("0", "1")], "1", "2", "0.5"),
        ([item("0.5", "2.5"), item("1", "0.1"), item(None, "0.4")], "1.35", "3", "0.45"),
        ([item("-1", "2"), item("0.5", "1")], "0", "3", "0"),
        ([item("-0.5", "1"), item("1", "1")], "0.5", "2", "0.25"),
        ([item("0.1", "1")] * 3, "0.3", "3", "0.1"),
    ],
)
def test_an_attempt_earns_the_sum_of_its_questions(graded, points, max_points, scaled_score):
    assert grade_attempt(graded) == AttemptGrade(
        Decimal(points), Decimal(max_points), Decimal(scaled_score)
    )


@given(items)
def test_a_score_is_between_nothing_and_all(graded):
    grade = grade_attempt(graded)
    assert 0 <= grade.points <= grade.max_points
    assert 0 <= grade.scaled_score <= 1


@given(items, st.randoms())
def test_the_order_of_questions_changes_nothing(graded, random):
    shuffled = random.sample(graded, len(graded))
    assert grade_attempt(shuffled) == grade_attempt(graded)


@given(items, st.data())
def test_one_more_question_right_never_earns_less(graded, data):
    better = list(graded)
    if better:
        index = data.draw(st.integers(0, len(better) - 1))
        better[index] = GradedItem(Decimal(1), better[index].points)
    assert grade_attempt(better).points >= grade_attempt(graded).points


@pytest.mark.parametrize(
    ("points", "max_points", "pass_mark", "passed"),
    [
        ("8", "10", "80", True),
        ("7.999999999999", "10", "80", False),
        ("0.3", "0.9", "33.33", True),
        ("0.3", "0.9", "33.34", False),
        ("2", "3", "66.6666666667", False),
        ("0", "10", "0", True),
        ("0", "10", "0.01", False),
        ("10", "10", "100", True),
        ("0", "0", "80", False),
        ("0", "0", "0", True),
    ],
)
def test_a_pass_mark_is_compared_without_rounding(points, max_points, pass_mark, passed):
    assert has_passed(Decimal(points), Decimal(max_points), Decimal(pass_mark)) is passed


def test_three_thirds_pass_where_one_whole_does():
    third = item("0.333333333334", "1")
    grade = grade_attempt([third] * 3 + [item(None, "1")] * 2)
    assert has_passed(grade.points, grade.max_points, Decimal(20))
