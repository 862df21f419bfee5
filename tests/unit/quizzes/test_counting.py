"""Which of somebody's attempts count, as the quiz says."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.counting import AttemptResult, CountedResult, count_results
from quizzes.grading import has_passed
from quizzes.quiz_settings import COUNTS

SIXTY = Decimal(60)


def marked(points, max_points, mark):
    """One attempt, passed or not as was decided when it was marked."""
    return AttemptResult(points, max_points, mark is None or has_passed(points, max_points, mark))


def result(points, max_points=10, mark=SIXTY):
    return marked(Decimal(points), Decimal(max_points), mark)


@pytest.mark.parametrize(
    ("points", "counts", "share", "passed"),
    [
        ([6], "best", "6/10", True),
        ([6], "last", "6/10", True),
        ([6], "first", "6/10", True),
        ([6], "average", "6/10", True),
        ([0], "best", "0", False),
        ([5, 9, 3], "best", "9/10", True),
        ([5, 9, 3], "last", "3/10", False),
        ([5, 9, 3], "first", "5/10", False),
        ([5, 9, 3], "average", "17/30", False),
        ([9, 5, 6], "average", "20/30", True),
        ([3, 9], "average", "6/10", True),
    ],
)
def test_the_quiz_says_which_score_counts(points, counts, share, passed):
    results = [result(each) for each in points]
    assert count_results(results, counts, SIXTY) == CountedResult(Fraction(share), passed)


def test_attempts_over_other_questions_are_alike_by_their_shares():
    results = [result(1, 2, None), result(9, 90, None)]
    assert count_results(results, "average", None).share == Fraction(3, 10)
    assert count_results(results, "best", None).share == Fraction(1, 2)


@pytest.mark.parametrize("counts", COUNTS)
def test_without_a_pass_mark_handing_in_is_enough(counts):
    assert count_results([result(0), result(0)], counts, None).passed


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize(("mark", "passed"), [(0, True), (1, False)])
def test_where_nothing_can_be_earned_only_no_mark_is_reached(counts, mark, passed):
    counted = count_results([result(0, 0, mark)], counts, Decimal(mark))
    assert counted == CountedResult(Fraction(0), passed)


@pytest.mark.parametrize("counts", COUNTS)
def test_a_mark_is_reached_exactly_or_not(counts):
    mark = Decimal("33.3")
    for points, passed in (("3.33", True), ("3.329999", False)):
        results = [result(points, mark=mark)]
        assert count_results(results, counts, mark).passed is passed


def test_an_attempt_was_passed_as_was_decided_when_it_was_marked():
    """Perhaps at an edition with another mark; and what is kept of its points is rounded."""
    earlier = AttemptResult(Decimal(5), Decimal(10), passed=True)
    for counts in COUNTS:
        assert count_results([earlier], counts, SIXTY).passed


marks = st.none() | st.decimals(0, 100, places=2)
points = st.integers(0, 10**6).flatmap(lambda most: st.tuples(st.integers(0, most), st.just(most)))


@st.composite
def taken_quizzes(draw, max_size=9):
    """A pass mark, and attempts that were marked by it."""
    mark = draw(marks)
    drawn = draw(st.lists(points, min_size=1, max_size=max_size))
    thousandths = Decimal("0.001")
    return [marked(some * thousandths, most * thousandths, mark) for some, most in drawn], mark


@given(taken_quizzes(), st.sampled_from(COUNTS))
def test_what_counts_lies_between_the_worst_and_the_best(quiz, counts):
    taken, mark = quiz
    shares = [each.share for each in taken]
    assert min(shares) <= count_results(taken, counts, mark).share <= max(shares)


@given(taken_quizzes())
def test_whoever_passes_by_another_rule_passes_by_the_best(quiz):
    taken, mark = quiz
    if any(count_results(taken, counts, mark).passed for counts in COUNTS):
        assert count_results(taken, "best", mark).passed


@given(taken_quizzes(max_size=1))
def test_of_one_attempt_every_rule_says_the_same(quiz):
    taken, mark = quiz
    assert len({count_results(taken, counts, mark) for counts in COUNTS}) == 1
