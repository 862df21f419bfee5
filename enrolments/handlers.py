"""What enrolments do when something below announces itself."""

from accounts.events import PersonPlaced
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
