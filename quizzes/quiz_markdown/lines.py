"""The lines of a text, which of them are code, and the blocks that indentation holds together."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.sentences import say
from quizzes.quiz_markdown.problems import ProblemLog

INDENT = "    "
WIDEST_MARKER = len("- [x] ")

LIST_ITEM = re.compile(r"(?:[-*+]|[0-9]+[.)])(?=\s|$)")
_QUOTE = re.compile(r" {0,3}> ?")
_FENCE = re.compile(
    r"\s*(?:(?:[-*+]|[0-9]+[.)])\s+(?:\[[ xX]\]\s+)?)?(?P<mark>`{3,}(?=[^`]*$)|~{3,})"
)
_STRUCTURE = re.compile(r"(?:[-*+?=]|[0-9]+[.)])(?:\s|$)|>|#|\||!!!|<!--|\\+[?=#]")


@dataclass(frozen=True)
class Line:
    """A line and its number from 1; `fence` is the number of the line that began its code."""

    number: int
    text: str
    fence: int = 0

    @property
    def is_code(self) -> bool:
        """Whether it is part of fenced code, the fences included."""
        return self.fence > 0

    @property
    def is_inside_code(self) -> bool:
        """Whether code that began on an earlier line goes on here."""
        return 0 < self.fence < self.number

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text.strip()

    @property
    def is_quote(self) -> bool:
        """Whether it stands in a blockquote."""
        return not self.is_code and _QUOTE.match(self.text) is not None

    def opens(self, marker: re.Pattern[str]) -> bool:
        """Whether it begins, at its very start and outside code, with the marker."""
        return not self.is_inside_code and marker.match(self.text) is not None


def scan(text: str, first: int = 1) -> list[Line]:
    """Number the lines of a text from `first` and find the fenced code among them."""
    lines = []
    fence, mark = 0, ""
    for number, line in enumerate(text.split("\n"), first):
        if fence:
            lines.append(Line(number, line, fence))
            if _closes(line, mark):
                fence = 0
        elif opening := _FENCE.match(line):
            fence, mark = number, opening["mark"]
            lines.append(Line(number, line, fence))
        else:
            lines.append(Line(number, line))
    return lines


def scan_closed(text: str, problems: ProblemLog, first: int = 1) -> list[Line]:
    """Scan a text and name the code that its writer forgot to close."""
    lines = scan(f"{text}\n", first)
    if lines[-1].is_code:
        problems.refuse(
            lines[-1].fence,
            say("This code never ends."),
            say("Close it with a line that holds only the same fence."),
        )
    return lines


def join(lines: Iterable[Line]) -> str:
    """Give the text of lines without blank lines before it and space after it."""
    text = "\n".join(line.text for line in lines)
    return re.sub(r"\A(?:[ \t]*\n)+", "", text).rstrip()


def find_block_end(lines: Sequence[Line], start: int) -> int:
    """Find the end of the block that begins at `start`: where its indented lines are over."""
    end = start + 1
    for index in range(start + 1, len(lines)):
        if not goes_on(lines[index - 1], lines[index]):
            break
        if not lines[index].is_blank:
            end = index + 1
    return end


def goes_on(previous: Line, line: Line) -> bool:
    """Whether a line belongs to the block of the line before it.

    As in Markdown, plain text right under a paragraph belongs to it without indentation.
    """
    is_indented = line.is_blank or line.text[0] in " \t" or line.is_inside_code
    return is_indented or _is_lazy(previous, line)


def take_blocks(lines: Sequence[Line], opener: re.Pattern[str]) -> tuple[list[str], list[Line]]:
    """Take out every block that `opener` begins; give their texts and the lines left."""
    texts, left, index = [], [], 0
    while index < len(lines):
        if lines[index].opens(opener):
            end = find_block_end(lines, index)
            texts.append(join(unindent_block(lines[index:end], opener)))
            index = end
        else:
            left.append(lines[index])
            index += 1
    return texts, left


def unindent_block(lines: Sequence[Line], marker: re.Pattern[str]) -> list[Line]:
    """Take the marker off the first line of a block and the indentation off the others.

    The indentation is that of the line indented least. Where even that one stands deeper than a
    marker is wide it is indented code, and keeps what goes beyond four spaces.
    """
    first, *others = lines
    depth = min(filter(None, (_measure_indent(line) for line in others)), default=0)
    if depth > WIDEST_MARKER:
        depth = len(INDENT)
    head = replace(first, text=marker.sub("", first.text, count=1).lstrip(" \t"))
    return [head, *(replace(line, text=_unindent(line.text, depth)) for line in others)]


def indent_block(marker: str, text: str) -> list[str]:
    """Write a text behind a marker, its further lines indented.

    Code, and what is indented itself, begins on the line after the marker.
    """
    first, *others = text.split("\n")
    if first[:1] in (" ", "\t") or _FENCE.match(first):
        first, others = "", [first, *others]
    head = f"{marker} {first}" if first else marker
    return [head, *(f"{INDENT}{line}" if line else "" for line in others)]


def split_last_quote(lines: Sequence[Line]) -> tuple[list[Line], str | None]:
    """Part the last blockquote from the lines: the others, and its text (None: no quote)."""
    last = max((i for i, line in enumerate(lines) if line.is_quote), default=None)
    if last is None:
        return list(lines), None
    start, end = last, last + 1
    while start > 0 and lines[start - 1].is_quote:
        start -= 1
    while end < len(lines) and _is_lazy(lines[end - 1], lines[end]):
        end += 1
    return [*lines[:start], *lines[end:]], unquote(lines[start:end])


def quote(text: str) -> list[str]:
    """Write a text as a blockquote."""
    return [f"> {line}" if line else ">" for line in text.split("\n")]


def unquote(lines: Iterable[Line]) -> str:
    """Give the text of a blockquote."""
    return join(replace(line, text=_QUOTE.sub("", line.text, count=1)) for line in lines)


def _closes(line: str, mark: str) -> bool:
    closing = line.strip()
    return len(closing) >= len(mark) and set(closing) == {mark[0]}


def _is_lazy(previous: Line, line: Line) -> bool:
    if previous.is_blank or previous.is_code or line.is_blank or line.is_code:
        return False
    return not _STRUCTURE.match(line.text.lstrip())


def _measure_indent(line: Line) -> int:
    if line.is_blank:
        return 0
    expanded = line.text.expandtabs(len(INDENT))
    return len(expanded) - len(expanded.lstrip(" "))


def _unindent(text: str, depth: int) -> str:
    while depth > 0 and text[:1] in (" ", "\t"):
        depth -= len(INDENT) if text[0] == "\t" else 1
        text = text[1:]
    return text
