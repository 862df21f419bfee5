"""A course's draft as a trainer finds her way through it: its texts, in learners' order. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.yaml_source import UNWRITABLE
from courses.bundles.assembling import CourseContent, text_language
from quizzes.quiz_markdown.problems import Problem
from studio.comparing import Comparison, compare_texts

KINDS = {"lessons": "lesson", "quizzes": "quiz", "banks": "bank"}
NAME_END = re.compile(r"(\.[a-z]{2})?\.md\Z")


@dataclass(frozen=True)
class DraftText:
    """One text of a draft, as it was saved last."""

    path: str
    source: str
    changed_at: datetime
    changed_by: str | None


@dataclass(frozen=True)
class TextVersion:
    """A text in one of its languages."""

    path: str
    language: str
    is_changed: bool
    mistake_count: int


@dataclass(frozen=True)
class TextGroup:
    """A lesson, quiz or bank in all its languages, the original first."""

    titles: Mapping[str, str]
    versions: tuple[TextVersion, ...]

    @property
    def path(self) -> str:
        """Where the original stands."""
        return self.versions[0].path

    def version_in(self, language: str) -> TextVersion:
        """The version in `language`, else the original."""
        return next((each for each in self.versions if each.language == language), self.versions[0])

    @property
    def is_changed(self) -> bool:
        """Whether any language changed since the last edition."""
        return any(version.is_changed for version in self.versions)

    @property
    def mistake_count(self) -> int:
        """How many mistakes stand in it."""
        return sum(version.mistake_count for version in self.versions)


@dataclass(frozen=True)
class TextChange:
    """A text that changed since the last edition; lessons can be compared with it."""

    text: DraftText
    language: str
    titles: Mapping[str, str]
    comparison: Comparison | None


def manifest_titles(manifest: Mapping[str, Any], language: str) -> Mapping[str, str]:
    """A course's titles; letters that no page can hold, stored once, are shown as U+FFFD."""
    value = manifest.get("title")
    titles = {language: value} if isinstance(value, str) else dict(value or {})
    return {name: UNWRITABLE.sub("\ufffd", str(text)) for name, text in titles.items()}


def text_kind(path: str) -> str:
    """What a text is by its name: lesson, quiz, bank, or course for course.yml."""
    return KINDS.get(path.partition("/")[0], "course")


def find_siblings(path: str, paths: Iterable[str], own: str) -> list[tuple[str, str]]:
    """The same text in all its languages, as (language, path), the original first."""
    stem = stem_of(path)
    found = [(text_language(each, own), each) for each in paths if stem_of(each) == stem]
    return sorted(found, key=lambda each: (each[0] != own, each[0]))


def group_texts(
    texts: Sequence[DraftText],
    content: CourseContent | None,
    own: str,
    changed: frozenset[str],
    problems: Iterable[Problem],
) -> dict[str, list[TextGroup]]:
    """All texts by kind; lessons and quizzes as learners meet them, `changed` are paths."""
    mistakes = Counter(each.path for each in problems if each.severity == "error")
    titles = find_titles(content)
    stems: dict[str, list[TextVersion]] = {}
    for text in texts:
        version = TextVersion(
            text.path, text_language(text.path, own), text.path in changed, mistakes[text.path]
        )
        stems.setdefault(stem_of(text.path), []).append(version)
    groups: dict[str, list[TextGroup]] = {}
    places = _places(content)
    for stem in sorted(stems, key=lambda each: (places.get(each, len(places)), each)):
        versions = sorted(stems[stem], key=lambda each: (each.language != own, each.language))
        group = TextGroup(titles.get(stem) or {own: stem.rpartition("/")[2]}, tuple(versions))
        groups.setdefault(text_kind(group.path), []).append(group)
    return groups


def find_changes(
    texts: Iterable[DraftText],
    sources: Mapping[str, str],
    content: CourseContent | None,
    own: str,
) -> list[TextChange]:
    """The texts that changed, held against the edition where it keeps them."""
    titles = find_titles(content)
    return [
        TextChange(
            text,
            text_language(text.path, own),
            titles.get(stem_of(text.path), {}),
            compare_texts(sources[text.path], text.source) if text.path in sources else None,
        )
        for text in texts
    ]


def find_titles(content: CourseContent | None) -> dict[str, Mapping[str, str]]:
    """What each text is called, by language, under its path without language and ending."""
    if content is None:
        return {}
    titles: dict[str, Mapping[str, str]] = {}
    for versions in content.lessons.values():
        own = next(iter(versions.values()))
        titles[stem_of(own.path)] = {
            language: lesson.title for language, lesson in versions.items() if lesson.title
        }
    for file in (*content.quizzes.values(), *content.banks.values()):
        titles[stem_of(file.path)] = dict(file.title)
    return titles


def find_quiz_keys(content: CourseContent | None) -> dict[str, str]:
    """The key of each quiz, by the path of its text."""
    return {quiz.path: key for key, quiz in content.quizzes.items()} if content else {}


def find_question_places(content: CourseContent | None) -> dict[tuple[str, str], tuple[str, int]]:
    """Where each question is written, as path and line, by its bank and name.

    A quiz's own questions stand in a bank of its name, as they do once they are published.
    """
    if content is None:
        return {}
    files = {f"quiz/{key}": quiz for key, quiz in content.quizzes.items()} | dict(content.banks)
    return {
        (bank, question.id): (file.path, question.line)
        for bank, file in files.items()
        for question in file.questions
    }


def find_changed(
    texts: Iterable[DraftText], sources: Mapping[str, str], published_at: datetime | None
) -> frozenset[str]:
    """The paths of texts that say something else than the edition of `published_at`.

    `sources` are texts as the edition has them, by path. Where it keeps none, a text saved
    since counts as changed.
    """
    if published_at is None:
        return frozenset()
    return frozenset(
        text.path
        for text in texts
        if text.changed_at > published_at and sources.get(text.path) != text.source
    )


def lesson_sources_by_path(
    content: CourseContent | None, sources: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    """Published lessons, by (lesson, language), under the names that the draft has for them."""
    if content is None:
        return {}
    return {
        lesson.path: sources[key, language]
        for key, versions in content.lessons.items()
        for language, lesson in versions.items()
        if (key, language) in sources
    }


def stem_of(path: str) -> str:
    """A text's path without language and ending."""
    return NAME_END.sub("", path)


def _places(content: CourseContent | None) -> dict[str, int]:
    """The place of each text among the activities."""
    if content is None:
        return {}
    places = {}
    for position, activity in enumerate(content.manifest.activities):
        if activity.kind == "lesson" and activity.key in content.lessons:
            lesson = next(iter(content.lessons[activity.key].values()))
            places[stem_of(lesson.path)] = position
        elif activity.kind == "quiz" and activity.key in content.quizzes:
            places[stem_of(content.quizzes[activity.key].path)] = position
    return places
