"""Reading a learner's progress: courses from below joined with what the person did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from core.database import db
from courses.models import Activity, Course, CourseEdition, EditionActivity
from courses.published import PublishedCourse
from courses.queries import find_published_course, list_published_courses
from enrolments.models import ActivityResult, Enrolment
from enrolments.queries import (
    LearnerEnrolment,
    LearnerResult,
    find_learner_enrolment,
    list_learner_enrolments,
)
from portal.progress import CourseProgress, ResultOnRecord, course_progress


@dataclass(frozen=True)
class PastResult:
    """What was done of a lesson or quiz that its course has no more; titles as they were then."""

    kind: str
    key: str
    titles: Mapping[str, str]
    state: str
    score: Decimal | None


def list_course_progress(person_id: int, today: date) -> list[CourseProgress]:
    """Every published course as this person stands to it; the most urgent first."""
    courses = {course.key: course for course in list_published_courses()}
    enrolments = list_learner_enrolments(person_id)
    enrolled = [
        _join(courses.pop(enrolment.course_key), enrolment, today)
        for enrolment in enrolments
        if enrolment.course_key in courses
    ]
    return enrolled + [_join(course, None, today) for course in courses.values()]


def find_course_progress(person_id: int, key: str, today: date) -> CourseProgress | None:
    """One published course as this person stands to it."""
    course = find_published_course(key)
    if course is None:
        return None
    return _join(course, find_learner_enrolment(person_id, key), today)


def list_past_results(person_id: int) -> dict[str, list[PastResult]]:
    """By course key, this person's results of what the courses of today do not hold."""
    there, done = EditionActivity, ActivityResult
    is_same = or_(
        there.lesson_edition_id == done.lesson_edition_id,
        there.quiz_edition_id == done.quiz_edition_id,
    )
    query = (
        select(
            *(Course.key, Activity.kind, Activity.key),
            *(there.titles, done.state, done.scaled_score),
        )
        .select_from(done)
        .join(Enrolment, Enrolment.id == done.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Activity, Activity.id == done.activity_id)
        .join(there, and_(there.activity_id == done.activity_id, is_same))
        .where(Enrolment.person_id == person_id, ~_is_there_today())
        .order_by(there.course_edition_id, there.position)
    )
    found = {(row[0], row[1], row[2]): PastResult(*row[1:]) for row in db.session.execute(query)}
    results: dict[str, list[PastResult]] = {}
    for (course_key, _kind, _key), result in found.items():
        results.setdefault(course_key, []).append(result)
    return results


def _join(
    course: PublishedCourse, enrolment: LearnerEnrolment | None, today: date
) -> CourseProgress:
    if enrolment is None:
        return course_progress(course, {}, None, None, "", today)
    results = {key: _on_record(result) for key, result in enrolment.results.items()}
    return course_progress(
        course, results, enrolment.state, enrolment.due_on, enrolment.place, today
    )


def _on_record(result: LearnerResult) -> ResultOnRecord:
    return ResultOnRecord(result.state, result.scaled_score)


def _is_there_today() -> ColumnElement[bool]:
    """Whether the edition that learners see holds the activity of a result."""
    today = aliased(EditionActivity)
    return exists().where(
        today.activity_id == ActivityResult.activity_id,
        today.course_edition_id == CourseEdition.id,
        CourseEdition.course_id == Course.id,
        CourseEdition.number == Course.published_number,
    )
