"""Makes what people do of a course: assignments, lessons read, attempts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from accounts.models import Person, UnitPeriod
from core.database import db
from courses.published import PublishedCourse
from enrolments import operations as enrolments
from enrolments.models import Assignment
from quizzes import operations as quizzes
from quizzes import queries as quiz_queries

DUE = date(2026, 12, 15)
BEGAN = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
RIGHT, WRONG = "0", "1"


class LearningFactory:
    """What people are to learn and what they did."""

    def assignment(
        self, course: PublishedCourse, unit: UnitPeriod, due_on: date | None = DUE
    ) -> Assignment:
        """Everybody of `unit` and below is to complete `course`."""
        assignment = enrolments.assign_course(course.course_id, unit.unit_id, due_on, BEGAN)
        db.session.commit()
        return assignment

    def lessons_read(self, person: Person, course: PublishedCourse, at: datetime = BEGAN) -> None:
        """All lessons of a course, read."""
        for activity in course.activities:
            if activity.kind == "lesson":
                enrolments.record_lesson_read(person.id, course, activity, at)
        db.session.commit()

    def attempt(
        self, person: Person, course: PublishedCourse, quiz_key: str = "final", seed: int = 1
    ) -> UUID:
        """An attempt just begun; gives its UUID."""
        activity = course.find_activity("quiz", quiz_key)
        assert activity is not None
        assert activity.quiz_edition_id is not None
        edition = quiz_queries.get_quiz_edition(activity.quiz_edition_id)
        attempt = quizzes.start_attempt(person.id, edition, f"/courses/{course.key}", seed, BEGAN)
        uuid = attempt.uuid
        db.session.commit()
        return uuid

    def graded_attempt(
        self, person: Person, course: PublishedCourse, *values: str, at: datetime = BEGAN
    ) -> UUID:
        """An attempt submitted with a value for each of its first questions."""
        uuid = self.attempt(person, course)
        given = {position: [value] for position, value in enumerate(values, 1)}
        return self.submitted(uuid, person, given, at)

    def submitted(
        self, uuid: UUID, person: Person, given: Mapping[int, Sequence[str]], at: datetime = BEGAN
    ) -> UUID:
        """An attempt submitted with these values by position."""
        quizzes.submit_attempt(uuid, person.id, given, at, is_confirmed=True)
        db.session.commit()
        return uuid
