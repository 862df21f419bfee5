"""Publishing: the draft becomes an edition, which never changes; what did not change is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.audit_actions import COURSE_PUBLISHED
from core import events
from core.database import db, insert_missing
from core.markdown import Picture
from courses import editions, queries
from courses.bundles.assembling import CourseContent
from courses.bundles.lessons import Lesson
from courses.bundles.manifest import Manifest, ManifestActivity
from courses.events import CoursePublished
from courses.history.operations import seal_published
from courses.material import CARD, NOT_AGAIN, can_use_card, changed_lessons
from courses.models import Activity, Course, CourseEdition, EditionActivity, LessonEdition
from courses.operations.auditing import note_course
from courses.operations.drafts import assemble_draft, name_draft
from courses.operations.importing import place_course
from courses.operations.keeping import keep_texts
from courses.operations.reviewing import refuse_unreviewed
from courses.operations.schedules import end_schedule
from courses.publications.queries import is_ever_sensitive, list_lesson_places
from quizzes.operations import publish_quiz
from quizzes.publishing import content_hash
from quizzes.quiz_markdown.problems import Problem

Places = dict[int, int | None]


class NothingToPublish(Exception):
    """The draft says what the published edition says."""


class DraftMovedOn(Exception):
    """The draft is no longer the one that whoever publishes has seen."""


class CardHasNothing(Exception):
    """A card of what changed was asked for, and no lesson changed."""


class DraftHasMistakes(Exception):
    """The draft cannot be published; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"The draft has {len(problems)} problems.")
        self.problems = problems


@dataclass(frozen=True)
class Change:
    """What whoever publishes says of a change: a note, and whether people have to know it anew.

    A material change may ask for completion again (`again`, courses.material), by a day.
    """

    note: str = ""
    is_material: bool = False
    again: str = NOT_AGAIN
    again_by: date | None = None


def publish_course(
    course: Course,
    is_material: bool,
    note: str,
    at: datetime,
    by_id: int | None = None,
    seen: str | None = None,
) -> CourseEdition:
    """Publish with a change that asks nobody again; else like publish_draft."""
    return publish_draft(course, Change(note.strip()[:500], is_material), at, by_id, seen)


def publish_draft(
    course: Course,
    change: Change,
    at: datetime,
    by_id: int | None = None,
    seen: str | None = None,
) -> CourseEdition:
    """Freeze the draft into the edition that learners see from now on.

    Completions stay; whom the change asks again is told by the event. `seen` is what the draft
    was called that was looked at (`editions.draft_digest`). Raises DraftMovedOn,
    DraftHasMistakes, ReviewMissing, NothingToPublish or CardHasNothing; the caller rolls back.
    """
    edition, latest, manifest = _make_edition(course, change, at, by_id, seen)
    place_course(course, manifest)
    _stand(course, edition, latest)
    return edition


def check_publication(course: Course, change: Change, at: datetime, seen: str) -> None:
    """Find out whether a draft could be published; raises as publish_draft does.

    Nothing is changed by it.
    """
    with db.session.begin_nested() as trial:
        _make_edition(course, change, at, None, seen)
        trial.rollback()


def _make_edition(
    course: Course, change: Change, at: datetime, by_id: int | None, seen: str | None
) -> tuple[CourseEdition, CourseEdition | None, Manifest]:
    """The edition that a draft makes, which nobody sees yet, the last one, and course.yml."""
    content = _sound_content(queries.get_course_for_update(course.id), seen)
    places = _publish_activities(course, content, queries.course_pictures(course), at)
    digest = _edition_hash(content, places)
    latest = queries.find_latest_edition(course.id)
    edition = CourseEdition(
        course_id=course.id,
        number=_next_number(latest, digest),
        content_hash=digest,
        manifest=dict(content.manifest.values),
        is_material=change.is_material,
        **_asked(change, latest),
        note=change.note,
        **{"published_at": at, "published_by_id": by_id},
        activities=[EditionActivity(**place) for place in places],
    )
    if edition.again == CARD and not can_use_card(_places_of(latest), _lessons_in(edition)):
        raise CardHasNothing
    return edition, latest, content.manifest


def _asked(change: Change, latest: CourseEdition | None) -> dict[str, Any]:
    """How an edition asks again; a first one asks nobody."""
    return {"again": change.again if latest else NOT_AGAIN, "again_by": change.again_by}


def _sound_content(course: Course, seen: str | None) -> CourseContent:
    """What a draft says that may be published; raises as publish_draft says."""
    if seen is not None and seen != name_draft(course):
        raise DraftMovedOn
    assembled = assemble_draft(course)
    if assembled.content is None or not assembled.is_sound:
        raise DraftHasMistakes(assembled.problems)
    refuse_unreviewed(course)
    return assembled.content


def _next_number(latest: CourseEdition | None, digest: str) -> int:
    """The number of the next edition; raises NothingToPublish where the last one says the same."""
    if latest is not None and latest.content_hash == digest:
        raise NothingToPublish
    return latest.number + 1 if latest else 1


def _stand(course: Course, edition: CourseEdition, latest: CourseEdition | None) -> None:
    """Let an edition be the one that learners see, keep its texts, and say so."""
    before, now = _places_of(latest), _lessons_in(edition)
    db.session.add(edition)
    course.published_number = edition.number
    db.session.flush()
    _settle(course, edition)
    events.publish(
        CoursePublished(
            course_id=course.id,
            key=course.key,
            edition_id=edition.id,
            number=edition.number,
            is_material=edition.is_material,
            at=edition.published_at,
            again=edition.again,
            again_by=edition.again_by,
            changed_lesson_ids=changed_lessons(before, now),
            is_sensitive=is_ever_sensitive(course.id),
        )
    )


def _places_of(edition: CourseEdition | None) -> Places:
    return list_lesson_places(edition.id) if edition else {}


def _lessons_in(edition: CourseEdition) -> Places:
    return {each.activity_id: each.lesson_edition_id for each in edition.activities}


def _settle(course: Course, edition: CourseEdition) -> None:
    """Keep what was published, end what waited for it, and write down who did it."""
    keep_texts(course, edition)
    end_schedule(course)
    seal_published(course.id, edition.number)
    _note_publication(course, edition)


def _note_publication(course: Course, edition: CourseEdition) -> None:
    """Write down who published."""
    by_id, at = edition.published_by_id, edition.published_at
    note_course(COURSE_PUBLISHED, course, by_id, at, {"edition": edition.number})


def _publish_activities(
    course: Course, content: CourseContent, pictures: Mapping[str, Picture], at: datetime
) -> list[dict[str, Any]]:
    """Freeze every lesson and quiz; the places of the activities in the new edition."""
    places = []
    for position, each in enumerate(content.manifest.activities, 1):
        activity = _activity(course.id, each)
        place: dict[str, Any] = {
            **{"activity_id": activity.id, "position": position},
            **{"role": each.role, "exempts": each.exempts},
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
            quiz = editions.quiz_as_published(content, each.key)
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
