"""Publishing: the draft becomes an edition, which never changes; what did not change is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.audit_actions import COURSE_PUBLISHED
from accounts.operations.auditing import note as note_in_audit
from core import events
from core.database import db, insert_missing
from core.markdown import Picture
from courses import editions, queries
from courses.bundles.assembling import CourseContent
from courses.bundles.lessons import Lesson
from courses.bundles.manifest import ManifestActivity
from courses.events import CoursePublished
from courses.models import Activity, Course, CourseEdition, EditionActivity, LessonEdition
from courses.operations.drafts import assemble_draft
from quizzes.operations import publish_quiz
from quizzes.publishing import content_hash
from quizzes.quiz_markdown.problems import Problem


class NothingToPublish(Exception):
    """The draft says what the published edition says."""


class DraftHasMistakes(Exception):
    """The draft cannot be published; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"The draft has {len(problems)} problems.")
        self.problems = problems


def publish_course(
    course: Course, is_material: bool, note: str, at: datetime, by_id: int | None = None
) -> CourseEdition:
    """Freeze the draft into the edition that learners see from now on.

    Whether the change is material is kept with the edition; completions stay. Raises
    DraftHasMistakes, or NothingToPublish; the caller rolls back then.
    """
    assembled = assemble_draft(queries.get_course_for_update(course.id))
    content = assembled.content
    if content is None or not assembled.is_sound:
        raise DraftHasMistakes(assembled.problems)
    places = _publish_activities(course, content, queries.course_pictures(course), at)
    latest = queries.find_latest_edition(course.id)
    digest = _edition_hash(content, places)
    if latest is not None and latest.content_hash == digest:
        raise NothingToPublish
    edition = CourseEdition(
        course_id=course.id,
        number=latest.number + 1 if latest else 1,
        content_hash=digest,
        manifest=dict(content.manifest.values),
        is_material=is_material,
        note=note.strip()[:500],
        published_at=at,
        published_by_id=by_id,
        activities=[EditionActivity(**place) for place in places],
    )
    _stand(course, edition)
    return edition


def _stand(course: Course, edition: CourseEdition) -> None:
    """Let an edition be the one that learners see, and say so."""
    db.session.add(edition)
    course.published_number = edition.number
    db.session.flush()
    _note_publication(course, edition)
    events.publish(
        CoursePublished(
            course.id,
            course.key,
            edition.id,
            edition.number,
            edition.is_material,
            edition.published_at,
        )
    )


def _note_publication(course: Course, edition: CourseEdition) -> None:
    """Write down who published; which course only where it is not a sensitive one."""
    if edition.manifest.get("sensitive"):
        note_in_audit(COURSE_PUBLISHED, edition.published_by_id, edition.published_at)
        return
    details = {"edition": edition.number}
    note_in_audit(
        COURSE_PUBLISHED,
        edition.published_by_id,
        edition.published_at,
        subject=course.key,
        details=details,
    )


def _publish_activities(
    course: Course, content: CourseContent, pictures: Mapping[str, Picture], at: datetime
) -> list[dict[str, Any]]:
    """Freeze every lesson and quiz; the places of the activities in the new edition."""
    places = []
    for position, each in enumerate(content.manifest.activities, 1):
        activity = _activity(course.id, each)
        place: dict[str, Any] = {
            "activity_id": activity.id,
            "position": position,
            "role": each.role,
            "is_required": (each.kind, each.key) in content.manifest.required,
            "titles": editions.activity_titles(content, each),
            "minutes": editions.activity_minutes(content, each),
            "lesson_edition_id": None,
            "quiz_edition_id": None,
        }
        if each.kind == "lesson":
            lesson = _publish_lesson(activity, content.lessons[each.key], pictures, at)
            place["lesson_edition_id"] = lesson.id
        else:
            quiz = content.quizzes[each.key]
            banks = list(content.banks.values())
            place["quiz_edition_id"] = publish_quiz(course.key, quiz, banks, pictures, at).id
        places.append(place)
    return places


def _activity(course_id: int, each: ManifestActivity) -> Activity:
    """The identity of an activity, made when it is published for the first time."""
    insert_missing(Activity, course_id=course_id, kind=each.kind, key=each.key)
    activity = queries.find_activity(course_id, each.kind, each.key)
    if activity is None:  # pragma: no cover - it was inserted a line above
        raise LookupError(each.key)
    return activity


def _publish_lesson(
    activity: Activity,
    versions: Mapping[str, Lesson],
    pictures: Mapping[str, Picture],
    at: datetime,
) -> LessonEdition:
    digest = editions.lesson_hash(versions, pictures)
    latest = queries.find_latest_lesson_edition(activity.id)
    if latest is not None and latest.content_hash == digest:
        return latest
    edition = LessonEdition(
        activity_id=activity.id,
        number=latest.number + 1 if latest else 1,
        content_hash=digest,
        texts=editions.lesson_texts(versions, pictures),
        created_at=at,
    )
    db.session.add(edition)
    db.session.flush()
    return edition


def _edition_hash(content: CourseContent, places: list[dict[str, Any]]) -> str:
    """The hash of all that an edition says; lessons and quizzes are named by their editions."""
    lessons = {
        key: {language: lesson.source for language, lesson in versions.items()}
        for key, versions in content.lessons.items()
        if ("lesson", key) in {(each.kind, each.key) for each in content.manifest.activities}
    }
    return content_hash({"manifest": content.manifest.values, "places": places, "lessons": lessons})
