"""Reading a learner's progress: courses from below joined with what the person did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from core.database import db
from courses.changes_card import ChangesCard, make_card
from courses.models import Activity, Course, CourseEdition, EditionActivity
from courses.publications.queries import list_lesson_places, list_lesson_texts
from courses.published import PublishedCourse
from courses.queries import (
    find_published_course,
    list_published_courses,
    list_standing_courses,
)
from enrolments.models import ActivityResult, Enrolment
from enrolments.queries import (
    LearnerEnrolment,
    LearnerResult,
    find_completed_edition_id,
    find_learner_enrolment,
    list_learner_enrolments,
)
from portal.progress import CourseProgress, ResultOnRecord, course_progress
from quizzes.models import QuizEdition
from quizzes.quiz_settings import settings_from_json
from quizzes.review import visible_parts


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


def list_record(person_id: int, today: date) -> list[CourseProgress]:
    """Every course that a person is enrolled in, those withdrawn as well."""
    courses = {course.key: course for course in list_standing_courses()}
    return [
        _join(courses[enrolment.course_key], enrolment, today)
        for enrolment in list_learner_enrolments(person_id)
        if enrolment.course_key in courses
    ]


def find_course_progress(person_id: int, key: str, today: date) -> CourseProgress | None:
    """One published course as this person stands to it."""
    course = find_published_course(key)
    if course is None:
        return None
    return _join(course, find_learner_enrolment(person_id, key), today)


def read_changes_card(person_id: int, course: PublishedCourse, language: str) -> ChangesCard:
    """What changed in a course since a person completed it."""
    completed_id = find_completed_edition_id(person_id, course.course_id)
    before = list_lesson_places(completed_id) if completed_id else {}
    now = {each.activity_id: each.lesson_edition_id for each in course.activities}
    differing = set(before.items()) ^ set(now.items())
    texts = list_lesson_texts({edition for _, edition in differing if edition is not None})
    editions = {edition_id: each.texts for edition_id, each in texts.items()}
    return make_card(course, before, editions, language)


def list_past_results(person_id: int) -> dict[str, list[PastResult]]:
    """By course key, this person's results of what the courses of today do not hold."""
    found: dict[tuple[str, str, str], PastResult] = {}
    rows = db.session.execute(_past_results(person_id))
    for course_key, kind, key, titles, state, score, settings in rows:
        shown = _shown(score, state, settings)
        found[(course_key, kind, key)] = PastResult(kind, key, titles, state, shown)
    results: dict[str, list[PastResult]] = {}
    for (course_key, _kind, _key), result in found.items():
        results.setdefault(course_key, []).append(result)
    return results


def _past_results(person_id: int) -> Select[*tuple[Any, ...]]:
    there, done = EditionActivity, ActivityResult
    is_same = or_(
        there.lesson_edition_id == done.lesson_edition_id,
        there.quiz_edition_id == done.quiz_edition_id,
    )
    return (
        select(
            *(Course.key, Activity.kind, Activity.key),
            *(there.titles, done.state, done.scaled_score, QuizEdition.settings),
        )
        .select_from(done)
        .join(Enrolment, Enrolment.id == done.enrolment_id)
        .join(Course, Course.id == Enrolment.course_id)
        .join(Activity, Activity.id == done.activity_id)
        .join(there, and_(there.activity_id == done.activity_id, is_same))
        .outerjoin(QuizEdition, QuizEdition.id == done.quiz_edition_id)
        .where(Enrolment.person_id == person_id, ~_is_there_today())
        .order_by(there.course_edition_id, there.position)
    )


def _join(
    course: PublishedCourse, enrolment: LearnerEnrolment | None, today: date
) -> CourseProgress:
    if enrolment is None:
        return course_progress(course, {}, None, None, "", today)
    results = {key: _on_record(result) for key, result in enrolment.results.items()}
    state, due_on, place = enrolment.state, enrolment.due_on, enrolment.place
    since = (enrolment.again, enrolment.completed_at)
    return course_progress(course, results, state, due_on, place, today, *since)


def _on_record(result: LearnerResult) -> ResultOnRecord:
    score = _shown(result.scaled_score, result.state, result.quiz_settings)
    return ResultOnRecord(result.state, score, result.is_exempt)


def _shown(score: Decimal | None, state: str, settings: Mapping[str, Any] | None) -> Decimal | None:
    """A quiz's score where its review shows it; what only closing shows, the quiz itself tells."""
    if settings is None:
        return score
    parts = visible_parts(
        settings_from_json(settings).review,
        is_submitted=True,
        has_passed=state == "completed",
        is_closed=False,
    )
    return score if "score" in parts else None


def _is_there_today() -> ColumnElement[bool]:
    """Whether the edition that learners see holds the activity of a result."""
    today = aliased(EditionActivity)
    return exists().where(
        today.activity_id == ActivityResult.activity_id,
        today.course_edition_id == CourseEdition.id,
        CourseEdition.course_id == Course.id,
        CourseEdition.number == Course.published_number,
    )
