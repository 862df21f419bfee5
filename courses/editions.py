"""What of a course is frozen when it is published. Pure: hashes, texts, what is asked for.

The hash of a lesson is of what its author wrote, not of the HTML: a better renderer alone makes
no new edition.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from core.markdown import Picture
from courses.bundles.assembling import CourseContent
from courses.bundles.lessons import Lesson
from courses.bundles.manifest import ManifestActivity
from courses.bundles.mentions import list_shown
from courses.checks import shown_check
from courses.published import PublishedLesson
from courses.rendering import RenderedLesson, align_sections, render_lesson
from quizzes.content import QuizFile
from quizzes.publishing import content_hash

SECONDS_PER_QUESTION = 40


def lesson_hash(versions: Mapping[str, Lesson], media: Mapping[str, Picture]) -> str:
    """The hash of a lesson in all its languages, with the pictures it names."""
    sources = {language: lesson.source for language, lesson in versions.items()}
    shown = list_shown("\n".join(sources.values()), media)
    pictures = {name: media[name].url for name in media if name in shown}
    return content_hash({"sources": sources, "media": pictures})


def draft_digest(texts: Mapping[str, str], media: Mapping[str, Picture]) -> str:
    """What a draft is called by all that it says: texts by path, and the pictures there are."""
    pictures = {name: each.url for name, each in media.items()}
    return content_hash({"texts": dict(texts), "media": pictures})


def lesson_texts(versions: Mapping[str, Lesson], media: Mapping[str, Picture]) -> dict[str, Any]:
    """A lesson as an edition keeps it, by language; the first is the original."""
    original, *translations = versions.values()
    first = render_lesson(original, media)
    texts = {original.language: _lesson_text(original, original, first)}
    for lesson in translations:
        rendered = align_sections(render_lesson(lesson, media), first)
        texts[lesson.language] = _lesson_text(lesson, original, rendered)
    return texts


def published_lesson(edition_id: int, texts: Mapping[str, Any], language: str) -> PublishedLesson:
    """A lesson as a page shows it: in `language`, else in the language it was written in."""
    chosen = language if language in texts else next(iter(texts))
    text = texts[chosen]
    return PublishedLesson(
        lesson_edition_id=edition_id,
        language=chosen,
        title=text["title"],
        minutes=text["minutes"],
        objectives=tuple(text["objectives"]),
        summary=text["summary"],
        sources=tuple(text["sources"]),
        reviewed_on=text["reviewed_on"],
        reviewed_by=text["reviewed_by"],
        sensitive=text["sensitive"],
        sections=tuple(text["sections"]),
        blocks=tuple(shown_block(block) for block in text["blocks"]),
        checks={block["check"]["id"]: block["check"] for block in _checks(text["blocks"])},
    )


def shown_block(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """A block as a page may have it: a check without its key."""
    if block["kind"] != "check":
        return block
    return {"kind": "check", "check": shown_check(block["check"])}


def activity_titles(content: CourseContent, activity: ManifestActivity) -> dict[str, str]:
    """What an activity is called, by language."""
    if activity.kind == "lesson":
        versions = content.lessons[activity.key]
        return {language: lesson.title for language, lesson in versions.items()}
    return dict(content.quizzes[activity.key].title)


def activity_minutes(content: CourseContent, activity: ManifestActivity) -> int:
    """How long an activity takes: as its lesson says, or by the number of questions."""
    if activity.kind == "lesson":
        return next(iter(content.lessons[activity.key].values())).minutes or 0
    quiz = content.quizzes[activity.key]
    if quiz.settings.time_limit is not None:
        return max(1, round(quiz.settings.time_limit.total_seconds() / 60))
    count = len(quiz.current_questions) + sum(rule.count for rule in quiz.settings.draw)
    return max(1, round(count * SECONDS_PER_QUESTION / 60))


def quiz_as_published(content: CourseContent, key: str) -> QuizFile:
    """A quiz that is as sensitive as its course."""
    quiz = content.quizzes[key]
    sensitive = quiz.settings.sensitive or content.manifest.sensitive
    return replace(quiz, settings=replace(quiz.settings, sensitive=sensitive))


def _checks(blocks: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    return (block for block in blocks if block["kind"] == "check")


def _lesson_text(lesson: Lesson, original: Lesson, rendered: RenderedLesson) -> dict[str, Any]:
    return {
        "title": lesson.title,
        "minutes": lesson.minutes or original.minutes or 0,
        "objectives": list(lesson.objectives),
        "summary": rendered.summary_html,
        "sources": [dict(each) for each in lesson.sources or original.sources],
        "reviewed_on": lesson.reviewed_on,
        "reviewed_by": lesson.reviewed_by,
        "sensitive": original.sensitive,
        "sections": list(rendered.sections),
        "blocks": list(rendered.blocks),
        "source": lesson.source,
    }
