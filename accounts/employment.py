"""From when on somebody is no longer of the staff."""

from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


def has_left(ended_on: date | None, today: date) -> bool:
    """Whether the last day of employment is over; on that day itself one still works."""
    return ended_on is not None and ended_on < today
