"""What a person wrote and published; that a course is sensitive keeps nobody from having done so.

Its key and paths are neutral, since they stand in addresses.
"""

from typing import Any

from sqlalchemy import Select, select

from core.database import db
from core.personal_data import Record, Sections
from courses.models import Course, CourseEdition, DraftFile


def export_person(person_id: int) -> Sections:
    """The texts last saved and the editions published by somebody."""
    written = (
        select(Course.key.label("course"), DraftFile.path, DraftFile.changed_at)
        .join(Course, Course.id == DraftFile.course_id)
        .where(DraftFile.changed_by_id == person_id)
        .order_by(DraftFile.id)
    )
    published = (
        select(
            Course.key.label("course"),
            CourseEdition.number,
            CourseEdition.note,
            CourseEdition.published_at,
        )
        .join(Course, Course.id == CourseEdition.course_id)
        .where(CourseEdition.published_by_id == person_id)
        .order_by(CourseEdition.id)
    )
    return {"texts_written": _rows(written), "editions_published": _rows(published)}


def _rows(query: Select[*tuple[Any, ...]]) -> list[Record]:
    return [dict(row) for row in db.session.execute(query).mappings()]
