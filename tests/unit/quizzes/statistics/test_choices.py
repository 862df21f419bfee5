"""Who took which choice, and what wrong choices stand for."""

from decimal import Decimal

import pytest

from quizzes.content import Choice
from quizzes.statistics.analysis import analyse
from quizzes.statistics.choices import (
    MisconceptionSum,
    count_taken,
    rank_attempts,
    sum_misconceptions,
)
from quizzes.statistics.items import tell_counts
from quizzes.statistics.rows import Part, describe_question, label_choice
from tests.unit.quizzes.samples import make_question
from tests.unit.quizzes.statistics.samples import chosen, facts

HALF = Decimal("0.5")


def count(rows):
    choices = analyse(rows, [facts()]).questions[1].choices
    return {choice.part.label: choice for choice in choices}


def thirds(choice):
    return (choice.thirds.bottom, choice.thirds.middle, choice.thirds.top)


def test_choices_are_shared_out_by_thirds():
    # Nine attempts by total: 1-3 are the bottom third, 4-6 the middle, 7-9 the top.
    words = ["2", "1", "1", "1", "2", "0", "0", "0", "1"]
    counted = count([chosen(total, word) for total, word in enumerate(words, start=1)])
    assert thirds(counted["A"]) == pytest.approx((0, 1 / 3, 2 / 3))
    assert thirds(counted["B"]) == pytest.approx((2 / 3, 1 / 3, 1 / 3))
    assert thirds(counted["C"]) == pytest.approx((1 / 3, 1 / 3, 0))
    assert [(each.taken, each.asked) for each in counted.values()] == [(3, 9), (4, 9), (2, 9)]


def test_equal_totals_belong_to_both_sides_of_a_border():
    # Six attempts, thirds of two. Totals 1, 5, 5, 5, 5, 9: the bottom third is the 1 and one of
    # the four fives, so a quarter of each; the middle two halves of them … each ¼, ½, ¼.
    assert rank_attempts([1, 5, 5, 5, 5, 9]).splits == [(1, 0, 0), (0.25, 0.5, 0.25), (0, 0, 1)]
    # Three fives took A: bottom ¾ of 2, middle 3/2 of 2, top ¾ of 2.
    rows = [chosen(1, "1"), *[chosen(5, "0")] * 3, chosen(5, "1"), chosen(9, "1")]
    assert thirds(count(rows)["A"]) == pytest.approx((3 / 8, 3 / 4, 3 / 8))


def test_totals_that_differ_by_rounding_only_are_equal():
    assert rank_attempts([0.1 + 0.2, 0.3]).splits == [(1 / 3, 1 / 3, 1 / 3)]


def test_where_all_totals_are_the_same_every_third_is_like_the_whole():
    rows = [chosen(5, "0"), chosen(5, "1")]
    assert thirds(count(rows)["A"]) == pytest.approx((1 / 2, 1 / 2, 1 / 2))


def test_a_third_in_which_nobody_had_the_question_tells_nothing():
    others = [chosen(9, "0"), chosen(8, "0")]
    others = [type(row)(row.points, row.max_points, []) for row in others]
    assert thirds(count([chosen(1, "1"), *others])["B"]) == (1, None, None)


def test_several_choices_of_one_response_all_count():
    counted = count([chosen(5, "0", "1"), chosen(1, "1"), chosen(0)])
    assert [each.taken for each in counted.values()] == [1, 2, 0]
    assert counted["B"].share == pytest.approx(2 / 3)


def test_a_part_named_twice_in_a_response_counts_once():
    assert count([chosen(5, "1", "1")])["B"].taken == 1


def test_a_part_that_nobody_knows_of_stands_after_the_known_ones():
    counted = count([chosen(5, "zebra"), chosen(5, "apple"), chosen(5, "0")])
    assert list(counted) == ["A", "B", "C", "apple", "zebra"]
    assert counted["zebra"].part == Part("zebra", "zebra")


def test_misconceptions_are_summed_up_over_questions():
    parts = (
        Part("0", "A", is_right=True, misconception="never counted"),
        Part("1", "B", is_right=False, misconception="harmless"),
        Part("2", "C", is_right=False, misconception="private matter"),
    )
    first = count_taken(facts(1, parts=parts), {"0": 5, "1": 2, "2": 3}, 10)
    second = count_taken(facts(2), {"1": 4}, 20)
    analysis = analyse([chosen(1, "1"), chosen(2, "0")], [facts()])
    assert analysis.misconceptions == (MisconceptionSum("harmless", 1, 2),)
    (harmless, private) = sum_misconceptions([*first, *second])
    assert harmless == MisconceptionSum("harmless", 6, 30)
    assert private == MisconceptionSum("private matter", 3, 10)
    assert harmless.share == pytest.approx(1 / 5)


def test_where_only_counts_were_kept_choices_are_told_without_thirds():
    question = tell_counts(facts(), {"0": 30, "1": 10}, asked=50, skipped=10)
    assert [each.share for each in question.choices] == [0.6, 0.2, 0]
    assert [each.thirds for each in question.choices] == [None] * 3
    assert (question.facility, question.skipped_share) == (None, 0.2)


def test_a_question_is_described_by_its_type_and_its_choices():
    choices = (Choice(True), Choice(False, misconception="harmless"), Choice(False))
    described = describe_question(7, make_question("single_choice", "x--", choices=choices))
    assert described == facts(7)


def test_a_choice_that_earns_something_is_neither_right_nor_wrong():
    choices = (Choice(True), Choice(False, fraction=HALF), Choice(False, fraction=-HALF))
    described = describe_question(7, make_question("single_choice", "x--", choices=choices))
    assert [part.is_right for part in described.parts] == [True, None, False]


@pytest.mark.parametrize(("index", "label"), [(0, "A"), (25, "Z"), (26, "27")])
def test_choices_have_letters_as_long_as_there_are_any(index, label):
    assert label_choice(index) == label
