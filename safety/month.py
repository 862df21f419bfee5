"""A month as a wall calendar shows it: whole weeks from Monday, with the lunar days beside."""

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date

from safety.lunar import LunarDay, lunar_day

FIRST_YEAR = 1970
LAST_YEAR = 2099


@dataclass(frozen=True)
class CalendarDay:
    """One square of the calendar."""

    day: date
    lunar: LunarDay
    is_of_month: bool
    is_today: bool

    @property
    def lunar_text(self) -> str:
        """The lunar day; with its month where one begins, and on the first of ours."""
        if self.lunar.day != 1 and self.day.day != 1:
            return str(self.lunar.day)
        return f"{self.lunar.day}/{self.lunar.month}{'+' if self.lunar.is_leap else ''}"


@dataclass(frozen=True)
class Month:
    """A month of a year within the calendar's reach."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """As addresses write it: 2026-11."""
        return f"{self.year}-{self.number:02d}"

    @property
    def first_day(self) -> date:
        """The first of the month."""
        return date(self.year, self.number, 1)

    @property
    def previous(self) -> "Month | None":
        """The month before, if the calendar reaches so far."""
        return self._at(self.year * 12 + self.number - 2)

    @property
    def next(self) -> "Month | None":
        """The month after, if the calendar reaches so far."""
        return self._at(self.year * 12 + self.number)

    def weeks(self, today: date) -> list[list[CalendarDay]]:
        """The month's weeks, filled up with days of its neighbours."""
        return [
            [self._square(day, today) for day in week]
            for week in Calendar().monthdatescalendar(self.year, self.number)
        ]

    def _square(self, day: date, today: date) -> CalendarDay:
        is_of_month = (day.year, day.month) == (self.year, self.number)
        return CalendarDay(day, lunar_day(day), is_of_month, day == today)

    def _at(self, count: int) -> "Month | None":
        year, index = divmod(count, 12)
        return Month(year, index + 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def read_month(text: str | None, today: date) -> Month:
    """The month written as 2026-11; nonsense is the month of today."""
    match = re.fullmatch(r"(\d{4})-(\d{2})", text or "", re.ASCII)
    if match:
        year, number = int(match[1]), int(match[2])
        if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12:
            return Month(year, number)
    return Month(today.year, today.month)
