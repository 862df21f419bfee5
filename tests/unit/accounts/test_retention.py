"""Months of the calendar."""

from datetime import UTC, datetime

import pytest

from accounts.retention import months_before


@pytest.mark.parametrize(
    ("moment", "months", "earlier"),
    [
        ((2026, 11, 24), 1, (2026, 10, 24)),
        ((2026, 1, 31), 1, (2025, 12, 31)),
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2024, 3, 31), 1, (2024, 2, 29)),
        ((2026, 11, 24), 60, (2021, 11, 24)),
        ((2026, 11, 24), 600, (1976, 11, 24)),
    ],
)
def test_months_before_a_moment(moment, months, earlier) -> None:
    assert months_before(at(*moment), months) == at(*earlier)


def at(year: int, month: int, day: int) -> datetime:
    """Half past five on a day."""
    return datetime(year, month, day, 5, 30, tzinfo=UTC)
