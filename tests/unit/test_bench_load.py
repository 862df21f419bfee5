"""The load of the benchmark: who does what when, and how times are summed up."""

import pytest

from bench.load_plan import draw_journeys, percentile, plan_load


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([], 95, 0.0),
        ([7.0], 50, 7.0),
        ([7.0], 99, 7.0),
        ([3.0, 1.0, 2.0], 50, 2.0),
        ([float(value) for value in range(1, 101)], 95, 95.0),
        ([float(value) for value in range(1, 101)], 99, 99.0),
        ([float(value) for value in range(1, 21)], 95, 19.0),
    ],
)
def test_a_percentile_is_the_value_that_so_many_do_not_exceed(values, share, expected):
    assert percentile(values, share) == expected


def test_the_whole_load_is_what_it_says():
    plan = plan_load(500, 20, 5)
    assert (plan.people, plan.starting_s, plan.answering_s, plan.submitting_s) == (500, 10, 300, 30)


def test_a_shorter_load_asks_as_much_of_each_second():
    whole, short = plan_load(500, 20, 5), plan_load(500, 20, 1)
    assert short.people == 100
    assert short.people / short.starting_s == whole.people / whole.starting_s
    assert short.people / short.answering_s == whole.people / whole.answering_s
    assert short.people / short.submitting_s == whole.people / whole.submitting_s


def test_journeys_stay_within_their_parts_and_are_the_same_again():
    plan = plan_load(500, 20, 0.5)
    journeys = draw_journeys(plan, 3)
    assert journeys == draw_journeys(plan, 3)
    assert len(journeys) == plan.people
    for each in journeys:
        assert 0 <= each.starts_at <= plan.starting_s
        assert 0 <= each.submits_at <= plan.submitting_s
        assert list(each.answers_at) == sorted(each.answers_at)
        assert len(each.answers_at) == 20
        assert each.answers_at[-1] <= plan.answering_s
