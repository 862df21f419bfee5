"""A learner's way through the courses: what is done, where one is, what comes next. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from courses.material import CARD
from courses.published import PublishedActivity, PublishedCourse
from enrolments.completion import due_state


@dataclass(frozen=True)
class ActivityProgress:
    """One activity as the learner stands to it."""

    activity: PublishedActivity
    state: str
    is_open: bool
    is_current: bool
    score: Decimal | None
    is_exempt: bool = False


@dataclass(frozen=True)
class CourseProgress:
    """One course as the learner stands to it; `state` also says overdue and due_soon.

    Where completion is asked for again, `again` says how (courses.material), and `completed_at`
    stands beside it.
    """

    course: PublishedCourse
    is_enrolled: bool
    state: str
    due_on: date | None
    place: str
    activities: tuple[ActivityProgress, ...]
    again: str = ""
    completed_at: datetime | None = None

    @property
    def asks_for_card(self) -> bool:
        """Whether all that is asked for is to see what changed since it was completed."""
        return self.again == CARD

    @property
    def is_completed(self) -> bool:
        """Whether the course is completed."""
        return self.state == "completed"

    @property
    def is_begun(self) -> bool:
        """Whether anything of it was done."""
        return bool(self.place) or self.done_count > 0

    @property
    def done_count(self) -> int:
        """How many required activities are done."""
        return sum(
            each.state == "completed" for each in self.activities if each.activity.is_required
        )

    @property
    def required_count(self) -> int:
        """How many activities are required."""
        return sum(each.activity.is_required for each in self.activities)

    @property
    def test_before(self) -> PublishedActivity | None:
        """A test that would exempt from lessons, as long as nothing was done."""
        if self.is_begun or self.is_completed or self.asks_for_card:
            return None
        return next((each.activity for each in self.activities if each.activity.exempts), None)

    @property
    def next_activity(self) -> PublishedActivity | None:
        """What to do next: where one is reading, else the first that is not done."""
        return next((each.activity for each in self.activities if each.is_current), None)

    @property
    def anchor(self) -> str:
        """Where in the next lesson one was reading, as `#anchor` or nothing."""
        key, _, anchor = self.place.partition("#")
        next_activity = self.next_activity
        is_there = next_activity is not None and next_activity.key == key
        return f"#{anchor}" if anchor and is_there else ""

    def find(self, kind: str, key: str) -> ActivityProgress | None:
        """The lesson or quiz with this key, as the learner stands to it."""
        for each in self.activities:
            if each.activity.kind == kind and each.activity.key == key:
                return each
        return None


@dataclass(frozen=True)
class ResultOnRecord:
    """What is on record of an activity: its state, a quiz's score (0 to 1) if it is shown.

    A lesson that `is_exempt` was known before.
    """

    state: str
    score: Decimal | None
    is_exempt: bool = False


NOTHING = ResultOnRecord("not_started", None)


def course_progress(
    course: PublishedCourse,
    results: Mapping[int, ResultOnRecord],
    state: str | None,
    due_on: date | None,
    place: str,
    today: date,
    again: str = "",
    completed_at: datetime | None = None,
) -> CourseProgress:
    """Put a course and a person's results together; `state` None means not enrolled."""
    current = _current_activity(course, results, place)
    shown = due_state(state or "not_started", due_on, today)
    activities = _activities(course, results, current)
    is_enrolled = state is not None
    return CourseProgress(
        course, is_enrolled, shown, due_on, place, activities, again, completed_at
    )


def choose_next(courses: Sequence[CourseProgress]) -> CourseProgress | None:
    """The one course to go on with: the earliest due, then the one begun, then in order.

    Only courses one is enrolled in and has not completed.
    """
    open_courses = [each for each in courses if each.is_enrolled and not each.is_completed]
    return min(
        open_courses,
        key=lambda each: (each.due_on is None, each.due_on or date.max, not each.is_begun),
        default=None,
    )


def _current_activity(
    course: PublishedCourse, results: Mapping[int, ResultOnRecord], place: str
) -> PublishedActivity | None:
    def is_done(activity: PublishedActivity) -> bool:
        result = results.get(activity.activity_id)
        return result is not None and result.state == "completed"

    first = course.activities[0] if course.activities else None
    if first and first.role == "before" and not results:
        return first  # what was known before can only be asked before
    reading = place.partition("#")[0]
    for activity in course.activities:
        if activity.kind == "lesson" and activity.key == reading and not is_done(activity):
            return activity
    undone = [activity for activity in course.activities if not is_done(activity)]
    return next((each for each in undone if each.is_required), undone[0] if undone else None)


def _activities(
    course: PublishedCourse,
    results: Mapping[int, ResultOnRecord],
    current: PublishedActivity | None,
) -> tuple[ActivityProgress, ...]:
    """Each activity; taken in turn, one opens when all required ones before it are done."""
    found = []
    is_open = True
    for activity in course.activities:
        result = results.get(activity.activity_id, NOTHING)
        found.append(
            ActivityProgress(
                activity,
                result.state,
                is_open,
                activity is current,
                result.score,
                result.is_exempt,
            )
        )
        if course.order == "in_turn" and activity.is_required:
            is_open = is_open and result.state == "completed"
    return tuple(found)
