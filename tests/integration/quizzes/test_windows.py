"""From when until when a quiz may be begun, how often, and how soon again."""

from datetime import UTC, datetime, timedelta

import pytest

from core.database import db
from quizzes.operations import StartRefused
from quizzes.starting import Hindrance
from tests.factories.learning import BEGAN, RIGHT, WRONG
from tests.integration.quizzes.taking import MINUTE, SECOND, new_taker

# Midnight in Hanoi.
OPENS = datetime(2026, 11, 30, 17, tzinfo=UTC)
CLOSES = datetime(2026, 12, 15, 17, tzinfo=UTC)
DAYS = "opens: 2026-12-01\ncloses: 2026-12-15"
HOUR = timedelta(hours=1)


def refusal(taker, at):
    """Why the quiz cannot be begun at a moment."""
    with pytest.raises(StartRefused) as refused:
        taker.begin(at)
    db.session.rollback()
    return refused.value.hindrance


def test_a_quiz_opens_and_closes_by_the_organisations_days(make):
    taker = new_taker(make, DAYS)
    assert refusal(taker, OPENS - SECOND) == Hindrance("not_open", OPENS)
    assert refusal(taker, CLOSES) == Hindrance("closed", CLOSES)
    taker.begin(OPENS)
    assert taker.attempt.deadline_at == CLOSES
    assert taker.attempt.accepts_until == CLOSES + MINUTE


def test_a_quiz_may_be_begun_until_the_last_second(make):
    taker = new_taker(make, f"{DAYS}\ntime_limit: 20m\ngrace: 0s")
    taker.begin(CLOSES - SECOND)
    assert taker.attempt.accepts_until == CLOSES


def test_whoever_is_within_goes_on_until_the_quiz_closes(make):
    taker = new_taker(make, "closes: 2026-12-15 17:00")
    closes = datetime(2026, 12, 15, 10, tzinfo=UTC)
    first = taker.begin(closes - HOUR)
    assert taker.begin(closes) == first
    taker.save(1, RIGHT, at=closes)
    assert refusal(taker, closes + 2 * MINUTE) == Hindrance("closed", closes)


def test_an_exception_lets_one_person_in_for_longer(make):
    taker, other = new_taker(make, DAYS), new_taker(make, DAYS)
    taker.allow(closes_at=CLOSES + HOUR)
    taker.begin(CLOSES)
    assert taker.attempt.deadline_at == CLOSES + HOUR
    assert refusal(other, CLOSES) == Hindrance("closed", CLOSES)


def test_an_exception_gives_one_person_more_attempts(make):
    taker, other = new_taker(make, "attempts: 1"), new_taker(make, "attempts: 1")
    taker.allow(extra_attempts=1)
    for each in (taker, other):
        each.take(WRONG)
    taker.take(RIGHT)
    assert [attempt.number for attempt in taker.attempts] == [1, 2]
    for each in (taker, other):
        assert refusal(each, BEGAN + HOUR) == Hindrance("used_up")


def test_between_the_end_of_an_attempt_and_the_next_the_delay_passes(make):
    taker = new_taker(make, "delay: 1h")
    taker.begin(BEGAN)
    taker.submit(at=BEGAN + 5 * MINUTE)
    begins = BEGAN + 5 * MINUTE + HOUR
    assert refusal(taker, begins - SECOND) == Hindrance("too_soon", begins)
    taker.begin(begins)
    assert len(taker.attempts) == 2


def test_an_attempt_whose_time_ran_out_ended_at_its_deadline(make):
    taker = new_taker(make, "delay: 1h\ntime_limit: 10m")
    taker.begin(BEGAN)
    begins = BEGAN + 10 * MINUTE + HOUR
    assert refusal(taker, BEGAN + 30 * MINUTE) == Hindrance("too_soon", begins)
    taker.begin(begins)
    assert [attempt.state for attempt in taker.attempts] == ["expired", "in_progress"]


def test_the_attempt_that_is_open_can_be_gone_on_with_whatever_hinders_another(make):
    taker = new_taker(make, "attempts: 1\ndelay: 99d\ncloses: 2026-12-15")
    first = taker.begin(BEGAN)
    assert taker.begin(BEGAN + HOUR) == first
    assert taker.begin(CLOSES) == first


def test_the_delay_goes_by_the_attempt_that_ended_last(make):
    taker = new_taker(make, "delay: 1h")
    taker.take(WRONG, at=BEGAN)
    taker.take(WRONG, at=BEGAN + HOUR)
    assert refusal(taker, BEGAN + HOUR + MINUTE).at == BEGAN + 2 * HOUR
