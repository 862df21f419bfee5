"""Places and lengths in the pictures."""

import pytest

from quizzes.statistics.charts import good_area, share_bars, spread_points
from quizzes.statistics.choices import count_taken
from quizzes.statistics.items import QuestionStatistics, tell_counts
from tests.unit.quizzes.statistics.samples import facts


def question(facility, index, **fields):
    return QuestionStatistics(
        question=1,
        attempts=50,
        skipped=0,
        facility=facility,
        discrimination_index=index,
        **fields,
    )


@pytest.mark.parametrize(
    ("facility", "index", "place", "is_good"),
    [
        (0.5, 0.4, (0.5, 0.7), True),
        (0.5, 0.0, (0.5, 0.5), False),
        (0.5, 0.2, (0.5, 0.6), True),
        (0.95, 0.5, (0.95, 0.75), False),
        (0.2, 0.5, (0.2, 0.75), False),
        (1.0, -1.0, (1.0, 0.0), False),
    ],
)
def test_questions_lie_between_hard_and_easy_and_by_what_they_tell(facility, index, place, is_good):
    (point,) = spread_points([question(facility, index)])
    assert (point.x, point.y) == pytest.approx(place)
    assert point.is_good is is_good


def test_a_question_without_figures_has_no_place():
    assert spread_points([question(0.5, None), question(None, None)]) == []


def test_the_good_area_ends_where_findings_begin():
    area = good_area()
    assert (area.left, area.right, area.bottom, area.top) == pytest.approx((0.2, 0.95, 0.6, 1))


def test_counts_alone_give_one_bar_for_each_choice():
    (first, second, third) = share_bars(tell_counts(facts(), {"0": 3, "1": 1}, asked=4))
    assert (first.label, first.is_right, first.lengths, first.taken) == ("A", True, (0.75,), 3)
    assert (second.lengths, third.lengths) == ((0.25,), (0.0,))
    (nothing, *_rest) = share_bars(question(None, None, choices=count_taken(facts(), {}, 0)))
    assert nothing.lengths == (None,)
