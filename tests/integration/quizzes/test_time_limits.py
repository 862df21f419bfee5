"""When the time of an attempt is over, what was saved until then is marked, whoever ends it."""

from datetime import timedelta

import pytest

from core import clock
from core.database import db
from core.jobs import enqueue, run_due
from quizzes.models import Attempt
from quizzes.operations import AttemptClosed, AttemptOver, end_attempt
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.integration.quizzes.taking import MINUTE, SECOND, new_taker

DEADLINE = BEGAN + 20 * MINUTE
LAST_MOMENT = DEADLINE + 30 * SECOND
TOO_LATE = LAST_MOMENT + SECOND
LIMITED = "pass_mark: 60\ntime_limit: 20m\ngrace: 30s"


@pytest.fixture
def taker(make):
    taker = new_taker(make, LIMITED)
    taker.begin()
    taker.save(1, RIGHT)
    taker.save(2, RIGHT, at=DEADLINE)
    return taker


def ended(taker):
    """How the attempt begun last has ended."""
    attempt = taker.attempt
    return attempt.state, attempt.points, attempt.passed, attempt.submitted_at


def run_jobs(app, at):
    clock.set_source(lambda: at)
    enqueue("attempts.end", {}, at)
    run_due(app)


BY_EXPIRY = ("expired", 2, True, DEADLINE)


def test_an_attempt_knows_until_when_it_runs_and_takes(taker):
    assert (taker.attempt.deadline_at, taker.attempt.accepts_until) == (DEADLINE, LAST_MOMENT)


def test_a_job_marks_what_was_saved(app, taker):
    run_jobs(app, LAST_MOMENT)
    assert taker.attempt.state == "in_progress"
    run_jobs(app, TOO_LATE)
    assert ended(taker) == BY_EXPIRY
    before = ended(taker)
    run_jobs(app, TOO_LATE + 5 * MINUTE)
    assert ended(taker) == before


def test_a_job_ends_all_whose_time_is_over_and_nobody_elses(app, make, taker):
    others = [new_taker(make, LIMITED) for _turn in range(3)]
    starts = [BEGAN - MINUTE, BEGAN + MINUTE, BEGAN - 10 * MINUTE]
    for other, at in zip(others, starts, strict=True):
        other.begin(at)
    unlimited = new_taker(make)
    unlimited.begin(BEGAN - timedelta(days=99))
    run_jobs(app, TOO_LATE)
    states = [each.attempt.state for each in (taker, *others, unlimited)]
    assert states == ["expired", "expired", "in_progress", "expired", "in_progress"]


def test_one_attempt_that_cannot_be_marked_keeps_no_other_from_it(app, make, taker, monkeypatch):
    broken = new_taker(make, LIMITED)
    broken.begin(BEGAN - MINUTE)
    broken_uuid = broken.uuid

    def end_or_fail(uuid, person_id, at):
        if uuid == broken_uuid:
            raise KeyError("a question that says nothing")
        return end_attempt(uuid, person_id, at)

    monkeypatch.setattr("quizzes.handlers.operations.end_attempt", end_or_fail)
    run_jobs(app, TOO_LATE)
    assert ended(taker) == BY_EXPIRY
    assert broken.attempt.state == "in_progress"


def test_a_late_submit_marks_what_was_saved_and_leaves_its_form_out(taker):
    assert taker.submit({2: [WRONG], 3: [RIGHT]}, at=TOO_LATE)
    assert ended(taker) == BY_EXPIRY
    assert taker.responses == [[0], [0], None]


def test_a_late_submit_asks_about_nothing(taker):
    assert taker.submit({}, at=TOO_LATE, is_confirmed=False)
    assert ended(taker) == BY_EXPIRY


def test_within_the_grace_a_submit_counts_as_of_the_deadline(taker):
    assert taker.submit({3: [RIGHT]}, at=LAST_MOMENT)
    assert ended(taker) == ("graded", 3, True, DEADLINE)


