"""A lesson's text rendered into blocks, once, so that a page only puts them together.

A block is {"kind": "html", "html"}, {"kind": "check", "check"} or {"kind": "helplines",
"topic"}. The text is rendered as one, so that a footnote or a link may be defined anywhere, and
then cut where the checks and helplines stand.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from core.markdown import Picture, clean_source, render_markdown
from core.sentences import say
from courses.bundles.lessons import Lesson
from courses.checks import check_block
from quizzes.content import Question
from quizzes.quiz_markdown.problems import Problem, ProblemLog
from quizzes.quiz_markdown.reading import parse_inline_check
from safety.helplines import TOPICS

PREFIX = "s-"
FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})[ \t]*(?P<word>[^`]*)$")
NESTED_CHECK = re.compile(r"[\s>*+\-0-9.)]*(`{3,}|~{3,})[ \t]*quiz[ \t]*$")
HELPLINES = re.compile(r"\{\{\s*helplines\s*:\s*(?P<topic>[\w-]*)\s*\}\}")
HEADING = re.compile(r'<h(?P<level>[2-6]) id="(?P<id>[^"]*)"[^>]*>(?P<text>.*?)</h\1>', re.S)
TAG = re.compile(r"<[^>]+>")
CHECK_TYPES = ("single_choice", "multiple_choice", "true_false")
Media = Mapping[str, str | Picture]


@dataclass(frozen=True)
class RenderedLesson:
    """A lesson as a reader sees it; `sections` are the ids and titles of its parts."""

    language: str
    title: str
    blocks: tuple[dict[str, Any], ...]
    sections: tuple[dict[str, str], ...]
    summary_html: str
    problems: tuple[Problem, ...] = ()


@dataclass
class _Scan:
    """A text with its checks and helplines taken out; `token` and a number stand for each."""

    token: str
    log: ProblemLog
    lines: list[str] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def take(self, block: dict[str, Any], line: int) -> None:
        """Put a mark where a block stood."""
        self.lines += ["", f"{self.token}{len(self.taken)}", ""]
        self.taken.append(block)
        self.places.append(line)


def render_lesson(lesson: Lesson, media: Media) -> RenderedLesson:
    """Render a lesson; `media` says where its pictures are served, by media/name."""
    scan = _scan(lesson)
    html = render_markdown("\n".join(scan.lines), media, prefix=PREFIX, language=lesson.language)
    blocks = [
        _rendered_check(block, media, lesson.language) if block["kind"] == "check" else block
        for block in _cut(html, scan)
    ]
    return RenderedLesson(
        language=lesson.language,
        title=lesson.title,
        blocks=tuple(blocks),
        sections=tuple(_sections(blocks)),
        summary_html=render_markdown(lesson.summary, media, prefix="summary-"),
        problems=tuple(scan.log.listed()),
    )


def find_block_problems(lesson: Lesson) -> list[Problem]:
    """What is wrong with a lesson's checks and helplines."""
    scan = _scan(lesson)
    _cut(render_markdown("\n".join(scan.lines)), scan)
    return scan.log.listed()


def list_passages(lesson: Lesson) -> list[str]:
    """Every text of a lesson that is rendered by itself: body, summary, those of its checks."""
    scan = _scan(lesson)
    passages: list[str | None] = ["\n".join(scan.lines), lesson.summary]
    for block in scan.taken:
        if block["kind"] == "check":
            text = next(iter(block["question"].texts.values()))
            passages += [text.stem, *text.choices, *text.feedback, text.explanation]
    return [each for each in passages if each]


def align_sections(translation: RenderedLesson, original: RenderedLesson) -> RenderedLesson:
    """Give a translation the ids of its original, where both are built alike.

    A reader who changes the language then stays where she is.
    """
    own, other = _headings(translation.blocks), _headings(original.blocks)
    if [level for level, _ in own] != [level for level, _ in other]:
        return translation
    names = {mine: theirs for (_, mine), (_, theirs) in zip(own, other, strict=True)}

    def rename(match: re.Match[str]) -> str:
        return f"{match[1]}{names.get(match[2], match[2])}{match[3]}"

    blocks = [
        {**block, "html": re.sub(r'( id="| href="#)([^"]*)(")', rename, block["html"])}
        if block["kind"] == "html"
        else block
        for block in translation.blocks
    ]
    return RenderedLesson(
        translation.language,
        translation.title,
        tuple(blocks),
        tuple(_sections(blocks)),
        translation.summary_html,
        translation.problems,
    )


