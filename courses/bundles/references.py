"""Whether every file that a text shows is there, and every file that is there is shown.

And whether people who do not hear a film are told what is said in it.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from core.markdown_uses import MediaUse, find_media
from core.media_kinds import PLAYED, VIDEO, find_companions, kind_of
from core.sentences import say
from courses.bundles.lessons import Lesson
from courses.bundles.mentions import list_shown, write_name
from courses.rendering import list_passages
from quizzes.content import QuizFile
from quizzes.question_types import type_of
from quizzes.quiz_markdown.problems import Problem

# What every way to name a file holds; a text without it is not worth parsing.
SIGNS = re.compile(r"!\[|<|media/|\][(:\[][^\n]*[%&]", re.IGNORECASE)
Passage = tuple[str, str]
NOTHING_KNOWN: Mapping[str, Collection[str]] = {}


def lesson_passages(lessons: Mapping[str, Mapping[str, Lesson]]) -> Iterator[Passage]:
    """The texts of all lessons, each with the file it stands in."""
    for versions in lessons.values():
        for lesson in versions.values():
            yield from ((lesson.path, text) for text in list_passages(lesson))


def quiz_passages(files: Mapping[str, QuizFile]) -> Iterator[Passage]:
    """The texts of quizzes or banks, each with the file it stands in."""
    for file in files.values():
        for language, text in _quiz_texts(file):
            translated = f"{file.path.removesuffix('.md')}.{language}.md"
            yield (file.path if language == file.language else translated), text


def find_media_problems(
    passages: Iterator[Passage],
    sources: Mapping[str, str],
    media_names: Collection[str],
    known: Mapping[str, Collection[str]] = NOTHING_KNOWN,
) -> list[Problem]:
    """What is wrong with the files that texts show, then the files that no text shows.

    `known` are the files that a text names where it was rendered already, by the text.
    """
    problems = []
    used: set[str] = set()
    for path, text in passages:
        if not SIGNS.search(text):
            continue
        use, source = _use_of(text, known), sources.get(path, "")
        used.update(use.names)
        for name in use.names:
            if name not in media_names:
                problems.append(_missing(path, source, name))
        problems += _find_unsaid(path, source, use, media_names)
    shown = used | list_shown("\n".join(map(write_name, sorted(used))), media_names)
    for name in sorted(set(media_names) - shown):
        message, mend = say("No text shows this file."), say("Show it, or take it away.")
        problems.append(Problem(name, 0, message, mend, "warning"))
    return problems


def _use_of(text: str, known: Mapping[str, Collection[str]]) -> MediaUse:
    """What is told of a film is seen only where the text is looked through for it."""
    names = known.get(text)
    if names is None or any(kind_of(name) in PLAYED for name in names):
        return find_media(text)
    return MediaUse(tuple(names), ())


def _quiz_texts(file: QuizFile) -> Iterator[tuple[str, str]]:
    yield from file.introduction.items()
    for section in file.sections:
        yield from section.introduction.items()
    for question in file.questions:
        for language, text in question.texts.items():
            passages = type_of(question).list_passages(text)
            yield from ((language, passage) for passage in passages)


def _find_unsaid(
    path: str, source: str, use: MediaUse, media_names: Collection[str]
) -> Iterator[Problem]:
    """Films and sounds that say nothing to those who are deaf."""
    for name in use.names:
        if kind_of(name) not in PLAYED or name not in media_names or name in use.told:
            continue
        beside = find_companions(name, media_names)
        is_film = kind_of(name) == VIDEO
        if beside.transcripts or (is_film and beside.captions):
            continue
        stem = name.rpartition(".")[0]
        wanted = f"{stem}.vi.vtt" if is_film else f"{stem}.vi.txt"
        message = say("%(name)s has neither captions nor a transcript.", name=name)
        mend = say(
            "Add %(file)s, or open what is said below it with %(sign)s.", file=wanted, sign="???"
        )
        yield Problem(path, _line_of(source, name), message, mend, "warning")


def _missing(path: str, source: str, name: str) -> Problem:
    line = _line_of(source, name)
    if name.startswith("media/"):
        message = say("%(name)s is shown here, but there is no such file.", name=name)
        return Problem(path, line, message, say("Put it into media/, or correct its name."))
    message = say("The picture %(name)s is not a file of this course.", name=name[:80])
    mend = say("Put it into media/ and name it as media/its-name.")
    return Problem(path, line, message, mend)


def _line_of(source: str, name: str) -> int:
    for number, line in enumerate(source.splitlines(), 1):
        if name in line or write_name(name) in line:
            return number
    return 1
