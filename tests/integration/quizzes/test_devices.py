"""Of several devices the answer given later stays, as far as that can be known."""

import pytest

from core.database import db
from quizzes.operations.saving import LONGEST_SPENT_MS
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.integration.quizzes.taking import MINUTE, SECOND, new_taker

RIGHT_KEPT, WRONG_KEPT = [0], [1]
NOW = BEGAN + 30 * MINUTE


@pytest.fixture
def taker(make):
    taker = new_taker(make)
    taker.begin()
    return taker


def phone(taker, value, at, heard_at, age=0 * SECOND, sequence=1, **more):
    taker.save(
        1, value, at=at, client="phone", sequence=sequence, heard_at=heard_at, age=age, **more
    )


def desk(taker, value, at, heard_at=None, sequence=1):
    taker.save(1, value, at=at, client="desk", sequence=sequence, heard_at=heard_at or at - SECOND)


def kept(taker):
    return taker.responses[0]


def test_a_queue_that_arrives_late_overwrites_nothing_given_later_elsewhere(taker):
    desk(taker, RIGHT, at=NOW - 5 * MINUTE)
    phone(taker, WRONG, at=NOW, heard_at=BEGAN, age=10 * MINUTE)
    assert kept(taker) == RIGHT_KEPT


def test_a_queue_that_arrives_late_stays_where_it_was_given_later(taker):
    desk(taker, RIGHT, at=NOW - 15 * MINUTE)
    phone(taker, WRONG, at=NOW, heard_at=BEGAN, age=10 * MINUTE)
    assert kept(taker) == WRONG_KEPT


def test_a_device_whose_clock_tells_too_great_an_age_answers_after_what_it_had_heard(taker):
    """The phone had heard of the server after the answer at the desk: it cannot be older."""
    desk(taker, RIGHT, at=NOW - 10 * MINUTE)
    phone(taker, WRONG, at=NOW, heard_at=NOW - 9 * MINUTE, age=9_000 * MINUTE)
    assert kept(taker) == WRONG_KEPT


def test_a_device_whose_clock_tells_an_age_below_nothing_answers_at_the_latest_now(taker):
    phone(taker, WRONG, at=NOW, heard_at=BEGAN, age=-9_000 * MINUTE)
    assert taker.item(1).given_at == NOW
    desk(taker, RIGHT, at=NOW + SECOND)
    assert kept(taker) == RIGHT_KEPT


def test_a_page_that_tells_nothing_answers_when_it_is_heard(taker):
    desk(taker, RIGHT, at=NOW - MINUTE)
    taker.save(1, WRONG, at=NOW, client="old", sequence=1, age=10 * MINUTE)
    assert kept(taker) == WRONG_KEPT


def test_of_one_page_the_later_count_stays_whatever_its_clock_tells(taker):
    phone(taker, RIGHT, at=NOW, heard_at=BEGAN, sequence=1)
    phone(taker, WRONG, at=NOW + SECOND, heard_at=BEGAN, age=20 * MINUTE, sequence=2)
    assert kept(taker) == WRONG_KEPT


def test_of_one_page_the_queue_may_arrive_in_any_order(taker):
    phone(taker, RIGHT, at=NOW, heard_at=BEGAN, age=MINUTE, sequence=3)
    phone(taker, WRONG, at=NOW + SECOND, heard_at=BEGAN, age=2 * MINUTE, sequence=2)
    phone(taker, WRONG, at=NOW + SECOND, heard_at=BEGAN, age=3 * MINUTE, sequence=1)
    assert kept(taker) == RIGHT_KEPT


def test_a_second_device_goes_on_and_the_first_may_come_back(taker):
    phone(taker, RIGHT, at=NOW, heard_at=BEGAN)
    desk(taker, WRONG, at=NOW + MINUTE)
    phone(taker, RIGHT, at=NOW + 2 * MINUTE, heard_at=NOW, sequence=2)
    assert kept(taker) == RIGHT_KEPT


def test_a_form_is_a_device_like_any_other(taker):
    """What a page's script had given before the form was sent does not undo the form."""
    phone(taker, RIGHT, at=NOW - 10 * MINUTE, heard_at=BEGAN, sequence=1)
    taker.send({1: [WRONG]}, at=NOW - 5 * MINUTE)
    phone(taker, RIGHT, at=NOW, heard_at=BEGAN, age=8 * MINUTE, sequence=2)
    assert kept(taker) == WRONG_KEPT
    phone(taker, RIGHT, at=NOW, heard_at=BEGAN, age=MINUTE, sequence=3)
    assert kept(taker) == RIGHT_KEPT


def test_a_check_is_not_undone_by_what_was_given_before(make):
    quiz = (
        "---\nid: final\nkind: quiz\ntitle: T\nfeedback: interactive\n---\n\n"
        "## Câu? {#q}\n\n- [x] Đúng\n- [ ] Sai\n- [ ] Sai nữa\n\n? Gợi ý\n"
    )
    taker = new_taker(make, quiz=quiz)
    taker.begin()
    phone(taker, RIGHT, at=NOW - 10 * MINUTE, heard_at=BEGAN)
    taker.check(1, WRONG, at=NOW - 5 * MINUTE)
    phone(taker, RIGHT, at=NOW, heard_at=BEGAN, age=8 * MINUTE, sequence=2)
    assert kept(taker) == WRONG_KEPT


def test_an_answer_sent_twice_is_saved_once(taker):
    for _turn in range(2):
        phone(taker, RIGHT, at=NOW, heard_at=BEGAN, spent_ms=7000)
    item = taker.item(1)
    assert (item.response, item.sequence, item.spent_ms) == (RIGHT_KEPT, 1, 7000)


def test_taking_an_answer_back_is_an_answer(taker):
    phone(taker, RIGHT, at=NOW - 5 * MINUTE, heard_at=BEGAN)
    taker.save(1, at=NOW, client="desk", sequence=1, heard_at=NOW - 2 * MINUTE)
    assert kept(taker) is None
    phone(taker, RIGHT, at=NOW, heard_at=BEGAN, age=4 * MINUTE, sequence=2)
    assert kept(taker) is None


@pytest.mark.parametrize(
    ("spent", "kept_ms"), [((0,), 0), ((-5,), 0), ((10**15,), LONGEST_SPENT_MS), ((3, 4), 7)]
)
def test_the_time_spent_adds_up_as_far_as_it_can_be_believed(taker, spent, kept_ms):
    for sequence, milliseconds in enumerate(spent, 1):
        phone(taker, RIGHT, at=NOW, heard_at=BEGAN, sequence=sequence, spent_ms=milliseconds)
    assert taker.item(1).spent_ms == kept_ms


def test_time_spent_never_outgrows_its_place(taker):
    item = taker.item(1)
    item.spent_ms = 2**31 - 10
    db.session.commit()
    phone(taker, RIGHT, at=NOW, heard_at=BEGAN, spent_ms=LONGEST_SPENT_MS)
    assert kept(taker) == RIGHT_KEPT


def test_flags_are_set_and_taken_back_by_script_and_by_form(taker):
    taker.flag(1)
    taker.flag(2)
    taker.flag(2, is_flagged=False)
    taker.send({}, flagged={3: True, 1: False})
    assert [item.is_flagged for item in taker.items] == [False, False, True]
    assert taker.responses == [None] * 3
