"""What enrolments do when something below announces itself."""

from accounts.events import (
    PeopleChanged,
    PeoplePlaced,
    PersonPlaced,
    UnitEnded,
    UnitMerged,
    UnitMoved,
)
from courses.events import CoursePublished, CoursePutBack
from courses.queries import find_standing_course
from enrolments import operations
from quizzes.events import AttemptGraded
from quizzes.queries import tell_tags


def on_attempt_graded(event: AttemptGraded) -> None:
    """Write a marked quiz down as a result of its course."""
    course = find_standing_course(event.owner_key)
    activity = course.find_activity("quiz", event.quiz_key) if course else None
    if course is None or activity is None:
        return
    operations.record_quiz_result(
        event.person_id,
        course,
        activity,
        event.quiz_edition_id,
        event.scaled_score,
        event.passed,
        event.at,
    )
    if activity.exempts and event.passed:
        known = tell_tags(event.attempt_id)
        lessons = [key for key, is_known in known.items() if is_known]
        operations.record_known_lessons(event.person_id, course, lessons, event.at)


def on_course_published(event: CoursePublished) -> None:
    """Ask again whoever completed the course, where the change is said to ask for it."""
    if event.is_material and event.again:
        operations.ask_again(
            event.course_id,
            event.key,
            event.again,
            event.again_by,
            event.changed_lesson_ids,
            event.at,
            is_sensitive=event.is_sensitive,
        )


def on_course_put_back(event: CoursePutBack) -> None:
    """Give back the days for which the course rested."""
    operations.move_due_days(event.course_id, event.withdrawn_on, event.put_back_on)


def on_person_placed(event: PersonPlaced) -> None:
    """Give somebody who came to a unit what is assigned there."""
    operations.enrol_where_placed(event.person_id, event.unit_id, event.at)


def on_people_placed(event: PeoplePlaced) -> None:
    """Give many who came to units what is assigned there."""
    operations.enrol_where_all_placed(event.placements, event.at)


def on_people_changed(event: PeopleChanged) -> None:
    """Count the units they left and those they came to, and wherever they are in the end."""
    operations.count_later(event.unit_ids)
    operations.count_later_of(event.person_ids)


def on_unit_moved(event: UnitMoved) -> None:
    """Give all who work in a unit, or below it, what is assigned above it now."""
    operations.enrol_where_moved(event.unit_id, event.at)


def on_unit_merged(event: UnitMerged) -> None:
    """Give the people of a unit that went up in another what is assigned there."""
    came = tuple((person_id, event.into_id) for person_id in event.person_ids)
    operations.enrol_who_came_along(came, event.at)


def on_unit_ended(event: UnitEnded) -> None:
    """End what was assigned to it; who has it keeps it."""
    operations.end_assignments_of(event.unit_id, event.at)
