"""From when until when a quiz is open, how long an attempt takes answers, when one was given."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.quiz_settings import QuizSettings
from quizzes.timing import (
    NO_EXCEPTIONS,
    USUAL_GRACE,
    Exceptions,
    Limits,
    Window,
    given_at,
    is_over,
    limits_of,
    next_start,
    window_of,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)
ALWAYS = Window(None, None)


local = datetime.fromisoformat


def utc(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens", "closes", "zone", "opens_at", "closes_at"),
    [
        (None, None, HANOI, None, None),
        (date(2026, 12, 1), None, HANOI, utc(2026, 11, 30, 17), None),
        (None, date(2026, 12, 1), HANOI, None, utc(2026, 12, 1, 17)),
        (date(2026, 12, 1), date(2026, 12, 1), HANOI, utc(2026, 11, 30, 17), utc(2026, 12, 1, 17)),
        (local("2026-12-01T08:00"), None, HANOI, utc(2026, 12, 1, 1), None),
        (None, local("2026-12-01T17:30"), HANOI, None, utc(2026, 12, 1, 10, 30)),
        # A day on which clocks are put back has an hour more.
        (
            date(2026, 10, 25),
            date(2026, 10, 25),
            BERLIN,
            utc(2026, 10, 24, 22),
            utc(2026, 10, 25, 23),
        ),
    ],
)
def test_days_begin_and_end_in_the_organisations_zone(opens, closes, zone, opens_at, closes_at):
    settings = QuizSettings(opens=opens, closes=closes)
    assert window_of(settings, zone, NO_EXCEPTIONS) == Window(opens_at, closes_at)


@pytest.mark.parametrize(
    ("closes", "allowed", "closes_at"),
    [
        (None, NOW, None),
        (date(2026, 12, 1), None, utc(2026, 12, 1, 17)),
        (date(2026, 12, 1), utc(2026, 12, 3), utc(2026, 12, 3)),
        (date(2026, 12, 1), utc(2026, 11, 3), utc(2026, 12, 1, 17)),
    ],
)
def test_an_exception_lets_a_quiz_close_later_and_never_earlier(closes, allowed, closes_at):
    exceptions = Exceptions(closes_at=allowed)
    assert window_of(QuizSettings(closes=closes), HANOI, exceptions).closes_at == closes_at


@pytest.mark.parametrize(
    ("time_limit", "grace", "extra", "closes_at", "runs", "takes"),
    [
        (None, None, NOTHING, None, None, None),
        (None, None, 10 * MINUTE, None, None, None),
        (20 * MINUTE, None, NOTHING, None, 20 * MINUTE, 20 * MINUTE + USUAL_GRACE),
        (20 * MINUTE, NOTHING, NOTHING, None, 20 * MINUTE, 20 * MINUTE),
        (20 * MINUTE, 5 * SECOND, 10 * MINUTE, None, 30 * MINUTE, 30 * MINUTE + 5 * SECOND),
        (20 * MINUTE, NOTHING, NOTHING, NOW + 5 * MINUTE, 5 * MINUTE, 5 * MINUTE),
        (20 * MINUTE, NOTHING, NOTHING, NOW + 50 * MINUTE, 20 * MINUTE, 20 * MINUTE),
        (20 * MINUTE, NOTHING, 60 * MINUTE, NOW + 50 * MINUTE, 50 * MINUTE, 50 * MINUTE),
        (None, 2 * MINUTE, NOTHING, NOW + SECOND, SECOND, 2 * MINUTE + SECOND),
    ],
)
def test_an_attempt_runs_for_its_time_or_until_the_quiz_closes(
    time_limit, grace, extra, closes_at, runs, takes
):
    settings = QuizSettings(time_limit=time_limit, grace=grace)
    limits = limits_of(NOW, settings, Window(None, closes_at), Exceptions(extra_time=extra))
    expected = Limits(runs and NOW + runs, takes and NOW + takes)
    assert limits == expected


@pytest.mark.parametrize(
    ("accepts_until", "over"),
    [(None, False), (NOW + SECOND, False), (NOW, False), (NOW - SECOND, True)],
)
def test_the_last_moment_still_counts(accepts_until, over):
    assert is_over(accepts_until, NOW) is over


@pytest.mark.parametrize(
    ("ended_at", "delay", "begins_at"),
    [
        (None, MINUTE, None),
        (NOW, None, None),
        (NOW, MINUTE, NOW + MINUTE),
        (NOW, NOTHING, NOW),
    ],
)
def test_another_attempt_begins_once_the_delay_is_over(ended_at, delay, begins_at):
    assert next_start(ended_at, QuizSettings(delay=delay)) == begins_at


EARLIER = NOW - 10 * MINUTE


@pytest.mark.parametrize(
    ("age", "heard_at", "deadline_at", "expected"),
    [
        # A page without scripts tells nothing: its answer was given when it came.
        (NOTHING, None, None, NOW),
        (5 * MINUTE, None, None, NOW),
        (5 * MINUTE, EARLIER, None, NOW - 5 * MINUTE),
        (NOTHING, EARLIER, None, NOW),
        # A clock that ran too fast, and one that went backwards.
        (60 * MINUTE, EARLIER, None, EARLIER),
        (-60 * MINUTE, EARLIER, None, NOW),
        # A word from another server whose clock is ahead of ours.
        (NOTHING, NOW + MINUTE, None, NOW),
        (5 * MINUTE, NOW + MINUTE, None, NOW),
        # After the deadline nothing was given.
        (NOTHING, EARLIER, NOW - 2 * MINUTE, NOW - 2 * MINUTE),
        (5 * MINUTE, EARLIER, NOW - 2 * MINUTE, NOW - 5 * MINUTE),
        (NOTHING, NOW - SECOND, NOW - 2 * MINUTE, NOW - 2 * MINUTE),
        (NOTHING, None, NOW - 2 * MINUTE, NOW - 2 * MINUTE),
        (NOTHING, None, NOW, NOW),
        (NOTHING, None, NOW + MINUTE, NOW),
    ],
)
def test_an_answer_was_given_between_the_last_word_and_its_receipt(
    age, heard_at, deadline_at, expected
):
    assert given_at(NOW, age, heard_at, deadline_at) == expected


moments = st.integers(-(10**6), 10**6).map(lambda seconds: NOW + timedelta(seconds=seconds))
ages = st.timedeltas(-timedelta(days=400), timedelta(days=400))


@given(moments, ages, moments, st.none() | moments)
def test_no_tale_moves_an_answer_out_of_its_bounds(received, age, heard, deadline):
    estimate = given_at(received, age, heard, deadline)
    assert estimate <= received
    assert deadline is None or estimate <= deadline
    earliest = min(each for each in (heard, received, deadline) if each is not None)
    assert estimate >= earliest


@given(moments, ages, ages, moments)
def test_what_waited_longer_was_given_no_later(received, age, other, heard):
    older, newer = max(age, other), min(age, other)
    assert given_at(received, older, heard, None) <= given_at(received, newer, heard, None)


@given(moments, st.none() | moments)
def test_who_tells_nothing_is_taken_at_the_receipt(received, deadline):
    assert given_at(received, 5 * MINUTE, None, deadline) == min(received, deadline or received)


def test_an_edition_that_closes_at_the_end_of_the_calendar_can_be_taken():
    settings = QuizSettings(closes=datetime.fromisoformat("9999-12-31T23:59:59"))
    window = window_of(settings, ZoneInfo("Asia/Ho_Chi_Minh"), Exceptions())
    began = datetime(2026, 9, 1, tzinfo=UTC)
    assert limits_of(began, settings, window, Exceptions()).deadline_at is not None
