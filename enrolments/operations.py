"""Writes: who is to learn what, and what they did."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import case, literal, update

from core import events
from core.database import UTCDateTime, db, insert_missing, insert_missing_rows
from courses.published import PublishedActivity, PublishedCourse
from enrolments import queries
from enrolments.completion import ActivityOutcome, is_course_completed
from enrolments.events import CourseCompleted
from enrolments.models import ActivityResult, Assignment, Enrolment


def assign_course(
    course_id: int, unit_id: int, due_on: date | None, at: datetime, by_id: int | None = None
) -> Assignment:
    """Everybody of a unit and below is to complete a course; assigning again moves the due day."""
    insert_missing(
        Assignment, course_id=course_id, unit_id=unit_id, created_at=at, created_by_id=by_id
    )
    assignment = queries.find_assignment(course_id, unit_id)
    if assignment is None:  # pragma: no cover - it was inserted a line above
        raise LookupError("The assignment is gone.")
    assignment.due_on = due_on
    db.session.flush()
    enrol_learners(queries.list_person_ids_under(unit_id), assignment, at)
    return assignment


def enrol_learners(person_ids: list[int], assignment: Assignment, at: datetime) -> None:
    """Enrol people through an assignment.

    Whoever took the course by choice counts among the assigned from now on, also when done; the
    due day is for those who are not done.
    """
    rows = [_new_enrolment(person_id, assignment.course_id, at) for person_id in person_ids]
    insert_missing_rows(Enrolment, rows)
    theirs = update(Enrolment).where(
        Enrolment.person_id.in_(person_ids), Enrolment.course_id == assignment.course_id
    )
    db.session.execute(theirs.values(assignment_id=assignment.id))
    is_open = Enrolment.state != "completed"
    db.session.execute(theirs.where(is_open).values(due_on=assignment.due_on))


def enrol_by_choice(person_id: int, course_id: int, at: datetime) -> None:
    """Enrol somebody who began a course that nobody assigned."""
    insert_missing(Enrolment, **_new_enrolment(person_id, course_id, at))


def enrol_where_placed(person_id: int, unit_id: int, at: datetime) -> None:
    """Give somebody who came to a unit the courses assigned there."""
    for assignment in queries.list_assignments_over(unit_id):
        enrol_learners([person_id], assignment, at)


def note_place(person_id: int, course: PublishedCourse, place: str, at: datetime) -> None:
    """Remember where a reader is; the first place noted begins the course."""
    is_unbegun = Enrolment.state == "not_started"
    query = update(Enrolment).where(
        Enrolment.person_id == person_id, Enrolment.course_id == course.course_id
    )
    moved = query.values(
        place=place[:160],
        started_at=case((is_unbegun, literal(at, UTCDateTime())), else_=Enrolment.started_at),
        state=case((is_unbegun, "in_progress"), else_=Enrolment.state),
    )
    if db.session.execute(moved.returning(Enrolment.id)).first() is None:
        enrol_by_choice(person_id, course.course_id, at)
        db.session.execute(moved)


def record_lesson_read(
    person_id: int, course: PublishedCourse, activity: PublishedActivity, at: datetime
) -> bool:
    """A lesson was read, in the edition that stands now; whether the course is completed by it.

    Once read it stays read, in the edition that was read first.
    """
    enrolment, result = _result(person_id, course, activity, at)
    if result.state != "completed":
        result.state = "completed"
        result.completed_at = at
        result.lesson_edition_id = activity.lesson_edition_id
    return _decide(enrolment, course, at)


def record_quiz_result(
    person_id: int,
    course: PublishedCourse,
    activity: PublishedActivity,
    quiz_edition_id: int,
    scaled_score: Decimal,
    passed: bool,
    at: datetime,
) -> bool:
    """A quiz was marked; the best score counts. Whether the course is completed by it."""
    enrolment, result = _result(person_id, course, activity, at)
    if result.scaled_score is None or scaled_score > result.scaled_score:
        result.scaled_score = scaled_score
        result.quiz_edition_id = quiz_edition_id
    result.passed = bool(result.passed) or passed
    if passed and result.state != "completed":
        result.state = "completed"
        result.completed_at = at
        result.quiz_edition_id = quiz_edition_id
    return _decide(enrolment, course, at)


def _new_enrolment(person_id: int, course_id: int, at: datetime) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "course_id": course_id,
        "state": "not_started",
        "enrolled_at": at,
        "place": "",
    }


def _begin(enrolment: Enrolment, at: datetime) -> None:
    if enrolment.state == "not_started":
        enrolment.state = "in_progress"
        enrolment.started_at = at


def _result(
    person_id: int, course: PublishedCourse, activity: PublishedActivity, at: datetime
) -> tuple[Enrolment, ActivityResult]:
    enrol_by_choice(person_id, course.course_id, at)
    enrolment = queries.get_enrolment_for_update(person_id, course.course_id)
    _begin(enrolment, at)
    result = queries.find_result(enrolment.id, activity.activity_id)
    if result is None:
        result = ActivityResult(
            enrolment_id=enrolment.id,
            activity_id=activity.activity_id,
            state="in_progress",
            first_at=at,
        )
        db.session.add(result)
    return enrolment, result


def _decide(enrolment: Enrolment, course: PublishedCourse, at: datetime) -> bool:
    db.session.flush()
    if enrolment.state == "completed":
        return False
    required = [each.activity_id for each in course.activities if each.is_required]
    outcomes = [
        ActivityOutcome(result.activity_id, result.state == "completed")
        for result in queries.list_results(enrolment.id)
    ]
    if not is_course_completed(required, outcomes):
        return False
    enrolment.state = "completed"
    enrolment.completed_at = at
    enrolment.completed_edition_id = course.edition_id
    enrolment.completed_unit_id = queries.find_current_unit_id(enrolment.person_id)
    db.session.flush()
    events.publish(CourseCompleted(enrolment.person_id, course.course_id, course.edition_id, at))
    return True
