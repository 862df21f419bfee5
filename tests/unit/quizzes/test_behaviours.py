"""Questions that are checked one by one: how often, with which hints, what a try costs."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.behaviours import (
    USUAL_PENALTY,
    Checked,
    Tries,
    can_check,
    check_response,
    hint_of,
    most_tries,
    worth,
)
from quizzes.content import QuestionText
from quizzes.question_types.base import Grade
from quizzes.quiz_settings import BEHAVIOURS
from tests.unit.quizzes.samples import make_question, read_question

RIGHT, WRONG, HALF = (Grade(Decimal(share)) for share in ("1", "0", "0.5"))


def question(hints=(), penalty=None, others=None):
    text = QuestionText("Which?", ("a", "b"), (None, None), hints=tuple(hints))
    texts = {"vi": text}
    if others is not None:
        texts["en"] = QuestionText("Which?", ("a", "b"), (None, None), hints=tuple(others))
    return make_question("single_choice", "x-", texts=texts, penalty=penalty)


@pytest.mark.parametrize(
    ("behaviour", "hints", "count"),
    [
        ("immediate", (), 1),
        ("immediate", ("one", "two"), 1),
        ("interactive", (), 1),
        ("interactive", ("one",), 2),
        ("interactive", ("one", "two"), 3),
        ("after_submit", ("one",), 1),
        ("practice", ("one",), 1),
    ],
)
def test_one_may_try_once_more_than_there_are_hints(behaviour, hints, count):
    assert most_tries(question(hints), behaviour) == count


@pytest.mark.parametrize(
    ("body", "is_checked"),
    [
        ("## Một? {#q}\n\n- [x] A\n- [ ] B\n", True),
        ("## Viết? {#q type=essay}\n", False),
        ('## Bao nhiêu? {#q type=scale labels="Ít|Nhiều"}\n', False),
        ("## Đọc. {#q type=description}\n\nMột đoạn.\n", False),
    ],
)
def test_what_is_marked_and_not_by_hand_can_be_checked_where_the_quiz_has_it_so(body, is_checked):
    asked = read_question(body)
    assert [can_check(asked, behaviour) for behaviour in ("immediate", "interactive")] == (
        [is_checked] * 2
    )
    assert not any(can_check(asked, behaviour) for behaviour in ("after_submit", "practice"))


def test_a_translation_with_fewer_hints_takes_no_try_away():
    assert most_tries(question(("one", "two"), others=()), "interactive") == 3
    assert most_tries(question((), others=("one",)), "interactive") == 2


@pytest.mark.parametrize(
    ("penalty", "try_count", "fraction", "earned"),
    [
        (None, 1, "1", "1"),
        (None, 2, "1", "0.6666667"),
        (None, 3, "1", "0.3333334"),
        (None, 4, "1", "0.0000001"),
        (None, 5, "1", "0"),
        ("0", 9, "1", "1"),
        ("1", 2, "1", "0"),
        ("0.5", 2, "0.5", "0"),
        ("0.25", 2, "0.5", "0.25"),
        ("0.25", 0, "1", "1"),
        ("0.1", 2, "0", "0"),
    ],
)
def test_every_try_before_costs_the_penalty(penalty, try_count, fraction, earned):
    asked = question(penalty=None if penalty is None else Decimal(penalty))
    assert worth(asked, try_count, Decimal(fraction)) == Decimal(earned)


def test_the_usual_penalty_is_a_third():
    assert round(USUAL_PENALTY * 3) == 1


def check(asked, behaviour, *graded):
    """Check one response after another; what the last one gives."""
    tries = Tries()
    for number, grade in enumerate(graded):
        checked = check_response(asked, behaviour, tries, [number], grade)
        tries = checked.tries
    return checked


def test_what_is_right_at_once_earns_all_and_is_done_with():
    asked = question(("one",), Decimal("0.25"))
    assert check(asked, "interactive", RIGHT) == Checked(Tries(([0],), True), Decimal(1))


def test_after_a_wrong_try_another_one_is_left():
    asked = question(("one",), Decimal("0.25"))
    assert check(asked, "interactive", WRONG) == Checked(Tries(([0],)), Decimal(0))
    assert check(asked, "interactive", WRONG, RIGHT) == Checked(
        Tries(([0], [1]), True), Decimal("0.75")
    )


def test_the_last_try_is_the_end_also_where_it_is_wrong():
    asked = question(("one",), Decimal("0.25"))
    assert check(asked, "interactive", WRONG, HALF).tries.is_finished
    assert check(asked, "interactive", WRONG, HALF).fraction == Decimal("0.25")


@pytest.mark.parametrize("grade", [RIGHT, HALF, WRONG])
def test_immediately_a_question_is_checked_once(grade):
    checked = check(question(("one", "two")), "immediate", grade)
    assert checked == Checked(Tries(([0],), True), grade.fraction)


def test_the_same_response_sent_again_is_no_other_try():
    asked = question(("one", "two"))
    once = check_response(asked, "interactive", Tries(), [1], WRONG)
    again = check_response(asked, "interactive", once.tries, [1], WRONG)
    assert again == once
    other = check_response(asked, "interactive", again.tries, [0], WRONG)
    assert other.tries.checked == ([1], [0])


@pytest.mark.parametrize(
    ("tries", "hint"),
    [
        (Tries(), None),
        (Tries((1,)), "one"),
        (Tries((1, 2)), "two"),
        (Tries((1, 2, 3)), None),
        (Tries((1,), True), None),
    ],
)
def test_each_wrong_try_shows_its_hint(tries, hint):
    assert hint_of(tries, ("one", "two")) == hint


def test_where_there_is_no_hint_none_is_shown():
    assert hint_of(Tries((1,)), ()) is None


shares = st.decimals(0, 1, places=6)
penalties = st.none() | st.decimals(0, 1, places=3)


@given(shares, penalties, st.integers(0, 9))
def test_what_is_earned_is_never_below_nothing_nor_above_the_answer(fraction, penalty, count):
    earned = worth(question(penalty=penalty), count, fraction)
    assert 0 <= earned <= fraction
    assert worth(question(penalty=penalty), count + 1, fraction) <= earned


@given(
    st.sampled_from(BEHAVIOURS),
    st.lists(st.just("hint"), max_size=4),
    st.lists(st.sampled_from([RIGHT, WRONG, HALF]), min_size=1, max_size=9),
)
def test_a_question_is_done_with_at_its_last_try(behaviour, hints, graded):
    asked = question(hints)
    tries = Tries()
    for number, grade in enumerate(graded):
        if tries.is_finished:
            break
        tries = check_response(asked, behaviour, tries, [number], grade).tries
    assert len(tries.checked) <= most_tries(asked, behaviour)
    assert tries.is_finished or len(tries.checked) < most_tries(asked, behaviour)
