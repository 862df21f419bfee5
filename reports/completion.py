"""Completion in words and numbers: the state shown, and what groups of people add up to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal

Day = Callable[[datetime], date]

STATES = ("overdue", "not_started", "in_progress", "asked_again", "completed")
MISSING = "missing"  # whoever has not completed, overdue or not
SEXES = ("female", "male", "not_stated")
SORTS = ("name", "unit", "state", "due", "completed")
SENSITIVE_STATES = ("overdue", "completed")
SENSITIVE_SORTS = ("name", "unit", "state", "due")


def shown_state(state: str, due_on: date | None, today: date, is_sensitive: bool = False) -> str:
    """The state in which a person is shown and counted: exactly one of STATES.

    Overdue is whoever has not completed after the due day; the due day itself is still in time.
    Of a sensitive course nobody sees who has begun.
    """
    if state == "completed":
        return state
    if due_on is not None and due_on < today:
        return "overdue"
    return "not_started" if is_sensitive else state


@dataclass(frozen=True)
class Group:
    """So many people of one course, sex and shown state, the last of them due on `due_on`."""

    course_id: int
    sex: str
    state: str
    count: int
    due_on: date | None


@dataclass(frozen=True)
class Numbers:
    """One course's people, by shown state and sex."""

    counts: Mapping[tuple[str, str], int]
    due_on: date | None

    def count(self, state: str = "", sex: str = "") -> int:
        """How many are in `state` (or `missing`, or any) and of `sex` (or any)."""
        return sum(
            number
            for (each_state, each_sex), number in self.counts.items()
            if is_in_state(each_state, state) and sex in ("", each_sex)
        )


NOBODY = Numbers({}, None)


def is_in_state(shown: str, wanted: str) -> bool:
    """Whether the shown state is the wanted one; `missing` is all but completed, "" is any."""
    if wanted == MISSING:
        return shown != "completed"
    return wanted in ("", shown)


def add_up(groups: Iterable[Group]) -> dict[int, Numbers]:
    """The groups put together by course."""
    counts: dict[int, dict[tuple[str, str], int]] = {}
    due: dict[int, date | None] = {}
    for group in groups:
        of_course = counts.setdefault(group.course_id, {})
        key = (group.state, group.sex)
        of_course[key] = of_course.get(key, 0) + group.count
        due[group.course_id] = _later(due.get(group.course_id), group.due_on)
    return {course_id: Numbers(of, due[course_id]) for course_id, of in counts.items()}


def per_cent(score: Decimal | None) -> int | None:
    """A scaled score (0 to 1) as a whole per cent, rounded down: nobody seems to have passed
    who has not."""
    if score is None:
        return None
    return int((score * 100).to_integral_value(ROUND_FLOOR))


def _later(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


@dataclass(frozen=True)
class ReportCourse:
    """A course as reports name it: a sensitive one by its neutral title."""

    id: int
    key: str
    titles: Mapping[str, str]
    is_sensitive: bool
    edition_id: int | None
    is_withdrawn: bool = False


@dataclass(frozen=True)
class Past:
    """A day that is past, the moment at which it was over, and the units looked at on it (ids)."""

    day: date
    ended_at: datetime
    unit_ids: tuple[int, ...]


@dataclass(frozen=True)
class PeopleFilter:
    """Which people of one course, and in which order. `paths` as in a Scope.

    With a `past`, the people are those of its units on its day, as they stood when it was over.
    While a course `is_resting`, withdrawn, nothing of it is due.
    """

    course_id: int
    paths: tuple[str, ...] | None
    is_sensitive: bool = False
    state: str = ""
    sex: str = ""
    search: str = ""
    sort: str = "name"
    is_descending: bool = False
    past: Past | None = None
    is_resting: bool = False


@dataclass(frozen=True)
class ReportActivity:
    """A lesson or quiz of a course as it is published today."""

    id: int
    kind: str
    key: str
    role: str
    titles: Mapping[str, str]


def scored_activity(activities: Iterable[ReportActivity]) -> ReportActivity | None:
    """The quiz whose score stands for the course: the final one, else the last."""
    quizzes = [activity for activity in activities if activity.kind == "quiz"]
    final = [quiz for quiz in quizzes if quiz.role == "final"]
    return next(reversed(final or quizzes), None)
