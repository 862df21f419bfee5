"""How the work on a file stands, by its job."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from accounts.importing.work import Work, work_of
from core.jobs import JobState

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def job(state, age_s=0, done=0, total=0):
    created = NOW - timedelta(seconds=age_s)
    return JobState(UUID(int=1), "people.import", state, done, total, "", created, None)


@pytest.mark.parametrize(
    ("state", "age_s", "work"),
    [
        ("waiting", 0, Work(is_waiting=True)),
        ("waiting", 60, Work(is_waiting=True)),
        ("waiting", 61, Work(is_waiting=True, is_late=True)),
        ("running", 3600, Work()),
        ("failed", 0, Work(has_failed=True)),
        ("done", 0, Work(has_failed=True)),
    ],
)
def test_work_moves_is_late_or_comes_to_nothing(state, age_s, work):
    assert work_of(job(state, age_s), NOW) == work


def test_work_says_how_far_it_is():
    assert work_of(job("running", 5, 30, 100), NOW) == Work(30, 100)


def test_a_job_that_is_gone_comes_to_nothing():
    assert work_of(None, NOW).has_failed
