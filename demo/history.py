"""What everybody did of a course within half a year, drawn by a seed.

The days are counted back from today, so that the demo is always in the middle of its year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

HISTORY = timedelta(days=182)
ASSIGNED_AFTER = timedelta(days=7)
PILOT_DUE_AFTER = timedelta(days=120)
ACTION_MONTH_END = (12, 15)
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """The days that the history hangs on; `zone` is where its clocks are."""

    today: date
    zone: ZoneInfo

    @property
    def opened_on(self) -> date:
        """When the platform was opened."""
        return self.today - HISTORY

    @property
    def assigned_on(self) -> date:
        """When the course was assigned."""
        return self.opened_on + ASSIGNED_AFTER

    @property
    def pilot_due_on(self) -> date:
        """By when the units that began first were to be done; it is past."""
        return self.opened_on + PILOT_DUE_AFTER

    @property
    def due_on(self) -> date:
        """The last day of the coming, or present, Action Month."""
        day = date(self.today.year, *ACTION_MONTH_END)
        return day if self.today <= day else day.replace(year=day.year + 1)

    def moment(self, day: date, hour: int = 8, minute: int = 0) -> datetime:
        """A time of that day."""
        return datetime.combine(day, time(hour, minute), self.zone)


@dataclass(frozen=True)
class CourseShape:
    """How long a course is, and how many right answers its quiz wants."""

    lessons: int
    questions: int
    right_to_pass: int


@dataclass(frozen=True)
class Rate:
    """The share of a unit that has completed, and that has begun and not completed."""

    completed: float
    begun: float


@dataclass(frozen=True)
class PastAttempt:
    """An attempt that was submitted, with so many right responses."""

    started_at: datetime
    submitted_at: datetime
    right: int


@dataclass(frozen=True)
class Progress:
    """How far one person came: when each lesson was read, the attempts, the completion."""

    state: str = "not_started"
    lessons_read_at: tuple[datetime, ...] = ()
    attempts: tuple[PastAttempt, ...] = ()
    completed_at: datetime | None = None

    @property
    def started_at(self) -> datetime | None:
        """When the first activity was done."""
        return self.lessons_read_at[0] if self.lessons_read_at else None


def plan_progress(
    rng: Random, people: int, rate: Rate, shape: CourseShape, calendar: Calendar
) -> list[Progress]:
    """What `people` people of one unit did; how many did what is exactly after `rate`."""
    completed = round(people * rate.completed)
    begun = min(round(people * rate.begun), people - completed)
    drawn = [_completed(rng, shape, calendar) for _ in range(completed)]
    drawn += [_begun(rng, shape, calendar) for _ in range(begun)]
    drawn += [Progress()] * (people - completed - begun)
    rng.shuffle(drawn)
    return drawn


def arrange(progresses: list[Progress], wanted: Mapping[int, str]) -> None:
    """Swap so that the people `wanted` by index have these states, where anybody has them."""
    for index, state in wanted.items():
        others = (other for other in range(len(progresses)) if other not in wanted)
        if progresses[index].state != state:
            found = next((each for each in others if progresses[each].state == state), index)
            progresses[index], progresses[found] = progresses[found], progresses[index]


def _completed(rng: Random, shape: CourseShape, calendar: Calendar) -> Progress:
    submitted_at = _working_moment(rng, _completion_day(rng, calendar), calendar)
    passed = _attempt(rng, submitted_at, rng.randint(shape.right_to_pass, shape.questions))
    attempts = [passed]
    if rng.random() < 0.25:
        before = passed.started_at - timedelta(minutes=rng.randint(5, 20))
        attempts.insert(0, _attempt(rng, before, _too_few(rng, shape)))
    read_at = _readings(rng, attempts[0].started_at, shape.lessons, calendar)
    return Progress("completed", read_at, tuple(attempts), submitted_at)


def _begun(rng: Random, shape: CourseShape, calendar: Calendar) -> Progress:
    day = _workday(rng, calendar.today - timedelta(days=rng.randint(1, 60)))
    moment = _working_moment(rng, day, calendar)
    lessons = rng.randint(1, shape.lessons)
    if lessons < shape.lessons or rng.random() < 0.5:
        return Progress("in_progress", _readings(rng, moment, lessons, calendar))
    failed = _attempt(rng, moment, _too_few(rng, shape))
    read_at = _readings(rng, failed.started_at, lessons, calendar)
    return Progress("in_progress", read_at, (failed,))


def _completion_day(rng: Random, calendar: Calendar) -> date:
    """Many at the start, some between, most as the due day comes near."""
    days = (calendar.today - calendar.assigned_on).days - 1
    draw = rng.random()
    if draw < 0.35:
        after = rng.triangular(1, 35, 8)
    elif draw < 0.6:
        after = rng.uniform(1, days)
    else:
        after = days - 40 * rng.random() ** 1.5
    return _workday(rng, calendar.assigned_on + timedelta(days=max(8, round(after))))


def _workday(rng: Random, day: date) -> date:
    """That day, or for a weekend any day of the week before it."""
    if day.weekday() < SATURDAY:
        return day
    return day - timedelta(days=day.weekday() - rng.randrange(SATURDAY))


def _working_moment(rng: Random, day: date, calendar: Calendar) -> datetime:
    hour = rng.choice((8, 9, 9, 10, 10, 11, 12, 13, 14, 14, 15, 16, 20))
    moment = calendar.moment(day, hour, rng.randint(0, 59))
    return moment + timedelta(seconds=rng.randint(0, 59))


def _attempt(rng: Random, submitted_at: datetime, right: int) -> PastAttempt:
    taken = timedelta(seconds=rng.randint(240, 900))
    return PastAttempt(submitted_at - taken, submitted_at, right)


def _too_few(rng: Random, shape: CourseShape) -> int:
    return rng.randint(max(0, shape.right_to_pass - 4), shape.right_to_pass - 1)


def _readings(rng: Random, until: datetime, count: int, calendar: Calendar) -> tuple[datetime, ...]:
    """When each of `count` lessons was read, the last shortly before `until`.

    Half of the people read the first ones some days before.
    """
    moments: list[datetime] = []
    moment = until
    split = rng.randint(1, count) if rng.random() < 0.5 else 0
    for number in range(count, 0, -1):
        moment -= timedelta(seconds=rng.randint(200, 560))
        if number == split:
            moment = _days_before(rng, moment, calendar)
        moments.append(moment)
    return tuple(reversed(moments))


def _days_before(rng: Random, moment: datetime, calendar: Calendar) -> datetime:
    earlier = moment - timedelta(days=rng.randint(1, 3))
    day = max(_workday(rng, earlier.date()), calendar.assigned_on)
    return earlier.replace(year=day.year, month=day.month, day=day.day)
