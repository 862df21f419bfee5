"""Questions checked one by one: immediately, or interactively with hints and tries."""

from decimal import Decimal

import pytest

from core.database import db
from quizzes.operations import AttemptClosed, AttemptNotFound, QuestionFinished
from quizzes.question_types import ResponseRefused
from tests.factories.learning import RIGHT, WRONG
from tests.integration.quizzes.taking import MINUTE, SOON, new_taker

OTHER = "2"
HEAD = "---\nid: final\nkind: quiz\ntitle: T\n{settings}\n---\n"
QUESTION = """
## Câu {number}? {{#q{number} penalty=0.25}}

- [x] Đúng
- [ ] Sai
- [ ] Nửa đúng {{40%}}

? Gợi ý một
? Gợi ý hai
"""


def source(settings):
    questions = "".join(QUESTION.format(number=number) for number in (1, 2))
    return HEAD.format(settings=settings) + questions


@pytest.fixture
def taker(make):
    """Somebody who may try three times."""
    taker = new_taker(make, quiz=source("feedback: interactive"))
    taker.begin()
    return taker


def standing(taker, position=1):
    item = taker.item(position)
    return item.response, item.tries, item.is_finished, item.fraction


def test_what_is_right_at_once_earns_all_and_stays(taker):
    assert taker.check(1, RIGHT)
    assert standing(taker) == ([0], [[0]], True, 1)


def test_after_a_wrong_try_one_may_try_again_and_it_costs(taker):
    taker.check(1, WRONG)
    assert standing(taker) == ([1], [[1]], False, 0)
    taker.check(1, OTHER)
    assert standing(taker) == ([2], [[1], [2]], False, Decimal("0.15"))
    taker.check(1, RIGHT)
    assert standing(taker) == ([0], [[1], [2], [0]], True, Decimal("0.5"))


def test_the_last_try_ends_it_also_where_it_is_wrong(taker):
    for value in (WRONG, OTHER, WRONG):
        taker.check(1, value)
    assert standing(taker) == ([1], [[1], [2], [1]], True, 0)
    for act in (lambda: taker.check(1, RIGHT), lambda: taker.save(1, RIGHT)):
        with pytest.raises(QuestionFinished):
            act()
        db.session.rollback()
    taker.send({1: [RIGHT]})
    taker.submit({1: [RIGHT]})
    assert taker.responses[0] == [1]
    assert taker.attempt.points == 0


def test_the_button_pressed_twice_costs_one_try(taker):
    taker.check(1, WRONG)
    taker.check(1, WRONG)
    assert standing(taker) == ([1], [[1]], False, 0)


def test_immediately_a_question_is_checked_once(make):
    taker = new_taker(make, quiz=source("feedback: immediate"))
    taker.begin()
    taker.check(1, OTHER)
    assert standing(taker) == ([2], [[2]], True, Decimal("0.4"))
    with pytest.raises(QuestionFinished):
        taker.check(1, RIGHT)


def test_what_was_not_answered_is_not_checked(taker):
    assert not taker.check(1)
    assert standing(taker) == (None, [], False, None)


@pytest.mark.parametrize(
    ("tried", "given", "earned"),
    [
        ((), RIGHT, "1"),
        ((), OTHER, "0.4"),
        ((WRONG,), WRONG, "0"),
        ((OTHER,), OTHER, "0.4"),
        ((WRONG,), RIGHT, "0.75"),
        ((OTHER,), RIGHT, "0.75"),
        ((WRONG,), OTHER, "0.15"),
        ((WRONG, OTHER), OTHER, "0.15"),
        ((WRONG, OTHER), RIGHT, "0.5"),
        ((OTHER, WRONG), OTHER, "0"),
        ((WRONG, RIGHT), WRONG, "0.75"),
    ],
)
def test_handing_in_after_tries_earns_what_a_check_would_have(taker, tried, given, earned):
    for value in tried:
        taker.check(1, value)
    taker.submit({1: [given]})
    assert taker.items[0].fraction == Decimal(earned)
    assert taker.attempt.points == Decimal(earned)


def test_an_answer_saved_after_a_wrong_try_is_marked_with_its_penalty(taker):
    taker.check(1, WRONG)
    taker.save(1, RIGHT, at=SOON + MINUTE)
    assert standing(taker) == ([0], [[1]], False, 0)
    taker.submit()
    assert taker.items[0].fraction == Decimal("0.75")


@pytest.mark.parametrize("feedback", ["immediate", "after_submit"])
def test_a_share_is_exact_however_it_was_marked(make, feedback):
    """Three points by thirds and one more are half of four: a rounded third would miss it."""
    quiz = HEAD.format(settings=f"pass_mark: 50\nfeedback: {feedback}") + (
        "\n## Ba? {#three points=3}\n\n- [x] A\n- [x] B\n- [x] C\n- [ ] D\n"
        "\n## Một? {#one}\n\n- [x] A\n- [ ] B\n"
    )
    taker = new_taker(make, quiz=quiz)
    taker.begin()
    if feedback == "immediate":
        taker.check(1, "0")
    taker.submit({1: ["0"], 2: ["0"]})
    assert taker.attempt.passed


def test_whoever_checks_nothing_of_a_quiz_finds_nothing_to_check(make):
    taker = new_taker(make, quiz=source("feedback: after_submit"))
    taker.begin()
    with pytest.raises(AttemptNotFound):
        taker.check(1, RIGHT)


@pytest.mark.parametrize("position", [0, 3, -1, 10**9])
def test_what_is_not_asked_is_not_checked(taker, position):
    with pytest.raises(AttemptNotFound):
        taker.check(position, RIGHT)


@pytest.mark.parametrize("value", ["9", "x", "", "\x00", "\ud800"])
def test_what_is_no_answer_is_not_checked_and_costs_nothing(taker, value):
    with pytest.raises(ResponseRefused):
        taker.check(1, value)
    db.session.rollback()
    assert standing(taker) == (None, [], False, None)


def test_nothing_is_checked_once_it_is_submitted_nor_by_somebody_else(make, taker):
    stranger = new_taker(make)
    stranger.uuids = taker.uuids
    with pytest.raises(AttemptNotFound):
        stranger.check(1, RIGHT)
    db.session.rollback()
    taker.submit()
    with pytest.raises(AttemptClosed):
        taker.check(1, RIGHT)
