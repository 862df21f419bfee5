"""The card of what changed since somebody completed a course: before and now. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from courses.comparing.lessons import NO_TEXT, choose_text, compare_lessons, count_words
from courses.comparing.passages import Passage
from courses.published import PublishedCourse

WORDS_PER_MINUTE = 200
Places = Mapping[int, int | None]
Editions = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class ChangedPassage:
    """A passage before and now, either of which may be nothing, and the heading it stands under."""

    heading: str
    before: Any
    now: Any


@dataclass(frozen=True)
class ChangedLesson:
    """A lesson that changed, came or went (`kind`: changed, new, gone), by what is different."""

    kind: str
    key: str
    title: str
    language: str
    passages: tuple[ChangedPassage, ...]


@dataclass(frozen=True)
class ChangesCard:
    """Everything that changed of the lessons of a course, in their order."""

    lessons: tuple[ChangedLesson, ...]
    minutes: int


def make_card(
    course: PublishedCourse, before: Places, editions: Editions, language: str
) -> ChangesCard:
    """The card for whoever completed a course when its lessons stood as `before` says.

    `editions` holds the texts of the lessons that differ, by the ids of their editions.
    """
    lessons, words = [], 0
    now = {each.activity_id: each.lesson_edition_id for each in course.activities}
    keys = {each.activity_id: each.key for each in course.activities}
    gone = [activity_id for activity_id in before if activity_id not in now]
    for activity_id in (*now, *gone):
        old, new = before.get(activity_id), now.get(activity_id)
        if old == new:
            continue
        lesson, count = _compared(
            keys.get(activity_id, ""), _texts(editions, old), _texts(editions, new), language
        )
        words += count
        if lesson.passages or lesson.kind != "changed":
            lessons.append(lesson)
    return ChangesCard(tuple(lessons), max(1, round(words / WORDS_PER_MINUTE)))


def _texts(editions: Editions, edition_id: int | None) -> Mapping[str, Any]:
    return editions.get(edition_id, {}) if edition_id is not None else {}


def _compared(
    key: str, old: Mapping[str, Any], new: Mapping[str, Any], language: str
) -> tuple[ChangedLesson, int]:
    chosen, now = choose_text(new or old, language)
    before = choose_text(old, chosen)[1] if old else NO_TEXT
    title = str(now.get("title", ""))
    if not old:
        return ChangedLesson("new", key, title, chosen, ()), 0
    if not new:
        return ChangedLesson("gone", key, title, chosen, ()), 0
    passages = compare_lessons(before, now)
    return ChangedLesson("changed", key, title, chosen, _pairs(passages)), count_words(passages)


def _pairs(passages: list[Passage]) -> tuple[ChangedPassage, ...]:
    pairs, heading = [], ""
    for passage in passages:
        if passage.is_heading:
            heading = str(passage.now.striptags())
        if passage.is_changed:
            pairs.append(
                ChangedPassage("" if passage.is_heading else heading, passage.before, passage.now)
            )
    return tuple(pairs)
