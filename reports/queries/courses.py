"""Courses as reports name them."""

from typing import Any

from sqlalchemy import JSON, and_, func, select

from core.database import db
from courses.models import Activity, Course, CourseEdition, EditionActivity, Programme
from reports.completion import ReportActivity, ReportCourse


def list_courses() -> list[ReportCourse]:
    """All courses, in the order of their programmes."""
    manifest = func.coalesce(CourseEdition.manifest, Course.manifest, type_=JSON())
    is_published = and_(
        CourseEdition.course_id == Course.id, CourseEdition.number == Course.published_number
    )
    query = (
        select(
            Course.id,
            Course.key,
            Course.language,
            CourseEdition.id,
            manifest,
            Course.withdrawn_at.is_not(None),
        )
        .join(Programme, Programme.id == Course.programme_id)
        .outerjoin(CourseEdition, is_published)
        .order_by(Programme.position, Programme.key, Course.key)
    )
    return [_course(*row) for row in db.session.execute(query)]


def list_activities(edition_id: int | None) -> list[ReportActivity]:
    """The lessons and quizzes of an edition of a course, in their order."""
    columns = (
        Activity.id,
        Activity.kind,
        Activity.key,
        EditionActivity.role,
        EditionActivity.titles,
    )
    query = (
        select(*columns)
        .join(EditionActivity, EditionActivity.activity_id == Activity.id)
        .where(EditionActivity.course_edition_id == edition_id)
        .order_by(EditionActivity.position, EditionActivity.id)
    )
    return [ReportActivity(*row) for row in db.session.execute(query)]


def _course(
    course_id: int,
    key: str,
    language: str,
    edition_id: int | None,
    manifest: dict[str, Any],
    is_withdrawn: bool,
) -> ReportCourse:
    is_sensitive = bool(manifest.get("sensitive"))
    title = (manifest.get("neutral_title") if is_sensitive else manifest.get("title")) or key
    titles = title if isinstance(title, dict) else {language: str(title)}
    return ReportCourse(course_id, key, titles, is_sensitive, edition_id, bool(is_withdrawn))
