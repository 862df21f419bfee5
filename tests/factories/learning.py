"""Makes what people do of a course: assignments, lessons read, attempts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.models import Person, UnitPeriod
from core.database import db
from courses.published import PublishedCourse
from enrolments import operations as enrolments
from enrolments.models import Assignment
from quizzes import operations as quizzes
from quizzes import queries as quiz_queries

DUE = date(2026, 12, 15)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
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
        self,
        person: Person,
        course: PublishedCourse,
        quiz_key: str = "final",
        seed: int = 1,
        at: datetime = BEGAN,
    ) -> UUID:
        """An attempt just begun; gives its UUID."""
        activity = course.find_activity("quiz", quiz_key)
        assert activity is not None
        assert activity.quiz_edition_id is not None
        edition = quiz_queries.get_quiz_edition(activity.quiz_edition_id)
        uuid = quizzes.start_attempt(
            person.id, edition, quizzes.Start(f"/courses/{course.key}", seed, at, ZONE)
        )
        db.session.commit()
        return uuid

    def graded_attempt(
        self, person: Person, course: PublishedCourse, *values: str, at: datetime = BEGAN
    ) -> UUID:
        """An attempt submitted with a value for each of its first questions."""
        uuid = self.attempt(person, course)
        given = {position: [value] for position, value in enumerate(values, 1)}
        return self.submitted(uuid, person, given, at)

    def erased_attempt(self, person: Person, course: PublishedCourse, *values: str) -> UUID:
        """An attempt at a sensitive quiz, submitted, its review left."""
        uuid = self.graded_attempt(person, course, *values)
        quizzes.leave_review(uuid, person.id)
        db.session.commit()
        return uuid

    def handed_in(self, person: Person, course: PublishedCourse, text: str = "Một việc") -> UUID:
        """An attempt whose last question is an essay, which waits for somebody to mark it."""
        uuid = self.attempt(person, course)
        attempt = quiz_queries.find_attempt(uuid, person.id)
        assert attempt is not None
        last = len(quiz_queries.list_items(attempt.id))
        return self.submitted(uuid, person, {last: [text]})

    def analysis(self, course: PublishedCourse, scope: str = "first", at: datetime = BEGAN) -> None:
        """The item analysis of the quiz final as it stands."""
        quiz = quiz_queries.find_quiz(course.key, "final")
        assert quiz is not None
        worked_out = quizzes.work_out_analysis(
            quiz, scope, lambda _done, _total: None, is_sensitive=False
        )
        assert worked_out is not None
        quizzes.keep_analysis(quiz.id, scope, worked_out, at)
        db.session.commit()

    def submitted(
        self, uuid: UUID, person: Person, given: Mapping[int, Sequence[str]], at: datetime = BEGAN
    ) -> UUID:
        """An attempt submitted with these values by position."""
        quizzes.submit_attempt(uuid, person.id, quizzes.Submission(given, is_confirmed=True), at)
        db.session.commit()
        return uuid
