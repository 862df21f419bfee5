"""One person's way through the courses, as her own pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam, select

from core.database import db
from courses.models import Activity, Course, CourseEdition
from enrolments.models import ActivityResult, EarlierResult, Enrolment
from quizzes.models import QuizEdition


@dataclass(frozen=True)
class LearnerEnrolment:
    """One person's way through one course, as a page shows it."""

    enrolment_id: int
    course_key: str
    state: str
    due_on: date | None
    completed_at: datetime | None
    place: str
    results: dict[int, "LearnerResult"]
    again: str = ""

    def is_done(self, activity_id: int) -> bool:
        """Whether an activity is done."""
        result = self.results.get(activity_id)
        return result is not None and result.state == "completed"


@dataclass(frozen=True)
class LearnerResult:
    """One activity's result; of a quiz also how it is taken, by which its score may be hidden."""

    activity_id: int
    state: str
    scaled_score: Decimal | None
    passed: bool | None
    completed_at: datetime | None
    quiz_settings: Mapping[str, Any] | None
    is_exempt: bool


@dataclass(frozen=True)
class CompletedEdition:
    """When a course was completed, and the number of the edition it was completed in."""

    completed_at: datetime | None
    number: int


# Asked on every page of a learner, hence put together only once.
LEARNER_QUERY = (
    select(
        Enrolment.id,
        Course.key,
        Enrolment.state,
        Enrolment.due_on,
        Enrolment.completed_at,
        Enrolment.place,
        Enrolment.again,
        ActivityResult.activity_id,
        ActivityResult.state.label("result_state"),
        ActivityResult.scaled_score,
        ActivityResult.passed,
        ActivityResult.completed_at.label("result_at"),
        ActivityResult.is_exempt,
        QuizEdition.settings,
    )
    .join(Course, Course.id == Enrolment.course_id)
    .outerjoin(ActivityResult, ActivityResult.enrolment_id == Enrolment.id)
    .outerjoin(QuizEdition, QuizEdition.id == ActivityResult.quiz_edition_id)
    .where(Enrolment.person_id == bindparam("person_id"))
    .order_by(Enrolment.due_on.is_(None), Enrolment.due_on, Enrolment.id)
)
ONE_COURSE_QUERY = LEARNER_QUERY.where(Course.key == bindparam("course_key"))


def list_learner_enrolments(person_id: int) -> list[LearnerEnrolment]:
    """A person's enrolments with all results, in one query; the most urgent first."""
    return _gather(list(db.session.execute(LEARNER_QUERY, {"person_id": person_id})))


def find_learner_enrolment(person_id: int, course_key: str) -> LearnerEnrolment | None:
    """A person's enrolment in one course."""
    given = {"person_id": person_id, "course_key": course_key}
    found = _gather(list(db.session.execute(ONE_COURSE_QUERY, given)))
    return found[0] if found else None


def find_read_lesson(
    person_id: int, course_key: str, lesson_key: str
) -> ActivityResult | EarlierResult | None:
    """A person's own result of a lesson that was read; else the last one that was asked anew."""
    for model in (ActivityResult, EarlierResult):
        query = (
            select(model)
            .join(Enrolment, Enrolment.id == model.enrolment_id)
            .join(Activity, Activity.id == model.activity_id)
            .join(Course, Course.id == Enrolment.course_id)
            .where(
                Enrolment.person_id == person_id,
                Course.key == course_key,
                Activity.kind == "lesson",
                Activity.key == lesson_key,
                model.state == "completed",
            )
            .order_by(model.id.desc())
        )
        found: Any = db.session.scalars(query).first()
        if isinstance(found, ActivityResult | EarlierResult):
            return found
    return None


def find_completed_edition_id(person_id: int, course_id: int) -> int | None:
    """In which edition of a course (its id) somebody completed it last."""
    query = select(Enrolment.completed_edition_id).where(
        Enrolment.person_id == person_id, Enrolment.course_id == course_id
    )
    return db.session.scalar(query)


def list_completed_editions(person_id: int) -> dict[str, CompletedEdition]:
    """By course key, when and in which edition this person completed it."""
    query = (
        select(Course.key, Enrolment.completed_at, CourseEdition.number)
        .join(Course, Course.id == Enrolment.course_id)
        .join(CourseEdition, CourseEdition.id == Enrolment.completed_edition_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Course.key)
    )
    return {row.key: CompletedEdition(row[1], row[2]) for row in db.session.execute(query)}


def _gather(rows: list[Row[Any]]) -> list[LearnerEnrolment]:
    found: dict[int, LearnerEnrolment] = {}
    for row in rows:
        enrolment = found.get(row.id)
        if enrolment is None:
            enrolment = LearnerEnrolment(
                *(row.id, row.key, row.state, row.due_on),
                *(row.completed_at, row.place, {}, row.again),
            )
            found[row.id] = enrolment
        if row.activity_id is not None:
            enrolment.results[row.activity_id] = LearnerResult(
                row.activity_id,
                row.result_state,
                row.scaled_score,
                row.passed,
                row.result_at,
                row.settings,
                row.is_exempt,
            )
    return list(found.values())
