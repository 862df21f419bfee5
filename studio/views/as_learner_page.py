"""What a learner of a unit meets of the draft, in a language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, request, url_for

from accounts.queries import CurrentUnit, find_unit, list_units
from core.i18n import LANGUAGE_NAMES, LocalText, current_language, localised
from core.i18n import gettext as _
from courses.bundles.assembling import CourseContent
from courses.editions import activity_minutes, activity_titles, lesson_texts, shown_block
from courses.lesson_page import show_blocks
from courses.models import Course
from enrolments.queries import list_assignments_over
from studio.changes import CourseVersion
from studio.previews import LessonPreview
from studio.views.reaching import get_course
from studio.views.versions import draft_version


@dataclass(frozen=True)
class Met:
    """An activity as it is met: its place among all, its names, where it leads."""

    kind: str
    key: str
    number: int
    titles: Mapping[str, str]
    minutes: int


@dataclass(frozen=True)
class Looking:
    """Who looks at what: the draft of a course, as somebody of a unit would, in a language.

    Without a unit nothing is said of what is assigned.
    """

    course: Course
    version: CourseVersion
    content: CourseContent
    language: str
    unit: CurrentUnit | None
    units: Sequence[CurrentUnit]
    met: tuple[Met, ...]
    is_assigned: bool
    due_on: date | None

    @property
    def chosen(self) -> dict[str, str]:
        """What was chosen, as addresses carry it along."""
        unit = {"unit": self.unit.key} if self.unit else {}
        return {"language": self.language, **unit}

    @property
    def languages(self) -> Mapping[str, str]:
        """The languages that a learner may choose, each by its own name."""
        return LANGUAGE_NAMES

    @property
    def title(self) -> LocalText:
        """What the course is called."""
        return localised(self.content.manifest.titles, self.version.own)

    def find(self, kind: str, key: str) -> Met | None:
        """The lesson or quiz with this key."""
        return next((each for each in self.met if (each.kind, each.key) == (kind, key)), None)

    def find_next(self, met: Met) -> Met | None:
        """What follows."""
        return next((each for each in self.met if each.number == met.number + 1), None)

    def url(self, kind: str, key: str, **more: object) -> str:
        """Where an activity is met, by the same unit and language."""
        address: dict[str, Any] = {f"{kind}_key": key, **self.chosen, **more}
        return url_for(f"studio.{kind}_as_learner", key=self.course.key, **address)


def look(key: str) -> Looking:
    """The draft of a course as the request asks to see it; 404 where nothing can be read of it."""
    course = get_course(key)
    version = draft_version(course)
    content = version.content or abort(404)
    language = request.values.get("language", "")
    unit_key = request.values.get("unit", "")
    unit = (find_unit(unit_key) or abort(404)) if unit_key else None
    assignments = list_assignments_over(unit.id) if unit else []
    theirs = [each for each in assignments if each.course_id == course.id]
    return Looking(
        course,
        version,
        content,
        language if language in LANGUAGE_NAMES else current_language(),
        unit,
        list_units(),
        _met(content),
        bool(theirs),
        theirs[-1].due_on if theirs else None,
    )


def course_values(looking: Looking) -> dict[str, object]:
    """What the page of the course shows."""
    manifest = looking.content.manifest
    return {
        "summary": localised(manifest.summaries, looking.version.own),
        "minutes": manifest.minutes or sum(each.minutes for each in looking.met),
        "activities": [
            {
                "title": localised(each.titles, looking.version.own),
                "url": looking.url(each.kind, each.key),
                "state": "not_started",
                "is_current": each.number == 1,
                "kind": _("Quiz") if each.kind == "quiz" else None,
                "minutes": each.minutes,
            }
            for each in looking.met
        ],
    }


def lesson_values(looking: Looking, met: Met) -> tuple[LessonPreview, dict[str, Any]]:
    """A lesson as its page shows it: in the language, else in the course's own."""
    versions = looking.content.lessons[met.key]
    texts = lesson_texts(versions, looking.version.pictures)
    language = looking.language if looking.language in texts else next(iter(texts))
    text = texts[language]
    raw = [shown_block(block) for block in text["blocks"]]
    checks = {b["check"]["id"]: b["check"] for b in text["blocks"] if b["kind"] == "check"}
    blocks = show_blocks(raw)
    shown = LessonPreview(
        language, text["title"], text["minutes"], text["sources"], blocks, checks, []
    )
    following = looking.find_next(met)
    return shown, {
        "lesson": shown,
        "met": met,
        "blocks": blocks,
        "raw_blocks": raw,
        "following": following,
        "following_url": looking.url(following.kind, following.key) if following else None,
    }


def _met(content: CourseContent) -> tuple[Met, ...]:
    known = {("lesson", key) for key in content.lessons} | {
        ("quiz", key) for key in content.quizzes
    }
    listed = [e for e in content.manifest.activities if (e.kind, e.key) in known]
    return tuple(
        Met(
            each.kind,
            each.key,
            number,
            activity_titles(content, each),
            activity_minutes(content, each),
        )
        for number, each in enumerate(listed, 1)
    )
