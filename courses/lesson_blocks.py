"""A lesson's text with what stands between its words taken out: checks, helplines, gaps."""

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from core.markdown import LONGEST_KEPT, clean_source
from core.sentences import say
from courses.bundles.lessons import Lesson
from courses.organisation.gaps import GAP, is_key
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.quiz_markdown.reading import parse_inline_check
from safety.helplines import TOPICS

FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})[ \t]*(?P<word>[^`]*)$")
NESTED_CHECK = re.compile(r"[\s>*+\-0-9.)]*(`{3,}|~{3,})[ \t]*quiz[ \t]*$")
HELPLINES = re.compile(r"\{\{\s*helplines\s*:\s*(?P<topic>[\w-]*)\s*\}\}")
CHECK_TYPES = ("single_choice", "multiple_choice", "true_false")


@dataclass(frozen=True)
class WrittenLesson:
    """What a lesson says, and where: what hangs on nothing else is worked out once for it."""

    body: str
    summary: str
    language: str
    path: str
    body_line: int

    @property
    def is_long(self) -> bool:
        """Whether nothing of it is kept, so that what is kept has a bound."""
        return len(self.body) + len(self.summary) > LONGEST_KEPT


@dataclass
class Scan:
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


def written_of(lesson: Lesson) -> WrittenLesson:
    """What a lesson says, apart from what is said of it."""
    return WrittenLesson(
        lesson.body, lesson.summary, lesson.language, lesson.path, lesson.body_line
    )


def scan_lesson(written: WrittenLesson) -> Scan:
    """Take out what is no text, with what is wrong in it."""
    body = clean_source(written.body)
    digest = hashlib.sha256(body.encode()).hexdigest()[:20]
    scan = Scan(f"block{digest}n", ProblemLog(written.path))
    lines = body.split("\n")
    index = 0
    while index < len(lines):
        fence = FENCE.match(lines[index])
        number = written.body_line + index
        if fence:
            end = _fence_end(lines, index, fence["mark"])
            _take_fence(written, scan, lines[index : end + 1], fence["word"].strip(), number)
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


def _take_fence(
    written: WrittenLesson, scan: Scan, lines: list[str], word: str, number: int
) -> None:
    if word != "quiz":
        scan.lines += lines
        return
    if len(lines) < 2 or not FENCE.match(lines[-1]) or lines[-1] is lines[0]:
        mend = say("Close it with a line of %(fence)s.", fence="```")
        scan.log.refuse(number, say("This question never ends."), mend)
        return
    text = "\n".join(lines[1:-1])
    question, problems = parse_inline_check(text, number + 1, written.language, written.path)
    scan.log.problems += problems
    if question is not None and question.type not in CHECK_TYPES:
        mend = say("Mark choices with - [ ] and - [x].")
        message = say("A question within a lesson is answered by choosing.")
        scan.log.refuse(number + 1, message, mend)
        question = None
    if question is not None:
        scan.take({"kind": "check", "question": question}, number)


def _take_line(scan: Scan, line: str, number: int) -> None:
    """A line outside fences: text, or the place of helplines."""
    if NESTED_CHECK.match(line):
        mend = say(
            "Begin its %(fence)s at the left margin, outside lists, quotes and notes.", fence="```"
        )
        scan.log.refuse(number, say("A question cannot stand inside something else."), mend)
    match = HELPLINES.search(line) or GAP.search(line)
    if match is None:
        scan.lines.append(line)
    elif "topic" in match.groupdict():
        _take_helplines(scan, line, match, number)
    else:
        _take_gap(scan, line, match, number)


def _take_helplines(scan: Scan, line: str, match: re.Match[str], number: int) -> None:
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


def _take_gap(scan: Scan, line: str, match: re.Match[str], number: int) -> None:
    """The place of what the organisation writes itself."""
    sign = "{{organisation: …}}"
    if line.strip() != match[0] or line.startswith("    "):
        mend = say("Give %(sign)s a line of its own, at the left margin.", sign=sign)
        scan.log.refuse(number, say("A gap for the organisation stands within other text."), mend)
    elif not is_key(match["key"]):
        example = "{{organisation: committee | …}}"
        mend = say("Use small letters, digits and hyphens: %(example)s", example=example)
        message = say("A gap for the organisation cannot be called so.")
        scan.log.refuse(number, message, mend)
    else:
        note = match["note"] or ""
        scan.take({"kind": "organisation", "key": match["key"], "note": note}, number)


def cut_blocks(html: str, scan: Scan) -> list[dict[str, Any]]:
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
