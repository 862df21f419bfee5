"""Where lessons may begin: at headings by style, else at Phần, Chương, Mục, Điều, else I. and 1.

A label that stands alone (Chương I) takes the short line below it as its name.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.sentences import Sentence, say
from interop.docx.model import Block, Document, Paragraph

LONGEST_TITLE = 150
MOST_WORDS_OF_A_NAME = 30
MOST_WORDS_OF_A_NUMBERED = 14
_NUMBER = r"(?:[0-9]+|[IVXLCDM]+)"
_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"


@dataclass(frozen=True)
class Kind:
    """A kind of heading, from the widest to the narrowest by `rank`."""

    rank: int
    label: Sentence
    pattern: re.Pattern[str] | None = None


_END = r"(?=[\s.:–-]|\Z)"
LEGAL = (
    Kind(1, say("Phần"), re.compile(rf"phần\s+(?:{_ORDINAL}|{_NUMBER}|[A-ZĐ]){_END}", re.I)),
    Kind(2, say("Chương"), re.compile(rf"chương\s+{_NUMBER}{_END}", re.I)),
    Kind(3, say("Mục"), re.compile(rf"mục\s+(?:{_NUMBER}|[A-ZĐ]){_END}", re.I)),
    Kind(4, say("Điều"), re.compile(r"Điều\s+[0-9][\w.]*(?:[.:]|\Z)", re.I)),
)
NUMBERED = (
    Kind(5, say("I., II., III."), re.compile(r"[IVX]+\s*[.)/-]\s+\S")),
    Kind(6, say("1., 2., 3."), re.compile(r"[0-9]{1,2}\s*[.)/-]\s+\S")),
)
STYLES = tuple(Kind(level, say("Heading %(level)d", level=level)) for level in range(1, 10))


@dataclass(frozen=True)
class Heading:
    """A heading in the document: the block it begins at, and how many it takes."""

    index: int
    kind: Kind
    title: str
    length: int = 1

    @property
    def rank(self) -> int:
        """How wide it reaches: 1 is the widest."""
        return self.kind.rank


def find_headings(document: Document) -> list[Heading]:
    """Every place at which a lesson may begin by the look of the document, in its order."""
    blocks = document.blocks
    styled = [
        Heading(index, STYLES[block.heading - 1], _title(block.whole_text))
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.heading and not block.is_empty
    ]
    if len(styled) > 1:
        return styled
    legal = _find_kinds(blocks, LEGAL)
    return legal if len(legal) > 1 else _find_kinds(blocks, NUMBERED)


def _find_kinds(blocks: Sequence[Block], kinds: Sequence[Kind]) -> list[Heading]:
    found = []
    for index, block in enumerate(blocks):
        heading = _heading_of(blocks, index, kinds) if isinstance(block, Paragraph) else None
        if heading is not None:
            found.append(heading)
    return found


def _heading_of(blocks: Sequence[Block], index: int, kinds: Sequence[Kind]) -> Heading | None:
    block = blocks[index]
    text = block.whole_text if isinstance(block, Paragraph) else ""
    for kind in kinds:
        label = kind.pattern.match(text) if kind.pattern else None
        if label is None or not isinstance(block, Paragraph):
            continue
        if kind in NUMBERED:
            return Heading(index, kind, _title(text)) if _is_heading_like(block) else None
        rest = text[label.end() :].strip(" .:–-")
        if rest:
            return Heading(index, kind, _title(text)) if _is_line(text, rest, kind) else None
        name = _name_below(blocks, index)
        if not name:
            return Heading(index, kind, _title(text))
        return Heading(index, kind, _title(f"{text.rstrip(' .:')}. {name}"), 2)
    return None


def _is_line(text: str, rest: str, kind: Kind) -> bool:
    """Whether a paragraph is a heading and no sentence that begins with the words of one."""
    if kind.rank == LEGAL[-1].rank:
        return len(text.split()) <= 60
    is_sentence = rest[:1].islower() or text.rstrip().endswith((";", ","))
    return not is_sentence and len(rest.split()) <= MOST_WORDS_OF_A_NAME


def _is_heading_like(block: Paragraph) -> bool:
    """Whether a numbered paragraph is a heading rather than an item of a list."""
    text = block.text.strip()
    is_short = len(text.split()) <= MOST_WORDS_OF_A_NUMBERED
    is_closed = text.endswith((".", ";", ":", ","))
    return is_short and (block.is_bold or text.isupper() or not is_closed)


def _name_below(blocks: Sequence[Block], index: int) -> str:
    """The name of a label that stands alone: the next line, if it looks like one."""
    if index + 1 >= len(blocks):
        return ""
    below = blocks[index + 1]
    if not isinstance(below, Paragraph) or below.is_empty:
        return ""
    text = below.text.strip()
    looks = text.isupper() or below.is_bold or below.is_centred
    is_label = any(kind.pattern and kind.pattern.match(text) for kind in LEGAL)
    return text if looks and not is_label and len(text.split()) <= MOST_WORDS_OF_A_NAME else ""


def _title(text: str) -> str:
    """A heading on one line, no longer than a title is."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"
