"""A published course as the packages above read it: frozen, and safe to keep in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any


@dataclass(frozen=True)
class PublishedActivity:
    """An activity's place in a published course.

    Whoever passes a quiz that `exempts` need not read the lessons of what she knew.
    """

    activity_id: int
    kind: str
    key: str
    role: str
    titles: Mapping[str, str]
    minutes: int
    position: int
    is_required: bool
    lesson_edition_id: int | None
    quiz_edition_id: int | None
    content_hash: str = ""
    exempts: bool = False


@dataclass(frozen=True)
class PublishedLesson:
    """A lesson in one language; `language` is the original's where it is not translated.

    Blocks are {"kind": "html", "html"}, {"kind": "check", "check": ShownCheck} or
    {"kind": "helplines", "topic"} or {"kind": "organisation", "key", "note"}. `checks` holds the
    checks with their keys, by id, for marking; no page shows it.
    """

    lesson_edition_id: int
    language: str
    title: str
    minutes: int
    objectives: tuple[str, ...]
    summary: str
    sources: tuple[Mapping[str, str], ...]
    reviewed_on: str | None
    reviewed_by: str | None
    sensitive: str | None
    sections: tuple[Mapping[str, str], ...]
    blocks: tuple[Mapping[str, Any], ...]
    checks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class PublishedCourse:
    """One edition of a course: what it is called, and its activities in order."""

    course_id: int
    key: str
    language: str
    edition_id: int
    edition_number: int
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    minutes: int
    order: str
    activities: tuple[PublishedActivity, ...]
    programme: str = ""
    sensitive: str | None = None
    neutral_titles: Mapping[str, str] = field(default_factory=dict)
    valid_for_months: int | None = None

    def find_activity(self, kind: str, key: str) -> PublishedActivity | None:
        """The lesson or quiz with this key."""
        for activity in self.activities:
            if activity.kind == kind and activity.key == key:
                return activity
        return None

    def find_next(self, activity: PublishedActivity) -> PublishedActivity | None:
        """The activity that follows."""
        following = [each for each in self.activities if each.position > activity.position]
        return following[0] if following else None


def make_published_course(
    row: Any, manifest: Mapping[str, Any], activities: Sequence[PublishedActivity]
) -> PublishedCourse:
    """A course as an edition has it: `row` names it, `manifest` is its course.yml."""
    language = manifest.get("language") or row.language
    texts = partial(_texts, manifest, language)
    completion = manifest.get("completion") or {}
    return PublishedCourse(
        course_id=row.id,
        key=row.key,
        language=language,
        edition_id=row.edition_id,
        edition_number=row.number,
        titles=texts("title"),
        summaries=texts("summary"),
        minutes=manifest.get("minutes") or sum(each.minutes for each in activities),
        order=completion.get("order") or "free",
        activities=tuple(activities),
        programme=manifest.get("programme", ""),
        sensitive=manifest.get("sensitive"),
        neutral_titles=texts("neutral_title"),
        valid_for_months=manifest.get("valid_for_months"),
    )


def _texts(manifest: Mapping[str, Any], language: str, name: str) -> dict[str, str]:
    value = manifest.get(name)
    return {language: value} if isinstance(value, str) else dict(value or {})
