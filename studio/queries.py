"""Every SELECT of the studio: courses with their state, texts with who wrote them, editions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from accounts.models import Person
from accounts.reach import Programmes
from core.database import db
from courses.models import (
    Activity,
    Course,
    CourseEdition,
    DraftFile,
    EditionActivity,
    LessonEdition,
    Programme,
)
from studio.contents import DraftText, manifest_titles


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
    return [
        CourseState(row[0], row[1], manifest_titles(row[2], row[1]), *row[3:])
        for row in db.session.execute(query)
    ]


def list_draft_texts(course_id: int) -> list[DraftText]:
    """The texts of a draft with who saved each last, by name."""
    query = (
        select(DraftFile.path, DraftFile.source, DraftFile.changed_at, Person.full_name)
        .outerjoin(Person, Person.id == DraftFile.changed_by_id)
        .where(DraftFile.course_id == course_id)
        .order_by(DraftFile.path)
    )
    return [DraftText(*row) for row in db.session.execute(query)]


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


def find_person_name(person_id: int | None) -> str | None:
    """What somebody is called."""
    if person_id is None:
        return None
    return db.session.scalar(select(Person.full_name).where(Person.id == person_id))