def test_before_the_deadline_a_submit_counts_at_its_moment(taker):
    taker.submit(at=DEADLINE - SECOND)
    assert ended(taker) == ("graded", 2, True, DEADLINE - SECOND)


def test_beginning_anew_marks_what_was_saved(taker):
    first = taker.uuid
    assert taker.begin(LAST_MOMENT) == first
    assert taker.begin(TOO_LATE) != first
    old, new = taker.attempts
    assert (old.state, old.points, old.submitted_at) == ("expired", 2, DEADLINE)
    assert (new.state, new.number, new.deadline_at) == ("in_progress", 2, TOO_LATE + 20 * MINUTE)


def test_a_late_answer_is_refused_in_every_way_and_changes_nothing(taker):
    for act in (
        lambda: taker.save(3, RIGHT, at=TOO_LATE),
        lambda: taker.save(2, WRONG, at=TOO_LATE, client="page", sequence=99),
        lambda: taker.send({3: [RIGHT]}, at=TOO_LATE),
        lambda: taker.flag(3, at=TOO_LATE),
        lambda: taker.check(3, RIGHT, at=TOO_LATE),
    ):
        with pytest.raises(AttemptOver):
            act()
        db.session.rollback()
    assert taker.responses == [[0], [0], None]
    assert taker.attempt.state == "in_progress"


def test_an_answer_that_waited_in_a_browser_is_taken_within_the_grace(taker):
    taker.save(3, RIGHT, at=LAST_MOMENT, client="page", sequence=1, age=5 * MINUTE, heard_at=BEGAN)
    assert taker.responses[2] == [0]
    assert taker.item(3).given_at == LAST_MOMENT - 5 * MINUTE


def test_what_comes_within_the_grace_was_given_at_the_deadline_at_the_latest(make):
    taker = new_taker(make, f"{LIMITED}\nfeedback: interactive")
    taker.begin()
    taker.save(1, RIGHT, at=LAST_MOMENT)
    taker.send({2: [RIGHT]}, at=LAST_MOMENT)
    taker.check(3, WRONG, at=LAST_MOMENT)
    assert [taker.item(position).given_at for position in (1, 2, 3)] == [DEADLINE] * 3


def test_an_attempt_ends_only_once_its_time_is_over_and_only_once(taker):
    end_attempt(taker.uuid, taker.person_id, LAST_MOMENT)
    assert taker.attempt.state == "in_progress"
    taker.submit(at=LAST_MOMENT)
    before = ended(taker)
    end_attempt(taker.uuid, taker.person_id, TOO_LATE)
    db.session.commit()
    assert ended(taker) == before


def test_what_was_not_answered_when_time_ran_out_earns_nothing(app, make):
    taker = new_taker(make, LIMITED)
    taker.begin()
    run_jobs(app, TOO_LATE)
    assert ended(taker) == ("expired", 0, False, DEADLINE)
    with pytest.raises(AttemptClosed):
        taker.save(1, RIGHT)


def test_extra_time_for_a_person_moves_her_deadline_alone(make):
    slower, usual = new_taker(make, LIMITED), new_taker(make, LIMITED)
    slower.allow(extra_minutes=10)
    slower.begin()
    usual.begin()
    assert slower.attempt.deadline_at == DEADLINE + 10 * MINUTE
    assert usual.attempt.deadline_at == DEADLINE
    slower.save(1, RIGHT, at=DEADLINE + 10 * MINUTE)
    assert slower.responses[0] == [0]


def test_without_a_limit_an_attempt_is_open_for_ever(app, make):
    taker = new_taker(make)
    taker.begin()
    later = BEGAN + timedelta(days=4000)
    run_jobs(app, later)
    taker.save(1, RIGHT, at=later)
    taker.submit(at=later)
    assert ended(taker)[0] == "graded"
    assert db.session.query(Attempt).count() == 1
