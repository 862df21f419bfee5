"""The one place that reads the clock."""

from datetime import UTC, date, datetime

import pytest

from core import clock


@pytest.fixture(autouse=True)
def _evening():
    clock.set_source(lambda: datetime(2026, 11, 23, 18, 30, tzinfo=UTC))
    yield
    clock.set_source(None)


def test_today_is_the_day_of_the_zone():
    assert clock.today("Asia/Ho_Chi_Minh") == date(2026, 11, 24)
    assert clock.today("UTC") == date(2026, 11, 23)


def test_the_systems_clock_is_aware():
    clock.set_source(None)
    assert clock.now().tzinfo is UTC
