"""What several connections do at the same moment: one attempt, one marking, nothing lost."""

from functools import partial

import pytest

from core import events
from core.database import db
from quizzes.events import AttemptGraded
from quizzes.operations import (
    AttemptClosed,
    StartRefused,
    end_attempt,
)
from tests.concurrency import do_at_once
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.integration.quizzes.taking import MINUTE, SECOND, SOON, Taker, new_taker

OVER = BEGAN + 12 * MINUTE
TURNS = range(5)


def same(taker: Taker) -> Taker:
    """The same person in another window."""
    return Taker(taker.person_id, taker.edition_id, list(taker.uuids))


def begin_or_refuse(taker, at, seed):
    try:
        return taker.begin(at, seed)
    except StartRefused as refusal:
        db.session.rollback()
        return refusal.hindrance.kind


def begin_at_once(app, taker, at, count=6):
    begins = [partial(begin_or_refuse, same(taker), at, seed) for seed in range(count)]
    return do_at_once(app, begins)


@pytest.fixture
def graded(monkeypatch):
    """Every attempt that is announced as marked from now on."""
    heard: list[AttemptGraded] = []
    listeners = events._handlers.get(AttemptGraded, [])
    monkeypatch.setitem(events._handlers, AttemptGraded, [*listeners, heard.append])
    return heard


@pytest.mark.parametrize("turn", TURNS)
def test_whoever_begins_the_last_attempt_at_once_begins_it_once(app, make, turn):
    taker = new_taker(make, "attempts: 1")
    begun = begin_at_once(app, taker, BEGAN)
    (attempt,) = taker.attempts
    assert set(begun) == {attempt.uuid}


@pytest.mark.parametrize("turn", TURNS)
def test_beginning_at_once_when_the_former_is_over_gives_one_new_attempt(app, make, graded, turn):
    taker = new_taker(make, "attempts: 2\ntime_limit: 10m")
    taker.begin()
    taker.save(1, RIGHT)
    begun = begin_at_once(app, taker, OVER)
    old, new = taker.attempts
    assert (old.state, new.state) == ("expired", "in_progress")
    assert old.points == 1
    assert set(begun) == {new.uuid}
    assert len(graded) == 1


def test_beginning_at_once_when_the_last_is_over_gives_none(app, make, graded):
    taker = new_taker(make, "attempts: 1\ntime_limit: 10m")
    taker.begin()
    assert begin_at_once(app, taker, OVER) == ["used_up"] * 6
    assert len(taker.attempts) == 1


@pytest.mark.parametrize("turn", TURNS)
def test_job_submit_start_and_save_end_an_attempt_once(app, make, graded, turn):
    taker = new_taker(make, "attempts: 2\ntime_limit: 10m\ngrace: 0s")
    taker.begin()
    taker.save(1, RIGHT)

    def end():
        end_attempt(taker.uuid, taker.person_id, OVER)
        db.session.commit()

    def save_late():
        with pytest.raises(AttemptClosed):
            taker.save(2, RIGHT, at=OVER)
        db.session.rollback()

    actions = [
        end,
        save_late,
        lambda: taker.submit({1: [WRONG], 2: [RIGHT]}, at=OVER),
        lambda: begin_or_refuse(same(taker), OVER, 3),
    ]
    do_at_once(app, actions[turn % 4 :] + actions[: turn % 4])
    old, new = taker.attempts
    assert (old.state, new.state) == ("expired", "in_progress")
    assert old.points == 1
    assert len(graded) == 1


@pytest.mark.parametrize("turn", TURNS)
def test_a_form_sent_while_another_window_submits_is_marked_whole_or_refused(
    app, make, graded, turn
):
    taker = new_taker(make)
    taker.begin()

    def send():
        try:
            taker.send({1: [RIGHT], 2: [RIGHT]})
        except AttemptClosed:
            db.session.rollback()
            return False
        return True

    actions = [send, taker.submit]
    is_saved, _is_marked = (
        do_at_once(app, actions) if turn % 2 else do_at_once(app, actions[::-1])[::-1]
    )
    assert taker.attempt.points == (2 if is_saved else 0)
    assert len(graded) == 1


@pytest.mark.parametrize("turn", TURNS)
def test_a_question_checked_twice_at_once_is_one_try(app, make, turn):
    hints = "## Câu hỏi? {#q}\n\n- [x] Đúng\n- [ ] Sai\n- [ ] Cũng sai\n\n? Một\n? Hai\n"
    quiz = f"---\nid: final\nkind: quiz\ntitle: T\nfeedback: interactive\n---\n\n{hints}"
    taker = new_taker(make, quiz=quiz)
    taker.begin()
    do_at_once(app, [lambda: taker.check(1, WRONG)] * 3)
    assert taker.item(1).tries == [[1]]


@pytest.mark.parametrize("turn", TURNS)
def test_of_two_devices_at_once_the_later_answer_stays(app, make, turn):
    taker = new_taker(make)
    taker.begin()
    at = SOON + MINUTE

    def save(value, client, age):
        taker.save(1, value, at=at, client=client, sequence=1, age=age, heard_at=BEGAN)

    actions = [
        lambda: save(RIGHT, "phone", 2 * SECOND),
        lambda: save(WRONG, "desk", 3 * SECOND),
    ]
    do_at_once(app, actions if turn % 2 else actions[::-1])
    assert taker.responses[0] == [0]


def test_time_spent_adds_up_from_pages_that_save_at_once(app, make):
    taker = new_taker(make)
    taker.begin()
    saves = [
        lambda number=number: taker.save(1, RIGHT, client=f"p{number}", sequence=1, spent_ms=100)
        for number in range(4)
    ]
    do_at_once(app, saves)
    assert taker.item(1).spent_ms == 400
