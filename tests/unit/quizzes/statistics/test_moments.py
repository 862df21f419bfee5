"""Numbers that rounding would push over their bounds."""

from quizzes.statistics.moments import correlation_of, deviations_of


def test_a_column_correlates_with_itself_by_one_and_no_more():
    # The variance is (1 + 1 + 4) / 2 = 3, and the root of 3 squared is a little less than 3.
    column = deviations_of([0, 0, 3])
    assert list(column) == [-1, -1, 2]
    assert correlation_of(column, column) == 1
    assert correlation_of(column, [-number for number in column]) == -1


def test_columns_without_spread_correlate_with_nothing():
    assert correlation_of(deviations_of([1, 1]), deviations_of([0, 1])) is None
    assert correlation_of(deviations_of([]), deviations_of([])) is None
