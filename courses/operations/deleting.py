"""Deleting a course that nobody ever learned from: what was learned is never lost."""

from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from accounts.audit_actions import COURSE_DELETED
from core.database import db
from courses import queries
from courses.models import (
    Activity,
    Course,
    CourseEdition,
    CourseMedia,
    DraftFile,
    DraftHold,
    DraftReview,
    DraftRevision,
    EditionActivity,
    EditionFile,
    ExchangedFile,
    FileExchange,
    KeptText,
    LessonEdition,
    ReviewComment,
    ScheduledPublication,
    TranslationBase,
)
from courses.operations.auditing import note_course
from courses.publications.queries import is_ever_sensitive
from quizzes.operations import remove_quizzes


class CourseInUse(Exception):
    """Something hangs on the course that must not be lost."""


def delete_course(course: Course, at: datetime, by_id: int | None) -> None:
    """Delete a course with its draft and editions; its pictures stay, others may show them.

    The database itself refuses where anything else hangs on it: raises CourseInUse, and the
    caller rolls back. A sensitive course that was published is refused always, since a refusal
    would tell that somebody has taken it.
    """
    course = queries.get_course_for_update(course.id)
    if is_ever_sensitive(course.id) and queries.find_latest_edition(course.id) is not None:
        raise CourseInUse
    key = course.key
    note_course(COURSE_DELETED, course, by_id, at)
    try:
        _delete_rows(course.id)
        remove_quizzes(key)
    except IntegrityError as error:
        raise CourseInUse from error
    db.session.expunge(course)


def _delete_rows(course_id: int) -> None:
    kept_texts = _list_kept_texts(course_id)
    editions = select(CourseEdition.id).where(CourseEdition.course_id == course_id)
    activities = select(Activity.id).where(Activity.course_id == course_id)
    exchanged = select(ExchangedFile.id).where(ExchangedFile.course_id == course_id)
    written = (
        *(DraftFile, DraftHold, DraftRevision, DraftReview, ReviewComment, TranslationBase),
        *(CourseMedia, ExchangedFile, ScheduledPublication),
    )
    for statement in (
        delete(EditionFile).where(EditionFile.course_edition_id.in_(editions)),
        delete(EditionActivity).where(EditionActivity.course_edition_id.in_(editions)),
        delete(LessonEdition).where(LessonEdition.activity_id.in_(activities)),
        delete(CourseEdition).where(CourseEdition.course_id == course_id),
        delete(Activity).where(Activity.course_id == course_id),
        delete(FileExchange).where(FileExchange.exchanged_file_id.in_(exchanged)),
        *(delete(table).where(table.course_id == course_id) for table in written),
        delete(Course).where(Course.id == course_id),
        delete(KeptText).where(
            KeptText.id.in_(kept_texts), ~exists().where(EditionFile.kept_text_id == KeptText.id)
        ),
    ):
        db.session.execute(statement, execution_options={"synchronize_session": False})


def _list_kept_texts(course_id: int) -> list[int]:
    """The texts that its editions keep; those of other courses may be the same."""
    query = (
        select(EditionFile.kept_text_id)
        .join(CourseEdition, CourseEdition.id == EditionFile.course_edition_id)
        .where(CourseEdition.course_id == course_id)
        .distinct()
    )
    return list(db.session.scalars(query))
