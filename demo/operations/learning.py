"""Writes of enrolments and results that came about before today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from courses.published import PublishedActivity, PublishedCourse
from demo import queries
from demo.history import CourseShape, Progress
from demo.operations.attempts import (
    MarkedAttempt,
    TakenQuiz,
    mark_attempt,
    open_quiz,
    right_to_pass,
    save_attempts,
)
from demo.operations.rows import insert_rows
from enrolments.models import ActivityResult, Enrolment
from enrolments.operations import count_anew


@dataclass(frozen=True)
class Learner:
    """Somebody who is to take the course, and how far they came; the unit is that of then."""

    person_id: int
    unit_id: int
    assignment_id: int | None
    due_on: date | None
    progress: Progress


@dataclass(frozen=True)
class TaughtCourse:
    """A published course, its lessons in order, and its quiz opened."""

    course: PublishedCourse
    lessons: tuple[PublishedActivity, ...]
    quiz_activity: PublishedActivity
    quiz: TakenQuiz

    @property
    def shape(self) -> CourseShape:
        """How long it is."""
        count = self.quiz.edition.question_count
        return CourseShape(len(self.lessons), count, right_to_pass(self.quiz))


def open_course(course: PublishedCourse) -> TaughtCourse:
    """Read what is needed to have taken a course and its final quiz."""
    lessons = tuple(each for each in course.activities if each.kind == "lesson")
    quiz_activity = next(each for each in course.activities if each.role == "final")
    if quiz_activity.quiz_edition_id is None:
        raise LookupError(f"The quiz {quiz_activity.key} of {course.key} has no edition.")
    quiz = open_quiz(quiz_activity.quiz_edition_id, f"/courses/{course.key}")
    return TaughtCourse(course, lessons, quiz_activity, quiz)


def save_learning(
    rng: Random, taught: TaughtCourse, learners: Sequence[Learner], enrolled_at: datetime
) -> None:
    """Write what `learners` did of a course: enrolments, results, attempts and responses."""
    insert_rows(Enrolment, [_enrolment_row(taught, each, enrolled_at) for each in learners])
    enrolment_ids = queries.list_enrolment_ids(taught.course.course_id)
    marked_of = {
        each.person_id: [
            mark_attempt(rng, taught.quiz, each.person_id, number, past)
            for number, past in enumerate(each.progress.attempts, 1)
        ]
        for each in learners
    }
    save_attempts([marked for attempts in marked_of.values() for marked in attempts])
    results: list[dict[str, Any]] = []
    for each in learners:
        enrolment_id = enrolment_ids[each.person_id]
        results += _lesson_rows(taught, enrolment_id, each.progress)
        results += _quiz_rows(taught, enrolment_id, marked_of[each.person_id])
    insert_rows(ActivityResult, results)
    count_anew()


def _enrolment_row(taught: TaughtCourse, learner: Learner, enrolled_at: datetime) -> dict[str, Any]:
    progress = learner.progress
    is_completed = progress.state == "completed"
    read = len(progress.lessons_read_at)
    is_reading = progress.state == "in_progress" and read < len(taught.lessons)
    return {
        "person_id": learner.person_id,
        "course_id": taught.course.course_id,
        "assignment_id": learner.assignment_id,
        "state": progress.state,
        "due_on": learner.due_on,
        "enrolled_at": enrolled_at,
        "started_at": progress.started_at,
        "completed_at": progress.completed_at,
        "completed_unit_id": learner.unit_id if is_completed else None,
        "completed_edition_id": taught.course.edition_id if is_completed else None,
        "place": taught.lessons[read].key if is_reading else "",
    }


def _lesson_rows(
    taught: TaughtCourse, enrolment_id: int, progress: Progress
) -> list[dict[str, Any]]:
    return [
        {
            "enrolment_id": enrolment_id,
            "activity_id": lesson.activity_id,
            "state": "completed",
            "lesson_edition_id": lesson.lesson_edition_id,
            "quiz_edition_id": None,
            "scaled_score": None,
            "passed": None,
            "first_at": read_at,
            "completed_at": read_at,
        }
        for lesson, read_at in zip(taught.lessons, progress.lessons_read_at, strict=False)
    ]


def _quiz_rows(
    taught: TaughtCourse, enrolment_id: int, marked: list[MarkedAttempt]
) -> list[dict[str, Any]]:
    if not marked:
        return []
    rows = [each.row for each in marked]
    passing = next((row for row in rows if row["passed"]), None)
    return [
        {
            "enrolment_id": enrolment_id,
            "activity_id": taught.quiz_activity.activity_id,
            "state": "completed" if passing else "in_progress",
            "lesson_edition_id": None,
            "quiz_edition_id": taught.quiz.edition.id,
            "scaled_score": max(row["scaled_score"] for row in rows),
            "passed": passing is not None,
            "first_at": rows[0]["submitted_at"],
            "completed_at": passing["submitted_at"] if passing else None,
        }
    ]
