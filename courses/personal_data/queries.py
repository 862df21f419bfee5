"""What a person wrote and published; that a course is sensitive keeps nobody from having done so.

Its key and paths are neutral, since they stand in addresses.
"""

from typing import Any

from sqlalchemy import CompoundSelect, Select, case, or_, select, union_all

from core.database import db
from core.personal_data import Record, Sections
from courses.models import (
    Course,
    CourseEdition,
    CourseMedia,
    DraftFile,
    DraftHold,
    DraftReview,
    DraftRevision,
    ExchangedFile,
    FileExchange,
    ReviewComment,
    ScheduledPublication,
)
from courses.organisation.models import OrganisationText

Query = Select[*tuple[Any, ...]]


def export_person(person_id: int) -> Sections:
    """Texts and files saved, held and exchanged, editions, reviews, and gaps filled by somebody."""
    return {
        "texts_written": _rows(_written(person_id)),
        "texts_saved": _rows(_saved(person_id)),
        "texts_held": _rows(_held(person_id)),
        "courses_exchanged": _rows(_exchanged(person_id)),
        "editions_published": _rows(_published(person_id)),
        "publications_planned": _rows(_planned(person_id)),
        "reviews": _rows(_reviews(person_id)),
        "review_comments": _rows(_comments(person_id)),
        "gaps_filled": _rows(_filled(person_id)),
    }


def _filled(person_id: int) -> Query:
    return (
        select(OrganisationText.key, OrganisationText.language, OrganisationText.changed_at)
        .where(OrganisationText.changed_by_id == person_id)
        .order_by(OrganisationText.id)
    )


def _written(person_id: int) -> CompoundSelect[*tuple[Any, ...]]:
    """Texts and files, in one question."""
    return union_all(
        *(
            select(Course.key.label("course"), name.label("path"), table.changed_at)
            .join(Course, Course.id == table.course_id)
            .where(table.changed_by_id == person_id)
            for table, name in ((DraftFile, DraftFile.path), (CourseMedia, CourseMedia.name))
        )
    ).order_by("course", "path")


def _exchanged(person_id: int) -> Query:
    return (
        select(Course.key.label("course"))
        .join(ExchangedFile, ExchangedFile.course_id == Course.id)
        .join(FileExchange, FileExchange.exchanged_file_id == ExchangedFile.id)
        .where(FileExchange.person_id == person_id)
        .group_by(Course.key)
        .order_by(Course.key)
    )


def _saved(person_id: int) -> Query:
    return (
        select(
            Course.key.label("course"),
            DraftRevision.path,
            DraftRevision.number.label("revision"),
            DraftRevision.began_at,
            DraftRevision.saved_at,
        )
        .join(Course, Course.id == DraftRevision.course_id)
        .where(DraftRevision.saved_by_id == person_id)
        .order_by(DraftRevision.id)
    )


def _held(person_id: int) -> Query:
    return (
        select(Course.key.label("course"), DraftHold.path, DraftHold.since_at, DraftHold.seen_at)
        .join(Course, Course.id == DraftHold.course_id)
        .where(DraftHold.person_id == person_id)
        .order_by(DraftHold.id)
    )


def _published(person_id: int) -> Query:
    return (
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


def _planned(person_id: int) -> Query:
    plan = ScheduledPublication
    query = select(Course.key.label("course"), plan.note, plan.publish_at).join(plan.course)
    return query.where(plan.scheduled_by_id == person_id).order_by(plan.id)


def _reviews(person_id: int) -> Query:
    """What somebody asked for or decided; of the two, the words that are her own."""
    review = DraftReview
    is_asker, is_decider = review.asked_by_id == person_id, review.decided_by_id == person_id
    return (
        select(
            Course.key.label("course"),
            case((is_asker, review.note)).label("note"),
            case((is_asker, review.asked_at)).label("asked_at"),
            case((is_decider, review.decision)).label("decision"),
            case((is_decider, review.decided_at)).label("decided_at"),
        )
        .join(Course, Course.id == review.course_id)
        .where(or_(is_asker, is_decider))
        .order_by(review.id)
    )


def _comments(person_id: int) -> Query:
    comment = ReviewComment
    return (
        select(Course.key.label("course"), comment.path, comment.words, comment.written_at)
        .join(Course, Course.id == comment.course_id)
        .where(comment.written_by_id == person_id)
        .order_by(comment.id)
    )


def _rows(query: Query | CompoundSelect[*tuple[Any, ...]]) -> list[Record]:
    return [dict(row) for row in db.session.execute(query).mappings()]
