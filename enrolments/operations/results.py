"""Writes about what people did: where they are, what they read, how they answered."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, literal, update

from core import events
from core.database import UTCDateTime, db
from courses.published import PublishedActivity, PublishedCourse
from enrolments import queries
from enrolments.completion import ActivityOutcome, is_course_completed
from enrolments.events import CourseCompleted
from enrolments.models import ActivityResult, Enrolment
from enrolments.operations.counting import count_later_of
from enrolments.operations.enrolling import enrol_by_choice


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
    began_at = db.session.scalar(moved.returning(Enrolment.started_at))
    if began_at is None:
        enrol_by_choice(person_id, course.course_id, at)
        db.session.execute(moved)
    elif began_at == at:
        count_later_of([person_id], course.course_id)


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


def _begin(enrolment: Enrolment, at: datetime) -> None:
    if enrolment.state == "not_started":
        enrolment.state = "in_progress"
        enrolment.started_at = at
        count_later_of([enrolment.person_id], enrolment.course_id)


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
    count_later_of([enrolment.person_id], enrolment.course_id)
    events.publish(CourseCompleted(enrolment.person_id, course.course_id, course.edition_id, at))
    return True
