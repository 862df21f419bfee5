"""Every SELECT about kept editions, reviews and planned publications."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Subquery, func, or_, select, union

from accounts.reach import Programmes
from core.database import db
from courses.models import (
    Course,
    CourseEdition,
    CourseMedia,
    DraftReview,
    DraftRevision,
    EditionActivity,
    EditionFile,
    KeptText,
    LessonEdition,
    Programme,
    ReviewComment,
    ScheduledPublication,
)
from courses.reviewing import OpenReview, may_wait, waiting_for
from media.models import MediaFile


def is_ever_sensitive(course_id: int) -> bool:
    """Whether a course is sensitive, or was so in any edition.

    Manifests are read whole: PostgreSQL refuses to look into some JSON that it keeps.
    """
    draft = select(Course.manifest).where(Course.id == course_id)
    editions = select(CourseEdition.manifest).where(CourseEdition.course_id == course_id)
    manifests = db.session.scalars(draft.union_all(editions))
    return any(manifest.get("sensitive") for manifest in manifests)


def find_edition(course_id: int, number: int) -> CourseEdition | None:
    """An edition of a course by its number."""
    query = select(CourseEdition).where(
        CourseEdition.course_id == course_id, CourseEdition.number == number
    )
    return db.session.scalars(query).first()


def edition_texts(edition_id: int) -> dict[str, str]:
    """The texts kept with an edition, by path; none where it is older than the keeping."""
    query = (
        select(EditionFile.path, KeptText.source)
        .join(KeptText, KeptText.id == EditionFile.kept_text_id)
        .where(EditionFile.course_edition_id == edition_id)
        .order_by(EditionFile.path)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_lesson_places(edition_id: int) -> dict[int, int | None]:
    """Which edition of each lesson stands in an edition of its course, by activity (ids)."""
    query = (
        select(EditionActivity.activity_id, EditionActivity.lesson_edition_id)
        .where(EditionActivity.course_edition_id == edition_id)
        .order_by(EditionActivity.position)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_lesson_texts(edition_ids: Collection[int]) -> dict[int, LessonEdition]:
    """Lessons as they were published, by the ids of their editions."""
    query = select(LessonEdition).where(LessonEdition.id.in_(sorted(edition_ids)))
    return {each.id: each for each in db.session.scalars(query.order_by(LessonEdition.id))}


def list_media_files(file_ids: Collection[int]) -> list[MediaFile]:
    """Of these files those that are there."""
    query = select(MediaFile).where(MediaFile.id.in_(sorted(file_ids)))
    return list(db.session.scalars(query.order_by(MediaFile.id)))


def find_schedule(course_id: int) -> ScheduledPublication | None:
    """What is planned for a course, or came to nothing."""
    query = select(ScheduledPublication).where(ScheduledPublication.course_id == course_id)
    return db.session.scalars(query).first()


def list_due_schedules(now: datetime) -> list[tuple[int, int]]:
    """What is due to be published, the earliest first: the plan and its course (ids)."""
    query = (
        select(ScheduledPublication.id, ScheduledPublication.course_id)
        .where(ScheduledPublication.publish_at <= now, ScheduledPublication.refused_at.is_(None))
        .order_by(ScheduledPublication.publish_at, ScheduledPublication.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def list_reviews(course_id: int) -> list[DraftReview]:
    """All reviews of a course, in the order they were asked for."""
    query = select(DraftReview).where(DraftReview.course_id == course_id)
    return list(db.session.scalars(query.order_by(DraftReview.id)))


def find_open_review(course_id: int) -> DraftReview | None:
    """The review that somebody waits for."""
    query = select(DraftReview).where(
        DraftReview.course_id == course_id, DraftReview.state == "open"
    )
    return db.session.scalars(query).first()


def find_last_review(course_id: int) -> DraftReview | None:
    """The review that was asked for last."""
    query = select(DraftReview).where(DraftReview.course_id == course_id)
    return db.session.scalars(query.order_by(DraftReview.id.desc()).limit(1)).first()


def list_waiting_courses(person_id: int, programmes: Programmes) -> frozenset[str]:
    """The keys of the courses in these programmes whose drafts wait for this person's word.

    Who wrote what is asked only of the drafts that may wait for her.
    """
    reviews = [each for each in _list_open_reviews(programmes) if may_wait(person_id, each)]
    writers = list_draft_writers([each.course_id for each in reviews])
    return waiting_for(person_id, reviews, writers)


def _list_open_reviews(programmes: Programmes) -> list[OpenReview]:
    """The reviews that nobody has decided, in the order they were asked for."""
    since = _last_publications()
    query = (
        select(
            *(Course.id, Course.key, DraftReview.asked_by_id, DraftReview.asked_at),
            *(Course.changed_at, since.c.published_at),
        )
        .join(Course, Course.id == DraftReview.course_id)
        .outerjoin(since, since.c.course_id == Course.id)
        .where(DraftReview.state == "open")
        .order_by(DraftReview.id)
    )
    if programmes.keys is not None:
        query = query.join(Programme, Programme.id == Course.programme_id)
        query = query.where(Programme.key.in_(sorted(programmes.keys)))
    return [OpenReview(*row) for row in db.session.execute(query)]


def list_draft_writers(course_ids: Collection[int]) -> dict[int, set[int | None]]:
    """Who saved any text of a draft, or brought a file in, since the last edition, by course.

    Whoever wrote last hides nobody who wrote before.
    """
    if not course_ids:
        return {}
    saves = _since_publication(DraftRevision.course_id, DraftRevision.saved_at)
    files = _since_publication(CourseMedia.course_id, CourseMedia.changed_at)
    wrote = saves.add_columns(DraftRevision.saved_by_id)
    brought = files.add_columns(CourseMedia.changed_by_id)
    query = union(
        wrote.where(DraftRevision.course_id.in_(course_ids)),
        brought.where(CourseMedia.course_id.in_(course_ids), CourseMedia.changed_at.is_not(None)),
    )
    found: dict[int, set[int | None]] = {}
    for course_id, person_id in db.session.execute(query):
        found.setdefault(course_id, set()).add(person_id)
    return found


def list_comments(course_id: int) -> list[ReviewComment]:
    """What was said of the places in a course's draft, in the order of the places."""
    query = select(ReviewComment).where(ReviewComment.course_id == course_id)
    order = (ReviewComment.path, ReviewComment.line, ReviewComment.id)
    return list(db.session.scalars(query.order_by(*order)))


def find_comment(course_id: int, comment_id: int) -> ReviewComment | None:
    """A comment of this course."""
    query = select(ReviewComment).where(
        ReviewComment.course_id == course_id, ReviewComment.id == comment_id
    )
    return db.session.scalars(query).first()


def _last_publications() -> Subquery:
    """When the last edition of each course was published."""
    published_at = func.max(CourseEdition.published_at).label("published_at")
    query = select(CourseEdition.course_id, published_at).group_by(CourseEdition.course_id)
    return query.subquery()


def _since_publication(course_id: Any, at: Any) -> Select[Any]:
    """The courses of rows that are later than the last edition."""
    since = _last_publications()
    query = select(course_id).outerjoin(since, since.c.course_id == course_id)
    return query.where(or_(since.c.published_at.is_(None), at > since.c.published_at))
