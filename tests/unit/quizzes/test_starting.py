"""Whether an attempt may be begun now, and what is said where it may not."""

from datetime import UTC, datetime, timedelta

import pytest

from quizzes.quiz_settings import QuizSettings
from quizzes.starting import Hindrance, Standing, find_hindrance
from quizzes.timing import NO_EXCEPTIONS, Exceptions, Window

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
ALWAYS = Window(None, None)
NOTHING_DONE = Standing()


def hindrance(settings=None, window=ALWAYS, exceptions=NO_EXCEPTIONS, standing=NOTHING_DONE):
    return find_hindrance(settings or QuizSettings(), window, exceptions, standing, NOW)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (ALWAYS, None),
        (Window(NOW, None), None),
        (Window(NOW + SECOND, None), Hindrance("not_open", NOW + SECOND)),
        (Window(None, NOW + SECOND), None),
        (Window(None, NOW), Hindrance("closed", NOW)),
        (Window(NOW - HOUR, NOW - SECOND), Hindrance("closed", NOW - SECOND)),
        (Window(NOW - HOUR, NOW + HOUR), None),
    ],
)
def test_a_quiz_opens_and_closes_at_its_moment(window, expected):
    assert hindrance(window=window) == expected


@pytest.mark.parametrize(
    ("attempts", "extra", "begun", "is_hindered"),
    [
        (None, 0, 10_000, False),
        (1, 0, 0, False),
        (1, 0, 1, True),
        (1, 1, 1, False),
        (1, 1, 2, True),
        (3, 0, 2, False),
        (3, 0, 3, True),
        (3, 0, 4, True),
    ],
)
def test_attempts_are_used_up_when_as_many_were_begun(attempts, extra, begun, is_hindered):
    settings = QuizSettings(attempts=attempts)
    found = hindrance(settings, ALWAYS, Exceptions(extra_attempts=extra), Standing(begun))
    assert found == (Hindrance("used_up") if is_hindered else None)


@pytest.mark.parametrize(
    ("delay", "ended_at", "begins_at"),
    [
        (None, NOW, None),
        (HOUR, None, None),
        (HOUR, NOW - HOUR, None),
        (HOUR, NOW - HOUR - SECOND, None),
        (HOUR, NOW - HOUR + SECOND, NOW + SECOND),
        (HOUR, NOW, NOW + HOUR),
        (timedelta(0), NOW, None),
    ],
)
def test_between_two_attempts_time_passes(delay, ended_at, begins_at):
    found = hindrance(QuizSettings(delay=delay), standing=Standing(1, ended_at))
    assert found == (Hindrance("too_soon", begins_at) if begins_at else None)


def test_of_several_reasons_the_one_that_lasts_is_told():
    settings = QuizSettings(attempts=1, delay=HOUR)
    done = Standing(1, NOW)
    assert hindrance(settings, standing=done) == Hindrance("used_up")
    assert hindrance(settings, Window(None, NOW), standing=done) == Hindrance("closed", NOW)
