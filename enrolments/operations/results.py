"""Writes about what people did: where they are, what they read, how they answered."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, case, update

from core import events
from core.database import UTCDateTime, db
from courses.material import CARD
from courses.published import PublishedActivity, PublishedCourse
from enrolments import queries
from enrolments.completion import ActivityOutcome, is_course_completed
from enrolments.events import CourseCompleted
from enrolments.models import ActivityResult, Enrolment
from enrolments.operations.counting import count_later_of
from enrolments.operations.enrolling import enrol_by_choice

# What nearly every look at a lesson writes is put together once.
OF: Any = Enrolment.__table__.c
IS_UNBEGUN = OF.state == "not_started"
MOVE_PLACE = (
    update(Enrolment.__table__)  # type: ignore[arg-type]
    .where(OF.person_id == bindparam("reader_id"), OF.course_id == bindparam("read_id"))
    .values(
        place=bindparam("new_place"),
        started_at=case((IS_UNBEGUN, bindparam("at", type_=UTCDateTime())), else_=OF.started_at),
        state=case((IS_UNBEGUN, "in_progress"), else_=OF.state),
    )
    .returning(OF.started_at)
)


def note_place(person_id: int, course: PublishedCourse, place: str, at: datetime) -> None:
    """Remember where a reader is; the first place noted begins the course."""
    reader = {"reader_id": person_id, "read_id": course.course_id}
    moved = {**reader, "new_place": place[:160], "at": at}
    began_at = db.session.scalar(MOVE_PLACE, moved)
    if began_at is None:
        enrol_by_choice(person_id, course.course_id, at)
        db.session.execute(MOVE_PLACE, moved)
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


def record_known_lessons(
    person_id: int, course: PublishedCourse, lesson_keys: Collection[str], at: datetime
) -> bool:
    """A test showed that these lessons are known; whether the course is completed by it.

    What was read stays as it was read.
    """
    enrolment = None
    for activity in course.activities:
        if activity.kind != "lesson" or activity.key not in lesson_keys:
            continue
        enrolment, result = _result(person_id, course, activity, at)
        if result.state != "completed":
            result.state = "completed"
            result.completed_at = at
            result.lesson_edition_id = activity.lesson_edition_id
            result.is_exempt = True
    return enrolment is not None and _decide(enrolment, course, at)


def record_quiz_result(
    person_id: int,
    course: PublishedCourse,
    activity: PublishedActivity,
    quiz_edition_id: int,
    scaled_score: Decimal | None,
    passed: bool,
    at: datetime,
) -> bool:
    """A quiz was marked, and this score counts now. Whether the course is completed by it.

    Whoever has passed once has passed.
    """
    enrolment, result = _result(person_id, course, activity, at)
    if scaled_score != result.scaled_score:
        result.scaled_score = scaled_score
        result.quiz_edition_id = quiz_edition_id
    result.passed = bool(result.passed) or passed
    if passed and result.state != "completed":
        result.state = "completed"
        result.completed_at = at
        result.quiz_edition_id = quiz_edition_id
    return _decide(enrolment, course, at)


def confirm_changes(person_id: int, course: PublishedCourse, at: datetime) -> bool:
    """Somebody who completed a course has seen what changed since; whether it is completed by it.

    Only where a card was asked for; a second time changes nothing.
    """
    enrolment = queries.get_enrolment_for_update(person_id, course.course_id)
    if enrolment.again != CARD:
        return False
    _complete(enrolment, course, at)
    return True


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
    if enrolment.state == "completed" or enrolment.again == CARD:
        return False
    required = [each.activity_id for each in course.activities if each.is_required]
    outcomes = [
        ActivityOutcome(result.activity_id, result.state == "completed")
        for result in queries.list_results(enrolment.id)
    ]
    if not is_course_completed(required, outcomes):
        return False
    _complete(enrolment, course, at)
    return True


def _complete(enrolment: Enrolment, course: PublishedCourse, at: datetime) -> None:
    """Write a completion down; what was asked again is answered by it."""
    enrolment.state, enrolment.again, enrolment.asked_again_at = "completed", "", None
    enrolment.completed_at = at
    enrolment.completed_edition_id = course.edition_id
    enrolment.completed_unit_id = queries.find_current_unit_id(enrolment.person_id)
    db.session.flush()
    count_later_of([enrolment.person_id], enrolment.course_id)
    events.publish(CourseCompleted(enrolment.person_id, course.course_id, course.edition_id, at))
