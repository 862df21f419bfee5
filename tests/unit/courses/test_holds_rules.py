"""How long somebody holds a text."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.holds.rules import is_alive

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-5, True), (0, True), (119, True), (120, False), (86_400, False)]
)
def test_a_hold_ends_two_minutes_after_the_last_sign_of_life(seconds, expected):
    assert is_alive(AT - timedelta(seconds=seconds), AT) is expected
