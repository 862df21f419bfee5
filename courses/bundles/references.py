"""Whether every picture that a text shows is there, and every picture that is there is shown."""

from collections.abc import Collection, Iterator, Mapping

from core.markdown import find_media_names
from core.sentences import say
from courses.bundles.lessons import Lesson
from courses.rendering import list_passages
from quizzes.content import QuestionText, QuizFile
from quizzes.quiz_markdown.problems import Problem

# What every way to name a file holds; a text without them is not worth parsing.
SIGNS = ("](", "][", "<")
Passage = tuple[str, str]


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
    passages: Iterator[Passage], sources: Mapping[str, str], media_names: Collection[str]
) -> list[Problem]:
    """Files that texts show and that are not there, then those that no text shows."""
    problems = []
    used: set[str] = set()
    for path, text in passages:
        if not any(sign in text for sign in SIGNS):
            continue
        for name in find_media_names(text):
            used.add(name)
            if name not in media_names:
                problems.append(_missing(path, sources.get(path, ""), name))
    for name in sorted(set(media_names) - used):
        message, mend = say("No text shows this file."), say("Show it, or take it away.")
        problems.append(Problem(name, 0, message, mend, "warning"))
    return problems


def _quiz_texts(file: QuizFile) -> Iterator[tuple[str, str]]:
    yield from file.introduction.items()
    for section in file.sections:
        yield from section.introduction.items()
    for question in file.questions:
        for language, text in question.texts.items():
            yield from ((language, each) for each in _question_texts(text) if each)


def _question_texts(text: QuestionText) -> tuple[str | None, ...]:
    return (text.stem, *text.choices, *text.feedback, text.explanation, *text.hints)


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
        if name in line:
            return number
    return 1
