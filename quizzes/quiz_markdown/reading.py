"""Reading quiz files, their translations, and the inline checks of lessons.

A question that cannot be read is left out of the result; where there is a problem of severity
"error", nothing of the file should be used.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from core.sentences import say
from quizzes.content import Question, QuestionText, QuizFile, Section
from quizzes.question_types import REGISTRY
from quizzes.question_types.base import Answers, QuestionType
from quizzes.quiz_markdown.attributes import NO_ATTRIBUTES, refuse_unknown, split_attributes
from quizzes.quiz_markdown.blocks import Heading, QuestionBlock, read_block, read_heading
from quizzes.quiz_markdown.front_matter import read_front_matter, split_front_matter
from quizzes.quiz_markdown.headings import read_fields, read_id
from quizzes.quiz_markdown.lines import Line, join, scan_closed
from quizzes.quiz_markdown.places import HEADING
from quizzes.quiz_markdown.problems import Problem, ProblemLog

UNDETERMINED = "und"


@dataclass(frozen=True)
class _Part:
    """A heading and the lines under it."""

    level: int
    heading: Heading
    lines: Sequence[Line]


@dataclass(frozen=True)
class _Reading:
    """A question that was read, with what it was read from."""

    question: Question
    kind: QuestionType[Any]
    block: QuestionBlock


def read_quiz(text: str, path: str, language: str) -> tuple[QuizFile, list[Problem]]:
    """Read a quiz or a bank written in `language` (a code such as `vi`).

    `path` names the file in the problems; its name is the quiz's id where the front matter gives
    none. Never raises: every mistake is a problem with its line. Source: formats.md.
    """
    problems = ProblemLog(path)
    file, readings = _read_file(text, language, problems)
    for reading in readings:
        _check(reading, language, problems)
    return file, problems.listed()


def read_translation(text: str, path: str, language: str) -> tuple[QuizFile, list[Problem]]:
    """Read the translation of a quiz or bank, in which marks and texts may be left out.

    Everything else is as in `read_quiz`; `apply_translation` holds it against the original.
    """
    problems = ProblemLog(path)
    file, _ = _read_file(text, language, problems)
    return file, problems.listed()


def parse_inline_check(
    text: str, first_line: int, language: str = UNDETERMINED, path: str = ""
) -> tuple[Question | None, list[Problem]]:
    """Read the one question of a lesson's fence, `text` without the fence itself.

    `first_line` is the number of its first line in the lesson. Attributes stand at the end of
    the question's first line. The question is None where there is any problem.
    """
    problems = ProblemLog(path)
    lines = scan_closed(_normalise(text), problems, first_line)
    start = next((index for index, line in enumerate(lines) if not line.is_blank), 0)
    title, attributes = split_attributes(lines[start].text)
    bare = [replace(lines[start], text=title), *lines[start + 1 :]]
    reading = _read_question(
        _Part(2, Heading(lines[start].number, "", attributes), bare), None, language, problems
    )
    if reading:
        _check(reading, language, problems)
        _refuse_retired(reading.question, problems)
    is_sound = reading is not None and not problems.problems
    return reading.question if reading and is_sound else None, problems.listed()


def _read_file(text: str, language: str, problems: ProblemLog) -> tuple[QuizFile, list[_Reading]]:
    source, body, first_line = split_front_matter(_normalise(text), problems)
    header = read_front_matter(source, problems)
    introduction, *parts = _divide(scan_closed(body, problems, first_line))
    sections, readings = _read_parts(parts, language, problems)
    _refuse_repeated_ids([reading.question for reading in readings], problems)
    _refuse_repeated_ids(sections, problems)
    file = QuizFile(
        kind=header.kind,
        id=header.id or PurePath(problems.path).name.partition(".")[0],
        language=language,
        title=_in_language(language, header.title),
        introduction=_in_language(language, join(introduction.lines)),
        settings=header.settings,
        sections=tuple(sections),
        questions=tuple(reading.question for reading in readings),
        path=problems.path,
    )
    return file, readings


def _normalise(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _in_language(language: str, text: str | None) -> dict[str, str]:
    return {language: text} if text else {}


def _divide(lines: Sequence[Line]) -> list[_Part]:
    starts = [index for index, line in enumerate(lines) if line.opens(HEADING)]
    ends = [*starts[1:], len(lines)]
    introduction = lines[: starts[0]] if starts else lines
    parts = [_Part(0, Heading(lines[0].number, "", NO_ATTRIBUTES), introduction)]
    for start, end in zip(starts, ends, strict=False):
        level, heading = read_heading(lines[start])
        parts.append(_Part(level, heading, lines[start + 1 : end]))
    return parts


def _read_parts(
    parts: Iterable[_Part], language: str, problems: ProblemLog
) -> tuple[list[Section], list[_Reading]]:
    sections: list[Section] = []
    readings: list[_Reading] = []
    for part in parts:
        if part.level == 1:
            sections.append(_read_section(part, language, problems))
            continue
        section = sections[-1].id if sections else None
        reading = _read_question(part, section, language, problems)
        if reading:
            readings.append(reading)
    return sections, readings


def _read_section(part: _Part, language: str, problems: ProblemLog) -> Section:
    heading = part.heading
    refuse_unknown(heading.attributes, (), (), heading.line, problems)
    return Section(
        id=read_id(heading, heading.title, "s-", problems),
        title=_in_language(language, heading.title),
        introduction=_in_language(language, join(part.lines)),
        line=heading.line,
    )


def _read_question(
    part: _Part, section: str | None, language: str, problems: ProblemLog
) -> _Reading | None:
    heading = part.heading
    kind = _find_type(part, problems)
    if kind is None:
        return None
    block = read_block(heading, part.lines, kind.item_marker, problems)
    return _Reading(make_question(block, kind, section, language, problems), kind, block)


def make_question(
    block: QuestionBlock,
    kind: QuestionType[Any],
    section: str | None,
    language: str,
    problems: ProblemLog,
) -> Question:
    """Give the parts of a question the meaning that they have for its type."""
    attributes, line = block.attributes, block.line
    fields = read_fields(attributes, kind.attributes, kind.flags, line, problems)
    answers = kind.read_answers(block, problems)
    text = _words_of(block, answers)
    if answers.points is not None and "points" not in attributes.values:
        fields = replace(fields, points=answers.points)
    return Question(
        id=read_id(Heading(line, block.title, attributes), text.stem, "q-", problems),
        type=kind.name,
        texts={language: text},
        choices=answers.choices,
        section=section,
        details=answers.details,
        line=line,
        **vars(fields),
    )


def _words_of(block: QuestionBlock, answers: Answers) -> QuestionText:
    return QuestionText(
        block.stem if answers.stem is None else answers.stem,
        answers.texts,
        answers.feedback,
        block.explanation,
        block.hints,
        answers.text_details,
    )


def _find_type(part: _Part, problems: ProblemLog) -> QuestionType[Any] | None:
    word = part.heading.attributes.values.get("type")
    words = {kind.markdown_name: kind for kind in REGISTRY.values()}
    kind = words.get(word) if word else _work_out_type(part)
    if kind is None:
        problems.refuse(
            part.heading.line,
            say("type=%(word)s is not known.", word=word)
            if word
            else say("This question has no answers."),
            say(
                "Mark choices with - [ ] and - [x], or write type= and one of: %(words)s.",
                words=", ".join(words),
            ),
        )
    return kind


def _work_out_type(part: _Part) -> QuestionType[Any] | None:
    for kind in REGISTRY.values():
        items = read_block(part.heading, part.lines, kind.item_marker, ProblemLog("")).items
        if kind.recognises(items):
            return kind
    return None


def _check(reading: _Reading, language: str, problems: ProblemLog) -> None:
    if not reading.question.texts[language].stem:
        mend = say("Write the question after the ##.")
        problems.refuse(reading.block.line, say("This question asks nothing."), mend)
    reading.kind.check_answers(reading.block, problems)


def _refuse_retired(question: Question, problems: ProblemLog) -> None:
    if question.is_retired:
        mend = say("Take the question out of the lesson, or leave out {retired}.")
        problems.refuse(question.line, say("A question of a lesson cannot be retired."), mend)


def _refuse_repeated_ids(named: Sequence[Question | Section], problems: ProblemLog) -> None:
    lines: dict[str, int] = {}
    for one in named:
        if one.id in lines:
            problems.refuse(
                one.line,
                say("“#%(id)s” stands already in line %(line)d.", id=one.id, line=lines[one.id]),
                say("Give each an id of its own, such as {#in-force}."),
            )
        lines.setdefault(one.id, one.line)
