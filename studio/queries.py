"""Every SELECT of the studio: courses with their state, texts with who wrote them, editions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, literal, or_, select
from sqlalchemy.orm import aliased

from accounts.models import Person
from accounts.names import fold
from accounts.reach import Programmes
from core.database import db
from courses.bundles.manifest import manifest_language
from courses.models import (
    Activity,
    Course,
    CourseEdition,
    DraftFile,
    DraftReview,
    EditionActivity,
    LessonEdition,
    Programme,
    TranslationBase,
)
from enrolments.models import Assignment, Enrolment
from quizzes.models import Attempt, QuestionEdition, Quiz, QuizEdition, QuizException
from studio.contents import DraftText, manifest_titles

MOST_WORDS = 6


@dataclass(frozen=True)
class CourseState:
    """A course as the studio lists it; `number` is None before it is published."""

    key: str
    language: str
    titles: Mapping[str, str]
    programme_titles: Mapping[str, str]
    number: int | None
    published_at: datetime | None
    changed_at: datetime
    is_withdrawn: bool = False
    waits_for_review: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether the draft was saved after the edition that learners see."""
        return self.published_at is None or self.changed_at > self.published_at


@dataclass(frozen=True)
class EditionLine:
    """An edition as the studio lists it."""

    id: int
    number: int
    note: str
    is_material: bool
    published_at: datetime
    published_by: str | None


def list_course_states(programmes: Programmes) -> list[CourseState]:
    """Every course of these programmes, one after the other.

    Manifests are read whole: PostgreSQL refuses to look into some JSON that it keeps.
    """
    query = (
        select(
            Course.key,
            Course.language,
            Course.manifest,
            Programme.titles.label("programme_titles"),
            CourseEdition.number,
            CourseEdition.published_at,
            Course.changed_at,
            Course.withdrawn_at.is_not(None),
            exists().where(DraftReview.course_id == Course.id, DraftReview.state == "open"),
        )
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(
            CourseEdition,
            (CourseEdition.course_id == Course.id)
            & (CourseEdition.number == Course.published_number),
        )
        .order_by(Programme.position, Programme.id, Course.key)
    )
    if programmes.keys is not None:
        query = query.where(Programme.key.in_(sorted(programmes.keys)))
    return [CourseState(*_as_drafted(*row[:3]), *row[3:]) for row in db.session.execute(query)]


def _as_drafted(
    key: str, language: str, manifest: Mapping[str, Any]
) -> tuple[str, str, Mapping[str, str]]:
    """A course's key with the language and the titles that its draft has."""
    own = manifest_language(manifest, language)
    return key, own, manifest_titles(manifest, own)


def list_draft_texts(course_id: int) -> list[DraftText]:
    """The texts of a draft with who saved each last, by name."""
    query = (
        select(DraftFile.path, DraftFile.source, DraftFile.changed_at, Person.full_name)
        .outerjoin(Person, Person.id == DraftFile.changed_by_id)
        .where(DraftFile.course_id == course_id)
        .order_by(DraftFile.path)
    )
    return [DraftText(*row) for row in db.session.execute(query)]


def list_draft_paths(course_id: int) -> list[str]:
    """The names of all texts of a draft."""
    query = select(DraftFile.path).where(DraftFile.course_id == course_id)
    return list(db.session.scalars(query.order_by(DraftFile.path)))


def list_named_files(course_id: int, paths: Collection[str]) -> list[DraftFile]:
    """The texts of a draft that have these names."""
    query = select(DraftFile).where(DraftFile.course_id == course_id, DraftFile.path.in_(paths))
    return list(db.session.scalars(query.order_by(DraftFile.path)))


def list_edition_lines(course_id: int) -> list[EditionLine]:
    """All editions of a course with who published them, the newest first."""
    query = (
        select(
            CourseEdition.id,
            CourseEdition.number,
            CourseEdition.note,
            CourseEdition.is_material,
            CourseEdition.published_at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == CourseEdition.published_by_id)
        .where(CourseEdition.course_id == course_id)
        .order_by(CourseEdition.number.desc())
    )
    return [EditionLine(*row) for row in db.session.execute(query)]


def find_lesson_sources(edition_id: int) -> dict[tuple[str, str], str]:
    """What the lessons of an edition say, as Markdown, by (lesson, language)."""
    query = (
        select(Activity.key, LessonEdition.texts)
        .join(EditionActivity, EditionActivity.lesson_edition_id == LessonEdition.id)
        .join(Activity, Activity.id == EditionActivity.activity_id)
        .where(EditionActivity.course_edition_id == edition_id)
        .order_by(EditionActivity.position)
    )
    return {
        (key, language): text["source"]
        for key, texts in db.session.execute(query)
        for language, text in texts.items()
    }


