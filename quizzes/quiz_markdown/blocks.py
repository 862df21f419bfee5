"""The parts of one question as they are written: stem, items, hints, explanation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from core.sentences import Sentence, say
from quizzes.quiz_markdown.attributes import Attributes, split_attributes, write_attributes
from quizzes.quiz_markdown.items import (
    NOTHING_MARKED,
    Item,
    ends_in_list,
    find_last_run,
    read_items,
    write_items,
)
from quizzes.quiz_markdown.lines import (
    Line,
    indent_block,
    join,
    quote,
    scan,
    split_last_quote,
    take_blocks,
)
from quizzes.quiz_markdown.problems import ProblemLog

ANSWERS = "<!-- answers -->"
EXPLANATION = "!!! explanation"
HINT = "?"
MARK_CHOICES = say(
    "Mark each choice with [ ] or [x]; if the list belongs to the question, "
    "put %(mark)s between them.",
    mark=ANSWERS,
)

_ANSWERS = re.compile(r"<!--\s*answers\s*-->\s*$")
_EXPLANATION = re.compile(r"!!!\s+explanation\s*$")
_HINT = re.compile(r"\?(?:[ \t]+|$)")
_HEADING = re.compile(r"##?(?:\s|$)")
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")
_ESCAPED = re.compile(r"\\+[=?]")
_TO_ESCAPE = re.compile(r"\\+[=?]|[=?](?:\s|$)")
_NO_TITLE = re.compile(r"\s|[#>|<:]|[-*+]\s|[0-9]+[.)]\s|```|~~~|!!!|\?\?\?|\[\^|\*\[")


@dataclass(frozen=True)
class Heading:
    """A heading of the file, parted from its attributes."""

    line: int
    title: str
    attributes: Attributes


@dataclass(frozen=True)
class QuestionBlock:
    """A question as its lines say it, before its type gives them a meaning.

    `stem_lines` are the numbers in the file of the stem's lines.
    `title` and `lines` are what the stem was read from, for a type that finds more in it.
    """

    line: int
    attributes: Attributes
    stem: str
    items: tuple[Item, ...] = ()
    hints: tuple[str, ...] = ()
    explanation: str | None = None
    stem_lines: tuple[int, ...] = ()
    title: str = ""
    lines: tuple[Line, ...] = ()


def read_heading(line: Line) -> tuple[int, Heading]:
    """Read a line that begins with `#`: its level, and what it says."""
    level = len(line.text) - len(line.text.lstrip("#"))
    text = _CLOSING_MARKS.sub("", line.text[level:]).strip()
    title, attributes = split_attributes(text)
    return level, Heading(line.number, title, attributes)


def read_block(
    heading: Heading, lines: Sequence[Line], marker: re.Pattern[str], problems: ProblemLog
) -> QuestionBlock:
    """Part a question's lines; its answers are the last run of items that `marker` begins."""
    hints, left = take_blocks(lines, _HINT)
    notes, left = take_blocks(left, _EXPLANATION)
    stem, rest = (left, []) if marker is NOTHING_MARKED else split_answers(left, marker, problems)
    stem = list(map(_unescape, stem))
    run = find_last_run(rest, marker)
    items = read_items(rest, run, marker) if run else ()
    others = [*rest[: run.starts[0]], *rest[run.end :]] if run else rest
    notes += _read_quotes(others, problems)
    return QuestionBlock(
        line=heading.line,
        attributes=heading.attributes,
        stem=join_stem(heading.title, stem),
        items=items,
        hints=tuple(filter(None, hints)),
        explanation="\n\n".join(filter(None, notes)) or None,
        stem_lines=tuple(_number_lines(heading, stem)),
        title=heading.title,
        lines=tuple(stem),
    )


def join_stem(title: str, lines: Sequence[Line]) -> str:
    """Put a stem together of a heading's title and the lines under it."""
    return "\n\n".join(filter(None, [title, join(lines)]))


def write_block(block: QuestionBlock) -> str:
    """Write a question as `read_block` reads it."""
    title, body = _split_title(block.stem)
    lines = scan(body)
    needs_parting = bool(block.items) and ends_in_list(lines)
    parts = [
        write_heading("##", title, block.attributes),
        "\n".join(map(_escape, lines)),
        ANSWERS if needs_parting else "",
        write_items(block.items),
        "\n".join("\n".join(indent_block(HINT, hint)) for hint in block.hints),
        _write_explanation(block),
    ]
    return "\n\n".join(filter(None, parts))


def write_heading(mark: str, title: str, attributes: Attributes) -> str:
    """Write a heading with its attributes."""
    return " ".join(filter(None, [mark, title, write_attributes(attributes)]))


def write_text(text: str) -> str:
    """Write a text between headings, so that none of its lines is taken for one."""
    return "\n".join(rf"\{line.text}" if line.opens(_HEADING) else line.text for line in scan(text))


def split_answers(
    lines: list[Line],
    marker: re.Pattern[str],
    problems: ProblemLog,
    mend: Sentence = MARK_CHOICES,
) -> tuple[list[Line], list[Line]]:
    """Part what stands before the answers from them and all that follows.

    `mend` says what to do where it is not plain which items of a list are the answers.
    """
    for index, line in enumerate(lines):
        if line.opens(_ANSWERS):
            return lines[:index], lines[index + 1 :]
    run = find_last_run(lines, marker)
    if run is None:
        return lines, []
    start = run.starts[0]
    if ends_in_list(lines[:start]):
        problems.refuse(
            lines[start].number,
            say("A list ends right above these answers."),
            mend,
        )
    return lines[:start], lines[start:]


def _number_lines(heading: Heading, stem: Sequence[Line]) -> Iterator[int]:
    """Number the lines of a stem: the title, a blank line, and what stands below."""
    if heading.title:
        yield from (heading.line, heading.line)
    yield from (line.number for line in dropwhile(lambda line: line.is_blank, stem))


def _read_quotes(lines: list[Line], problems: ProblemLog) -> list[str]:
    quotes: list[str] = []
    left, text = split_last_quote(lines)
    while text is not None:
        quotes.insert(0, text)
        left, text = split_last_quote(left)
    stray = next((line for line in left if not line.is_blank), None)
    if stray:
        problems.refuse(
            stray.number,
            say("This text stands beside the answers and belongs to none of them."),
            say("Indent it under its choice, or begin it with “>” if it explains the answer."),
        )
    return quotes


def _unescape(line: Line) -> Line:
    return replace(line, text=line.text[1:]) if line.opens(_ESCAPED) else line


def _escape(line: Line) -> str:
    needs_escape = line.opens(_TO_ESCAPE) or line.opens(_HEADING)
    return rf"\{line.text}" if needs_escape else line.text


def _split_title(stem: str) -> tuple[str, str]:
    title, _, body = stem.partition("\n\n")
    is_title = "\n" not in title and title == title.strip() and not _NO_TITLE.match(title)
    return (title, body) if is_title and not body.startswith("\n") else ("", stem)


def _write_explanation(block: QuestionBlock) -> str:
    if block.explanation is None:
        return ""
    is_unclear = not block.items or any(line.is_quote for line in scan(block.stem))
    if is_unclear:
        return "\n".join(indent_block(EXPLANATION, f"\n{block.explanation}"))
    return "\n".join(quote(block.explanation))
