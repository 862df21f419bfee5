"""When a course is completed, and what stands next. Pure: the caller stores what is decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DUE_SOON = timedelta(days=7)


@dataclass(frozen=True)
class ActivityOutcome:
    """How one activity stands: a lesson is done when read, a quiz when passed."""

    activity_id: int
    is_done: bool


def is_course_completed(required: Iterable[int], outcomes: Iterable[ActivityOutcome]) -> bool:
    """Whether every activity in `required` (ids) is done; a course that asks nothing never is."""
    wanted = frozenset(required)
    done = {outcome.activity_id for outcome in outcomes if outcome.is_done}
    return bool(wanted) and wanted <= done


def due_state(state: str, due_on: date | None, today: date) -> str:
    """How an enrolment reads on `today`: its state, or overdue, or due_soon (within 7 days).

    The due day itself is still in time.
    """
    if state == "completed" or due_on is None:
        return state
    if today > due_on:
        return "overdue"
    return "due_soon" if due_on - today <= DUE_SOON else state
