"""Makes what reports read: bare courses, assignments, enrolments, results and goals.

A bare course is made of rows rather than of a bundle, so that thousands of people cost little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from accounts.models import Person, UnitPeriod
from core.database import db
from courses.models import (
    Activity,
    Course,
    CourseEdition,
    EditionActivity,
    LessonEdition,
    Programme,
)
from enrolments.models import ActivityResult, Assignment, Enrolment
from enrolments.operations import count_later_of
from quizzes.models import Quiz, QuizEdition
from reports.models import Goal

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
_numbers = count(1)


@dataclass(frozen=True)
class BareCourse:
    """A published course: its id, its key, and its activities' ids, the quiz last."""

    id: int
    key: str
    edition_id: int
    activity_ids: Sequence[int]


class ProgressFactory:
    """How far people are."""

    def bare_course(
        self, key: str | None = None, title: str = "Khóa học", lessons: int = 2, **manifest: object
    ) -> BareCourse:
        """A published course of lessons and a final quiz; `manifest` adds to course.yml."""
        key = key or f"bare-{next(_numbers)}"
        content = {"key": key, "title": {"vi": title}, "sensitive": None, **manifest}
        edition = _edition(key, content)
        names = [*(("lesson", f"lesson-{number}") for number in range(lessons)), ("quiz", "final")]
        activities = [
            _activity(edition, position, kind, name) for position, (kind, name) in enumerate(names)
        ]
        db.session.commit()
        return BareCourse(edition.course_id, key, edition.id, [each.id for each in activities])

    def bare_assignment(
        self, course: BareCourse, unit: UnitPeriod, due_on: date | None = None
    ) -> Assignment:
        """Everybody of `unit` and below is to take the course; nobody is enrolled by this."""
        assignment = Assignment(
            course_id=course.id, unit_id=unit.unit_id, due_on=due_on, created_at=LONG_AGO
        )
        db.session.add(assignment)
        db.session.commit()
        return assignment

    def enrolment(
        self,
        person: Person,
        course: BareCourse,
        assignment: Assignment | None = None,
        completed_at: datetime | None = None,
        state: str = "not_started",
        due_on: date | None = None,
    ) -> Enrolment:
        """One person in one course; completed where `completed_at` is given."""
        enrolment = Enrolment(
            person_id=person.id,
            course_id=course.id,
            assignment_id=assignment.id if assignment else None,
            state="completed" if completed_at else state,
            due_on=due_on or (assignment.due_on if assignment else None),
            enrolled_at=LONG_AGO,
            completed_at=completed_at,
        )
        db.session.add(enrolment)
        count_later_of([person.id], course.id)
        db.session.commit()
        return enrolment

    def activity_result(
        self,
        enrolment: Enrolment,
        activity_id: int,
        completed_at: datetime | None = None,
        score: str | None = None,
    ) -> ActivityResult:
        """What one person did of one activity."""
        result = ActivityResult(
            enrolment_id=enrolment.id,
            activity_id=activity_id,
            state="completed" if completed_at else "in_progress",
            scaled_score=Decimal(score) if score else None,
            passed=bool(completed_at) if score else None,
            first_at=completed_at or LONG_AGO,
            completed_at=completed_at,
        )
        db.session.add(result)
        db.session.commit()
        return result

    def goal(
        self,
        course: BareCourse,
        unit: UnitPeriod,
        target_percent: int = 90,
        due_on: date = date(2026, 12, 15),
        set_at: datetime = datetime(2026, 10, 1, tzinfo=UTC),
    ) -> Goal:
        """A goal of a unit."""
        goal = Goal(
            course_id=course.id,
            unit_id=unit.unit_id,
            target_percent=target_percent,
            due_on=due_on,
            set_at=set_at,
        )
        db.session.add(goal)
        db.session.commit()
        return goal


def _edition(key: str, manifest: dict[str, object]) -> CourseEdition:
    """A course with one published edition."""
    programme = db.session.query(Programme).filter_by(key="bare").first()
    course = Course(
        key=key,
        programme=programme or Programme(key="bare", titles={"vi": "Chương trình"}),
        language="vi",
        manifest=manifest,
        published_number=1,
        changed_at=LONG_AGO,
        created_at=LONG_AGO,
    )
    edition = CourseEdition(
        course=course, number=1, content_hash="-", manifest=manifest, published_at=LONG_AGO
    )
    db.session.add(edition)
    db.session.flush()
    return edition


def _activity(edition: CourseEdition, position: int, kind: str, key: str) -> Activity:
    """An activity with an edition of it, at its place."""
    activity = Activity(course_id=edition.course_id, kind=kind, key=key)
    lesson = _lesson_edition(activity) if kind == "lesson" else None
    quiz = None if lesson else _quiz_edition(edition.course.key, key)
    db.session.add_all([activity, lesson or quiz])
    db.session.flush()
    place = EditionActivity(
        course_edition_id=edition.id,
        activity_id=activity.id,
        lesson_edition_id=lesson.id if lesson else None,
        quiz_edition_id=quiz.id if quiz else None,
        position=position,
        role="final" if quiz else "",
        titles={"vi": "Kiểm tra" if quiz else f"Bài {position + 1}"},
    )
    db.session.add(place)
    return activity


def _lesson_edition(activity: Activity) -> LessonEdition:
    return LessonEdition(
        activity=activity, number=1, content_hash="-", texts={}, created_at=LONG_AGO
    )


def _quiz_edition(owner_key: str, key: str) -> QuizEdition:
    return QuizEdition(
        quiz=Quiz(owner_key=owner_key, key=key),
        number=1,
        content_hash="-",
        titles={"vi": "Kiểm tra"},
        settings={},
        pool=[],
        question_count=10,
        created_at=LONG_AGO,
    )
