"""Every SELECT about courses; published ones are read once and kept.

An edition never changes, so what was made of one is kept in memory under its number and the
hash of its content, in a bounded number.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from core.database import db
from core.i18n import LocalText, localised
from core.markdown import Picture
from courses.editions import published_lesson
from courses.models import (
    Activity,
    Course,
    CourseEdition,
    CourseMedia,
    DraftFile,
    EditionActivity,
    LessonEdition,
    Programme,
)
from courses.published import (
    PublishedActivity,
    PublishedCourse,
    PublishedLesson,
    make_published_course,
)
from media.addresses import media_url
from media.models import MediaFile
from media.operations import read_text

Kept = TypeVar("Kept")


class _Shelf:
    """Keeps what was made of editions, the longest unused going first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable) -> Any:
        """What is kept under `key`, or None."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: Hashable, value: Kept) -> Kept:
        """Keep a value."""
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value


# Asked on every page of a learner, hence put together only once.
PUBLISHED: Select[*tuple[Any, ...]] = (
    select(
        Course.id,
        Course.key,
        Course.language,
        CourseEdition.id.label("edition_id"),
        CourseEdition.number,
        CourseEdition.content_hash,
    )
    .join(
        CourseEdition,
        (CourseEdition.course_id == Course.id) & (CourseEdition.number == Course.published_number),
    )
    .join(Programme, Programme.id == Course.programme_id)
)
IS_THERE = Course.withdrawn_at.is_(None)
ONE_STANDING = PUBLISHED.where(Course.key == bindparam("key"))
ONE_PUBLISHED = ONE_STANDING.where(IS_THERE)
ALL_STANDING = PUBLISHED.order_by(Programme.position, Programme.id, Course.key)
ALL_PUBLISHED = ALL_STANDING.where(IS_THERE)

_courses = _Shelf(200)
_lessons = _Shelf(200)


def list_programme_names() -> dict[str, LocalText]:
    """What the programmes are called in the reader's language, by key, in their order."""
    query = select(Programme.key, Programme.titles).order_by(Programme.position, Programme.id)
    return {key: localised(titles) for key, titles in db.session.execute(query)}


def list_programmes() -> list[Programme]:
    """All programmes in their order."""
    query = select(Programme).order_by(Programme.position, Programme.id)
    return list(db.session.scalars(query))


def find_programme(key: str) -> Programme | None:
    """The programme with this key."""
    return db.session.scalars(select(Programme).where(Programme.key == key)).first()


def find_course(key: str) -> Course | None:
    """The course with this key, published or not."""
    query = select(Course).options(joinedload(Course.programme)).where(Course.key == key)
    return db.session.scalars(query).first()


def list_courses() -> list[Course]:
    """All courses with their programmes, as trainers see them."""
    query = select(Course).options(joinedload(Course.programme)).join(Course.programme)
    return list(db.session.scalars(query.order_by(Programme.position, Programme.id, Course.key)))


def list_sensitive_keys() -> frozenset[str]:
    """The keys of all courses that are sensitive, or were so in any edition.

    Manifests are read whole: PostgreSQL refuses to look into some JSON that it keeps.
    """
    in_drafts = select(Course.key, Course.manifest)
    in_editions = select(Course.key, CourseEdition.manifest).join(
        CourseEdition, CourseEdition.course_id == Course.id
    )
    manifests = db.session.execute(in_drafts.union_all(in_editions).order_by("key"))
    return frozenset(key for key, manifest in manifests if manifest.get("sensitive"))


def find_published_course(key: str) -> PublishedCourse | None:
    """The edition of a course that learners see; one query where it is known already."""
    row = db.session.execute(ONE_PUBLISHED, {"key": key}).first()
    return _courses_of([row])[0] if row else None


def find_standing_course(key: str) -> PublishedCourse | None:
    """The same for what was begun before: also where the course is withdrawn since."""
    row = db.session.execute(ONE_STANDING, {"key": key}).first()
    return _courses_of([row])[0] if row else None


def list_published_courses() -> list[PublishedCourse]:
    """All published courses, programme by programme; at most two queries."""
    return _courses_of(db.session.execute(ALL_PUBLISHED).all())


def list_standing_courses() -> list[PublishedCourse]:
    """The same with those that were withdrawn, for what is on record."""
    return _courses_of(db.session.execute(ALL_STANDING).all())


def get_lesson_edition(edition_id: int) -> LessonEdition:
    """A lesson as it stood when it was published; raises NoResultFound."""
    return db.session.get_one(LessonEdition, edition_id)


def get_lesson(activity: PublishedActivity, language: str) -> PublishedLesson:
    """The lesson of an activity in `language`, else in its own; no query where it is kept."""
    if activity.lesson_edition_id is None:
        raise ValueError(f"The activity {activity.key} is no lesson.")
    key = (activity.lesson_edition_id, activity.content_hash, language)
    kept: PublishedLesson | None = _lessons.find(key)
    if kept is not None:
        return kept
    query = select(LessonEdition.texts).where(LessonEdition.id == activity.lesson_edition_id)
    texts = db.session.scalars(query).one()
    return _lessons.keep(key, published_lesson(activity.lesson_edition_id, texts, language))


