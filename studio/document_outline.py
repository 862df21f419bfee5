"""A document on its way to a course: its lessons as the outline shows them, and what may be wrong.

Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.sentences import Sentence
from interop.docx.model import Block, Paragraph
from interop.lessons.course import Pictures, list_left_out
from interop.lessons.cuts import LEGAL, NUMBERED, STYLES
from interop.lessons.outline import LONGEST_MINUTES, Outline, Part
from quizzes.quiz_markdown.problems import Problem

LONGEST_TEXT = 600
KINDS = {kind.rank: kind.label for kind in (*LEGAL, *NUMBERED)}
STYLE_KINDS = {kind.rank: kind.label for kind in STYLES}


@dataclass(frozen=True)
class ShownBlock:
    """A paragraph or table of a lesson, at which another lesson may begin."""

    index: int
    text: str
    is_heading: bool
    is_table: bool


@dataclass(frozen=True)
class ShownLesson:
    """A lesson to be: its number from 1, what it is called, and its text to look into."""

    number: int
    part: Part
    blocks: Sequence[ShownBlock]

    @property
    def is_long(self) -> bool:
        """Whether it is more than most people read at once."""
        return self.part.minutes > LONGEST_MINUTES


@dataclass(frozen=True)
class ShownOutline:
    """All lessons, how else the document may be cut, and what of it is left out."""

    lessons: Sequence[ShownLesson]
    ranks: Sequence[tuple[int, Sentence, int]]
    rank: int
    problems: Sequence[Problem]
    encodings: Sequence[str]

    @property
    def minutes(self) -> int:
        """How long all of it takes to read."""
        return sum(lesson.part.minutes for lesson in self.lessons)


def show_outline(outline: Outline, cuts: Mapping[int, str], pictures: Pictures) -> ShownOutline:
    """The lessons that these cuts make."""
    parts = outline.parts(cuts)
    lessons = [
        ShownLesson(number, part, _shown_blocks(outline, part))
        for number, part in enumerate(parts, 1)
    ]
    return ShownOutline(
        lessons=lessons,
        ranks=_ranks(outline),
        rank=outline.rank,
        problems=[*pictures.problems, *list_left_out(outline)],
        encodings=sorted(each.upper() for each in outline.document.encodings),
    )


def asked_cuts(starts: Sequence[str], titles: Mapping[str, str]) -> dict[int, str]:
    """The cuts that a form says; what is no number says nothing."""
    wanted = {int(each) for each in starts if each.isascii() and each.isdigit() and len(each) < 7}
    return {cut: titles.get(f"title-{cut}", "")[:200] for cut in sorted(wanted | {0})}


def title_of_file(outline: Outline, name: str) -> str:
    """What the course may be called: as the document says of itself, else as its file is named."""
    stem = name.rpartition(".")[0] or name
    return (outline.document.title or stem.replace("_", " ").replace("-", " ")).strip()[:150]


def _ranks(outline: Outline) -> list[tuple[int, Sentence, int]]:
    by_style = bool(outline.headings) and outline.headings[0].kind in STYLES
    labels = STYLE_KINDS if by_style else KINDS
    return [(rank, labels[rank], count) for rank, count in outline.ranks.items()]


def _shown_blocks(outline: Outline, part: Part) -> list[ShownBlock]:
    headings = {
        heading.index + step for heading in outline.headings for step in range(heading.length)
    }
    return [
        _shown(index, block, index in headings)
        for index, block in enumerate(outline.document.blocks[part.start : part.end], part.start)
        if not (isinstance(block, Paragraph) and block.is_empty)
    ]


def _shown(index: int, block: Block, is_heading: bool) -> ShownBlock:
    text = block.whole_text if isinstance(block, Paragraph) else block.text
    words = " ".join(text.split())
    words = words if len(words) <= LONGEST_TEXT else f"{words[:LONGEST_TEXT].rstrip()}…"
    return ShownBlock(index, words, is_heading, not isinstance(block, Paragraph))