def _scan(lesson: Lesson) -> _Scan:
    body = clean_source(lesson.body)
    digest = hashlib.sha256(body.encode()).hexdigest()[:20]
    scan = _Scan(f"block{digest}n", ProblemLog(lesson.path))
    lines = body.split("\n")
    index = 0
    while index < len(lines):
        fence = FENCE.match(lines[index])
        number = lesson.body_line + index
        if fence:
            end = _fence_end(lines, index, fence["mark"])
            _take_fence(lesson, scan, lines[index : end + 1], fence["word"].strip(), number)
            index = end + 1
            continue
        _take_line(scan, lines[index], number)
        index += 1
    return scan


def _fence_end(lines: list[str], start: int, mark: str) -> int:
    """The index of the line that closes a fence, else the last."""
    closing = re.compile(rf" {{0,3}}{re.escape(mark[0])}{{{len(mark)},}}[ \t]*$")
    for index in range(start + 1, len(lines)):
        if closing.match(lines[index]):
            return index
    return len(lines)


def _take_fence(lesson: Lesson, scan: _Scan, lines: list[str], word: str, number: int) -> None:
    if word != "quiz":
        scan.lines += lines
        return
    if len(lines) < 2 or not FENCE.match(lines[-1]) or lines[-1] is lines[0]:
        mend = say("Close it with a line of %(fence)s.", fence="```")
        scan.log.refuse(number, say("This question never ends."), mend)
        return
    text = "\n".join(lines[1:-1])
    question, problems = parse_inline_check(text, number + 1, lesson.language, lesson.path)
    scan.log.problems += problems
    if question is not None and question.type not in CHECK_TYPES:
        mend = say("Mark choices with - [ ] and - [x].")
        message = say("A question within a lesson is answered by choosing.")
        scan.log.refuse(number + 1, message, mend)
        question = None
    if question is not None:
        scan.take({"kind": "check", "question": question}, number)


def _take_line(scan: _Scan, line: str, number: int) -> None:
    """A line outside fences: text, or the place of helplines."""
    if NESTED_CHECK.match(line):
        mend = say(
            "Begin its %(fence)s at the left margin, outside lists, quotes and notes.", fence="```"
        )
        scan.log.refuse(number, say("A question cannot stand inside something else."), mend)
    match = HELPLINES.search(line)
    if match is None:
        scan.lines.append(line)
        return
    if line.strip() != match[0] or line.startswith("    "):
        sign = "{{helplines: …}}"
        mend = say("Give %(sign)s a line of its own, at the left margin.", sign=sign)
        scan.log.refuse(number, say("The helplines stand within other text."), mend)
        return
    if match["topic"] not in TOPICS:
        topic = match["topic"] or say("nothing")
        message = say("There are no helplines for %(topic)s.", topic=topic)
        scan.log.refuse(number, message, say("Known: %(words)s.", words=", ".join(TOPICS)))
        return
    scan.take({"kind": "helplines", "topic": match["topic"]}, number)


def _cut(html: str, scan: _Scan) -> list[dict[str, Any]]:
    """Cut the rendered text where blocks were taken out of it."""
    parts = re.split(rf"<p>{scan.token}([0-9]+)</p>\n?", html)
    blocks: list[dict[str, Any]] = []
    found = set()
    for index, part in enumerate(parts):
        if index % 2:
            found.add(int(part))
            blocks.append(scan.taken[int(part)])
        elif part.strip():
            blocks.append({"kind": "html", "html": part.strip()})
    for number, place in enumerate(scan.places):
        if number not in found:
            mend = say("Part it from the HTML or the list around it.")
            scan.log.refuse(place, say("This stands inside something else."), mend)
    return _numbered(blocks)


def _numbered(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Checks by their number in the lesson: check-1, check-2."""
    checks = [block for block in blocks if block["kind"] == "check"]
    for number, block in enumerate(checks, 1):
        block["id"] = f"check-{number}"
    return blocks


def _rendered_check(block: dict[str, Any], media: Media, language: str) -> dict[str, Any]:
    question: Question = block["question"]
    check = check_block(block["id"], question, media, language)
    return {"kind": "check", "check": check}


def _headings(blocks: tuple[dict[str, Any], ...]) -> list[tuple[str, str]]:
    found = []
    for block in blocks:
        if block["kind"] == "html":
            found += [(each["level"], each["id"]) for each in HEADING.finditer(block["html"])]
    return found


def _sections(blocks: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {"id": match["id"], "title": unescape(TAG.sub("", match["text"])).strip()}
        for block in blocks
        if block["kind"] == "html"
        for match in HEADING.finditer(block["html"])
        if match["level"] == "2"
    ]
