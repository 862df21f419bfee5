"""How long a session lasts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts import sessions
from accounts.sessions import Term
from app import ROOT

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("idle", "is_shared", "has_ended"),
    [
        (timedelta(minutes=19, seconds=59), True, False),
        (timedelta(minutes=20), True, True),
        (timedelta(minutes=20), False, False),
        (timedelta(hours=7), False, False),
    ],
)
def test_a_shared_computer_ends_a_session_after_twenty_idle_minutes(idle, is_shared, has_ended):
    expires_at = NOW + timedelta(hours=1)
    assert sessions.has_ended(expires_at, NOW - idle, is_shared, NOW) is has_ended


def test_a_page_left_alone_lasts_as_long_as_its_session():
    module = (ROOT / "static" / "js" / "shared_computer.js").read_text(encoding="utf-8")
    minutes = int(sessions.SHARED_IDLE.total_seconds() // 60)
    assert f"IDLE_MS = {minutes} * 60 * 1000;" in module


def test_a_session_ends_with_the_working_day():
    assert sessions.has_ended(sessions.expiry(NOW), NOW, False, NOW + timedelta(hours=8))
    assert not sessions.has_ended(sessions.expiry(NOW), NOW, False, NOW + timedelta(hours=7))


@pytest.mark.parametrize(
    ("ago", "is_shared", "is_worth"),
    [(30, True, False), (60, True, True), (60, False, False), (300, False, True)],
)
def test_the_last_use_is_written_now_and_then(ago, is_shared, is_worth):
    last_used_at = NOW - timedelta(seconds=ago)
    assert sessions.is_worth_touching(last_used_at, is_shared, NOW) is is_worth


def test_a_token_is_not_kept_as_it_is():
    assert "token" not in sessions.hash_token("token")
    assert sessions.hash_token("a") != sessions.hash_token("b")


def day(number: int) -> date:
    return date(2026, 11, number)


@pytest.mark.parametrize(
    ("term", "has_changed"),
    [
        (Term(day(1), day(1), None), False),
        (Term(day(1), day(20), None), False),
        (Term(day(1), day(21), None), True),
        (Term(day(1), day(23), None), True),
        (Term(day(1), day(24), None), False),
        (Term(day(23), day(23), None), False),
        (Term(day(1), day(1), day(20)), False),
        (Term(day(1), day(1), day(21)), True),
        (Term(day(1), day(1), day(23)), True),
        (Term(day(1), day(1), day(24)), False),
    ],
)
def test_a_role_that_begins_or_ends_by_itself_ends_the_sessions_of_earlier_days(term, has_changed):
    assert sessions.has_role_changed(day(20), [term], day(23)) is has_changed
    assert not sessions.has_role_changed(day(20), [], day(23))
