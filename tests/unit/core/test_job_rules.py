"""When jobs are tried again, and which slot a moment lies in."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.jobs.rules import LONGEST_ERROR, one_line, retry_delay, slot_of

HANOI = "Asia/Ho_Chi_Minh"


def test_the_pauses_between_tries_grow_up_to_six_hours():
    delays = [retry_delay(attempt) for attempt in range(1, 12)]
    assert delays[:3] == [timedelta(seconds=10), timedelta(seconds=40), timedelta(seconds=160)]
    assert delays == sorted(delays)
    assert delays[-1] == timedelta(hours=6)


@pytest.mark.parametrize(
    ("interval", "begins"),
    [
        (timedelta(days=1), "2026-11-20T00:00+07:00"),
        (timedelta(hours=1), "2026-11-20T13:00+07:00"),
        (timedelta(minutes=5), "2026-11-20T13:25+07:00"),
    ],
)
def test_slots_follow_the_clock_on_the_wall(interval, begins):
    moment = datetime(2026, 11, 20, 13, 29, 59, tzinfo=ZoneInfo(HANOI))
    assert slot_of(moment.astimezone(UTC), interval, HANOI) == datetime.fromisoformat(begins)


@given(
    st.integers(0, 3 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.integers(1, 10**6),
)
def test_a_moment_lies_in_its_slot_and_the_slot_in_itself(moment, seconds):
    interval = timedelta(seconds=seconds)
    slot = slot_of(moment, interval, HANOI)
    assert slot <= moment < slot + interval
    assert slot_of(slot, interval, HANOI) == slot


def test_a_reason_becomes_one_line_that_fits():
    assert one_line(" The file\n is\x00 gone. ") == "The file is gone."
    assert len(one_line("x" * 1000)) == LONGEST_ERROR
