"""What enrolments do when something below announces itself."""

from accounts.events import PeopleChanged, PeoplePlaced, PersonPlaced, UnitMerged, UnitMoved
from courses.queries import find_published_course
from enrolments import operations
from quizzes.events import AttemptGraded


def on_attempt_graded(event: AttemptGraded) -> None:
    """Write a marked quiz down as a result of its course."""
    course = find_published_course(event.owner_key)
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


def on_person_placed(event: PersonPlaced) -> None:
    """Give somebody who came to a unit what is assigned there."""
    operations.enrol_where_placed(event.person_id, event.unit_id, event.at)


def on_people_placed(event: PeoplePlaced) -> None:
    """Give many who came to units what is assigned there."""
    operations.enrol_where_all_placed(event.placements, event.at)


def on_people_changed(event: PeopleChanged) -> None:
    """Count the units they left and those they came to."""
    operations.count_later(event.unit_ids)


def on_unit_moved(event: UnitMoved) -> None:
    """Give all who work in a unit, or below it, what is assigned above it now."""
    operations.enrol_where_moved(event.unit_id, event.at)


def on_unit_merged(event: UnitMerged) -> None:
    """Give the people of a unit that went up in another what is assigned there."""
    came = tuple((person_id, event.into_id) for person_id in event.person_ids)
    operations.enrol_who_came_along(came, event.at)