def list_published_parts(course: Course) -> list[tuple[Mapping[str, str], object]]:
    """What the edition that learners see keeps of each activity, with the activity's titles.

    Of a lesson these are its texts, of a quiz its introduction and the questions it may ask.
    """
    query = (
        select(EditionActivity.titles, LessonEdition.texts, QuizEdition)
        .join(CourseEdition, CourseEdition.id == EditionActivity.course_edition_id)
        .outerjoin(LessonEdition, LessonEdition.id == EditionActivity.lesson_edition_id)
        .outerjoin(QuizEdition, QuizEdition.id == EditionActivity.quiz_edition_id)
        .where(
            CourseEdition.course_id == course.id, CourseEdition.number == course.published_number
        )
        .order_by(EditionActivity.position)
    )
    rows = db.session.execute(query).all()
    wanted = {each["edition_id"] for _titles, _texts, quiz in rows if quiz for each in quiz.pool}
    asked = select(QuestionEdition.id, QuestionEdition.html).where(QuestionEdition.id.in_(wanted))
    questions = {row[0]: row[1] for row in db.session.execute(asked.order_by(QuestionEdition.id))}
    parts: list[tuple[Mapping[str, str], object]] = []
    for titles, texts, quiz in rows:
        pool = [questions.get(each["edition_id"]) for each in quiz.pool] if quiz else []
        parts.append((titles, texts or [quiz.introductions if quiz else {}, pool]))
    return parts


def was_learned(course_id: int, key: str) -> bool:
    """Whether anybody was ever enrolled in a course, assigned it, or tried one of its quizzes."""
    enrolments = select(Enrolment.id).where(Enrolment.course_id == course_id)
    assignments = select(Assignment.id).where(Assignment.course_id == course_id)
    attempts = select(Attempt.id).join(Quiz, Quiz.id == Attempt.quiz_id)
    found = enrolments.union_all(assignments, attempts.where(Quiz.owner_key == key)).limit(1)
    return db.session.scalars(found).first() is not None


def find_person_name(person_id: int | None) -> str | None:
    """What somebody is called."""
    if person_id is None:
        return None
    return db.session.scalar(select(Person.full_name).where(Person.id == person_id))


def list_person_names(person_ids: set[int]) -> dict[int, str]:
    """What these people are called, by their ids."""
    if not person_ids:
        return {}
    query = select(Person.id, Person.full_name).where(Person.id.in_(person_ids))
    return {row[0]: row[1] for row in db.session.execute(query.order_by(Person.id))}


@dataclass(frozen=True)
class EnrolledPerson:
    """Somebody who is enrolled in a course."""

    id: int
    uuid: UUID
    full_name: str
    employee_code: str | None


@dataclass(frozen=True)
class ExceptionLine:
    """What somebody is allowed beyond the settings of a quiz, and who allowed it."""

    uuid: UUID
    full_name: str
    extra_minutes: int
    extra_attempts: int
    closes_at: datetime | None
    note: str
    at: datetime
    by: str | None


def search_enrolled(course_id: int, words: str, most: int) -> list[EnrolledPerson]:
    """The people enrolled in a course whose name or employee code holds all these words."""
    query = _enrolled(course_id).where(Person.deactivated_at.is_(None))
    for word in words.split()[:MOST_WORDS]:
        query = query.where(
            or_(
                (literal(" ") + Person.search_key).contains(f" {fold(word)}", autoescape=True),
                Person.employee_code.contains(word.upper(), autoescape=True),
            )
        )
    found = db.session.execute(query.order_by(Person.sort_key, Person.id).limit(most))
    return [EnrolledPerson(*row) for row in found]


def find_enrolled(course_id: int, uuid: UUID) -> EnrolledPerson | None:
    """Somebody who is enrolled in a course; others are not found."""
    row = db.session.execute(_enrolled(course_id).where(Person.uuid == uuid)).first()
    return EnrolledPerson(*row) if row else None


def list_exceptions(quiz_id: int) -> list[ExceptionLine]:
    """All exceptions of a quiz, by name."""
    by = aliased(Person)
    query = (
        select(
            *(Person.uuid, Person.full_name, QuizException.extra_minutes),
            *(QuizException.extra_attempts, QuizException.closes_at, QuizException.note),
            *(QuizException.at, by.full_name),
        )
        .join(Person, Person.id == QuizException.person_id)
        .outerjoin(by, by.id == QuizException.by_id)
        .where(QuizException.quiz_id == quiz_id)
        .order_by(Person.sort_key, Person.id)
    )
    return [ExceptionLine(*row) for row in db.session.execute(query)]


def _enrolled(course_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Person.id, Person.uuid, Person.full_name, Person.employee_code)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Enrolment.course_id == course_id)
    )


def list_translation_bases(course_id: int) -> dict[str, str]:
    """What the originals of a course's translations said when in step with them, by path."""
    query = (
        select(TranslationBase.path, TranslationBase.source)
        .where(TranslationBase.course_id == course_id)
        .order_by(TranslationBase.path)
    )
    return {row.path: row.source for row in db.session.execute(query)}


def find_translation_base(course_id: int, path: str) -> str | None:
    """What the original of one translation said when both were in step."""
    query = select(TranslationBase.source)
    return db.session.scalar(
        query.where(TranslationBase.course_id == course_id, TranslationBase.path == path)
    )
