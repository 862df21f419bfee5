"""When a quiz may be begun, how long an attempt takes answers, and when an answer was given. Pure.

All moments are aware; the server's clock is the only one that counts.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from quizzes.quiz_markdown.settings import FIRST_YEAR, LAST_YEAR
from quizzes.quiz_settings import QuizSettings

# How long after its deadline an attempt takes what was given before, where settings do not say.
USUAL_GRACE = timedelta(seconds=60)


@dataclass(frozen=True)
class Exceptions:
    """What somebody is allowed beyond the settings of a quiz."""

    extra_time: timedelta = timedelta(0)
    extra_attempts: int = 0
    closes_at: datetime | None = None


NO_EXCEPTIONS = Exceptions()


@dataclass(frozen=True)
class Window:
    """From when until when a quiz may be taken; None is without end."""

    opens_at: datetime | None
    closes_at: datetime | None

    def is_not_yet_open(self, now: datetime) -> bool:
        """Whether it opens later."""
        return self.opens_at is not None and now < self.opens_at

    def is_closed(self, now: datetime) -> bool:
        """Whether it is over."""
        return self.closes_at is not None and now >= self.closes_at

    @property
    def is_empty(self) -> bool:
        """Whether it closes before it opens."""
        return self.opens_at is not None and self.is_closed(self.opens_at)


@dataclass(frozen=True)
class Limits:
    """Until when an attempt runs, and until when what was given in time is still taken."""

    deadline_at: datetime | None
    accepts_until: datetime | None


def window_of(settings: QuizSettings, zone: ZoneInfo, exceptions: Exceptions) -> Window:
    """When a quiz is open: a day it opens on begins at midnight, one it closes on ends then."""
    opens, closes = settings.opens, settings.closes
    closes_at = None if closes is None else _moment(closes, zone, is_end=True)
    if closes_at is not None and exceptions.closes_at is not None:
        closes_at = max(closes_at, exceptions.closes_at)
    return Window(None if opens is None else _moment(opens, zone, is_end=False), closes_at)


def limits_of(
    started_at: datetime, settings: QuizSettings, window: Window, exceptions: Exceptions
) -> Limits:
    """Until when an attempt begun at `started_at` runs: its time limit, or when the quiz closes."""
    ends = []
    if settings.time_limit is not None:
        ends.append(started_at + settings.time_limit + exceptions.extra_time)
    if window.closes_at is not None:
        ends.append(window.closes_at)
    if not ends:
        return Limits(None, None)
    deadline = min(ends)
    grace = USUAL_GRACE if settings.grace is None else settings.grace
    return Limits(deadline, deadline + grace)


def time_paused(ended_at: datetime, reopened_at: datetime) -> int:
    """How many whole seconds an attempt lay ended before it was reopened; rounded up, never < 0."""
    return max(0, math.ceil((reopened_at - ended_at).total_seconds()))


def next_start(ended_at: datetime | None, settings: QuizSettings) -> datetime | None:
    """From when another attempt may be begun, after the last one ended; None is at once."""
    if ended_at is None or settings.delay is None:
        return None
    return ended_at + settings.delay


def is_over(accepts_until: datetime | None, now: datetime) -> bool:
    """Whether nothing more is taken."""
    return accepts_until is not None and now > accepts_until


def given_at(
    received_at: datetime,
    age: timedelta,
    heard_at: datetime | None,
    deadline_at: datetime | None,
) -> datetime:
    """When an answer was given, by what its device says and by what it cannot know better.

    `age` is how long the device held it back, `heard_at` the server's last word that the device
    had before it gave the answer. The estimate lies between that word and the receipt, so that
    neither a wrong clock nor a wrong tale puts an answer before what the device had seen, and never
    after the deadline. None for `heard_at`: the device tells nothing, and the receipt counts.
    """
    if heard_at is None:
        estimate = received_at
    else:
        estimate = min(max(received_at - max(age, timedelta(0)), heard_at), received_at)
    return estimate if deadline_at is None else min(estimate, deadline_at)


def _moment(day: date | datetime, zone: ZoneInfo, *, is_end: bool) -> datetime:
    day = day.replace(year=min(max(day.year, FIRST_YEAR), LAST_YEAR))
    if isinstance(day, datetime):
        return day.replace(tzinfo=zone)
    midnight = datetime.combine(day, time(), zone)
    return datetime.combine(day + timedelta(days=1), time(), zone) if is_end else midnight
