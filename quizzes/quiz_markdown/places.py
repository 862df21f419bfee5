"""Where questions stand in the source of a file, and changing one of them in its place.

All that is not changed stays as it is to the byte: line ends, a byte order mark, blank lines.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from quizzes.quiz_markdown.attributes import Attributes, split_attributes, write_attributes
from quizzes.quiz_markdown.blocks import Heading, read_heading
from quizzes.quiz_markdown.front_matter import split_front_matter
from quizzes.quiz_markdown.lines import Line, scan
from quizzes.quiz_markdown.problems import ProblemLog

HEADING = re.compile(r"##?(?:[ \t]+|$)")

_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSING_MARKS = re.compile(r"[ \t]+#+[ \t]*$")


@dataclass(frozen=True)
class Place:
    """A heading of a file with what stands under it: lines from `start` up to `end`, from 0.

    Blank lines at its end belong to no place. `level` is 1 for a section, 2 for a question.
    """

    level: int
    heading: Heading
    start: int
    end: int


@dataclass(frozen=True)
class Edit:
    """New lines in the place of those from `start` up to `end`; alike, they are put in there."""

    start: int
    end: int
    lines: Sequence[str]


class Source:
    """The source of a file as lines without their ends, which writing puts back."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [*_LINE_END.findall(text), ""]
        self.lines = _LINE_END.split(text)
        self.usual_end = self.ends[0] or "\n"

    def list_places(self) -> list[Place]:
        """List all sections and questions in their order."""
        lines = self._body()
        starts = [index for index, line in enumerate(lines) if line.opens(HEADING)]
        ends = [*starts[1:], len(lines)]
        return [
            _place(lines[start:end], lines[start].number - 1)
            for start, end in zip(starts, ends, strict=False)
        ]

    def find_question(self, line: int) -> Place | None:
        """Find the question whose heading stands in a line, counted from 1."""
        places = (place for place in self.list_places() if place.level > 1)
        return next((place for place in places if place.heading.line == line), None)

    def block_of(self, place: Place) -> str:
        """The text of a place, lines ending in \\n."""
        return "\n".join(self.lines[place.start : place.end])

    def write(self, edits: Iterable[Edit]) -> str:
        """Write the file with these edits, which do not overlap."""
        lines = [*map(str.__add__, self.lines, self.ends)]
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
            self._apply(lines, edit)
        text = "".join(lines)
        return text.removesuffix(self.usual_end) if self.lines[-1] else text

    def _apply(self, lines: list[str], edit: Edit) -> None:
        """Put the new lines in, each with an end."""
        if edit.start == len(lines) and lines[-1] and not _LINE_END.search(lines[-1]):
            lines[-1] += self.usual_end
        lines[edit.start : edit.end] = [f"{line}{self.usual_end}" for line in edit.lines]

    def _body(self) -> list[Line]:
        plain = "\n".join(self.lines).removeprefix("\ufeff")
        _head, body, first = split_front_matter(plain, ProblemLog(""))
        return scan(body, first)


def put_in(source: Source, after: int, block: str) -> Edit:
    """An edit that puts a block in after so many lines, a blank line on both sides of it."""
    lines = block.split("\n")
    before = [""] if after and source.lines[after - 1].strip() else []
    is_last = not any(line.strip() for line in source.lines[after:])
    if is_last:
        return Edit(after, len(source.lines), [*before, *lines])
    return Edit(after, after, [*before, *lines, ""])


def cut_out(source: Source, place: Place) -> Edit:
    """An edit that takes a place out, with the blank lines that parted it from what is beside."""
    start, end, last = place.start, place.end, len(source.lines) - 1
    while end < last and not source.lines[end].strip():
        end += 1
    while end >= last and start > 1 and not source.lines[start - 1].strip():
        start -= 1
    return Edit(start, end, ())


def change_heading(
    source: Source, place: Place, values: Mapping[str, str | None], flags: Mapping[str, bool]
) -> Edit:
    """An edit of what a heading says in braces: values (None takes one out) and flags."""
    attributes = place.heading.attributes
    merged = {**attributes.values, **values}
    given = {key: value for key, value in merged.items() if value}
    kept = [flag for flag in attributes.flags if flags.get(flag, True)]
    kept += [flag for flag, is_set in flags.items() if is_set and flag not in kept]
    changed = replace(attributes, values=given, flags=tuple(kept))
    return Edit(place.start, place.start + 1, [_write(source.lines[place.start], changed)])


def name_heading(line: str, key: str) -> str:
    """A heading with this id in place of its own, or none."""
    _text, attributes = split_attributes(_CLOSING_MARKS.sub("", line))
    return _write(line, replace(attributes, id=key))


def _write(line: str, attributes: Attributes) -> str:
    """The heading with other attributes; its words stay as they are."""
    text, _old = split_attributes(_CLOSING_MARKS.sub("", line).rstrip())
    is_bare = attributes == Attributes()
    return text if is_bare else f"{text.rstrip()} {write_attributes(attributes)}"


def _place(lines: Sequence[Line], start: int) -> Place:
    level, heading = read_heading(lines[0])
    count = max(index for index, line in enumerate(lines) if index == 0 or not line.is_blank) + 1
    return Place(level, heading, start, start + count)