def list_draft_files(course: Course) -> list[DraftFile]:
    """All texts of a course's draft, by name."""
    query = select(DraftFile).where(DraftFile.course_id == course.id)
    return list(db.session.scalars(query.order_by(DraftFile.path)))


def find_draft_file(course: Course, path: str) -> DraftFile | None:
    """The text with this name."""
    query = select(DraftFile).where(DraftFile.course_id == course.id, DraftFile.path == path)
    return db.session.scalars(query).first()


def list_course_media(course: Course) -> list[tuple[CourseMedia, MediaFile]]:
    """The files that a course may show, by their names in it."""
    query = (
        select(CourseMedia, MediaFile)
        .join(MediaFile, MediaFile.id == CourseMedia.media_file_id)
        .where(CourseMedia.course_id == course.id)
        .order_by(CourseMedia.name)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def find_course_media(course: Course, name: str) -> CourseMedia | None:
    """The file that a course calls so."""
    query = select(CourseMedia).where(CourseMedia.course_id == course.id, CourseMedia.name == name)
    return db.session.scalars(query).first()


def course_pictures(course: Course) -> dict[str, Picture]:
    """Where the files that a course may show are served, and how large they are."""
    return {
        named.name: Picture(
            media_url(file.sha256, file.extension),
            file.width,
            file.height,
            read_text(file) if file.extension == "txt" else "",
        )
        for named, file in list_course_media(course)
    }


def find_activity(course_id: int, kind: str, key: str) -> Activity | None:
    """A lesson or quiz by its key, whether it stands in the published edition or not."""
    query = select(Activity).where(
        Activity.course_id == course_id, Activity.kind == kind, Activity.key == key
    )
    return db.session.scalars(query).first()


def find_latest_lesson_edition(activity_id: int) -> LessonEdition | None:
    """The newest edition of a lesson."""
    query = select(LessonEdition).where(LessonEdition.activity_id == activity_id)
    return db.session.scalars(query.order_by(LessonEdition.number.desc()).limit(1)).first()


def find_latest_edition(course_id: int) -> CourseEdition | None:
    """The newest edition of a course."""
    query = select(CourseEdition).where(CourseEdition.course_id == course_id)
    return db.session.scalars(query.order_by(CourseEdition.number.desc()).limit(1)).first()


def get_course_for_update(course_id: int) -> Course:
    """A course, locked until this transaction ends."""
    return db.session.get_one(Course, course_id, with_for_update=True, populate_existing=True)


def _courses_of(rows: Sequence[Row[Any]]) -> list[PublishedCourse]:
    """Put published courses together, reading only the editions that are not kept yet."""
    keys = {row.id: (row.id, row.key, row.edition_id, row.content_hash) for row in rows}
    found = {row.id: _courses.find(keys[row.id]) for row in rows}
    missing = [row for row in rows if found[row.id] is None]
    if missing:
        manifests, activities = _read_editions([row.edition_id for row in missing])
        for row in missing:
            edition = row.edition_id
            course = make_published_course(row, manifests[edition], activities.get(edition, []))
            found[row.id] = _courses.keep(keys[row.id], course)
    return [found[row.id] for row in rows]


def _read_editions(
    edition_ids: list[int],
) -> tuple[dict[int, dict[str, Any]], dict[int, list[PublishedActivity]]]:
    manifests: dict[int, dict[str, Any]] = {}
    activities: dict[int, list[PublishedActivity]] = {}
    for row in db.session.execute(_edition_activities(edition_ids)):
        manifests[row[0]] = row[1]
        activities.setdefault(row[0], []).append(PublishedActivity(*row[2:]))
    return manifests, activities


def _edition_activities(edition_ids: list[int]) -> Select[*tuple[Any, ...]]:
    """The columns are the edition, its manifest, then those of PublishedActivity in order."""
    return (
        select(
            EditionActivity.course_edition_id,
            CourseEdition.manifest,
            EditionActivity.activity_id,
            Activity.kind,
            Activity.key,
            EditionActivity.role,
            EditionActivity.titles,
            EditionActivity.minutes,
            EditionActivity.position,
            EditionActivity.is_required,
            EditionActivity.lesson_edition_id,
            EditionActivity.quiz_edition_id,
            func.coalesce(LessonEdition.content_hash, ""),
            EditionActivity.exempts,
        )
        .join(CourseEdition, CourseEdition.id == EditionActivity.course_edition_id)
        .join(Activity, Activity.id == EditionActivity.activity_id)
        .outerjoin(LessonEdition, LessonEdition.id == EditionActivity.lesson_edition_id)
        .where(EditionActivity.course_edition_id.in_(edition_ids))
        .order_by(EditionActivity.course_edition_id, EditionActivity.position)
    )
