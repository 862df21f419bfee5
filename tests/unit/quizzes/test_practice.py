"""What one got wrong comes back soon, what one knows after longer and longer."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from quizzes.practice import INTERVALS, Card, Tally, after_answer, choose_question, tally

TODAY = date(2026, 11, 30)
EARLIER, LATER = TODAY - timedelta(days=2), TODAY + timedelta(days=2)


@pytest.mark.parametrize(
    ("box", "fraction", "moved", "days"),
    [
        (0, "1", 1, 1),
        (1, "1", 2, 3),
        (2, "1", 3, 7),
        (len(INTERVALS) - 1, "1", len(INTERVALS) - 1, INTERVALS[-1]),
        (4, "0.999999", 0, 0),
        (4, "0", 0, 0),
        (0, "0", 0, 0),
    ],
)
def test_a_right_answer_moves_on_and_any_other_goes_back(box, fraction, moved, days):
    card = after_answer(box, Decimal(fraction), TODAY)
    assert card == Card(moved, TODAY + timedelta(days=days))


def choose(cards, pool=(1, 2, 3), last=None, seed=7):
    return choose_question(pool, cards, last, seed, TODAY)


def test_what_is_due_comes_before_what_is_new():
    assert choose({2: Card(0, TODAY)}) == 2
    assert choose({2: Card(3, EARLIER), 3: Card(0, TODAY)}) == 2


def test_what_is_new_comes_before_what_is_not_due_yet():
    assert choose({1: Card(1, LATER), 2: Card(1, LATER)}) == 3


def test_practice_has_no_end():
    soon = TODAY + timedelta(days=1)
    assert choose({1: Card(2, LATER), 2: Card(1, soon), 3: Card(2, LATER)}) == 2


def test_the_question_just_answered_waits_for_another():
    cards = {1: Card(0, TODAY), 2: Card(1, LATER), 3: Card(1, LATER)}
    assert choose(cards, last=1) in (2, 3)
    assert choose(cards, pool=(1,), last=1) == 1


def test_an_empty_pool_has_nothing_to_ask():
    assert choose({}, pool=()) is None


def test_new_questions_come_in_an_order_of_their_own_for_each_seed():
    assert {choose({}, seed=seed) for seed in range(30)} == {1, 2, 3}


def test_how_practice_stands():
    cards = {1: Card(0, TODAY), 2: Card(1, LATER), 9: Card(0, EARLIER)}
    assert tally((1, 2, 3), cards, TODAY) == Tally(due=1, fresh=1, total=3)
