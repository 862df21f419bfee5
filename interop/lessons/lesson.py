"""One lesson of a document: its file, in which deeper headings part its text."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from interop.docx.model import Block, Paragraph
from interop.lessons.cuts import Heading
from interop.lessons.markdown import Writer, escape
from interop.lessons.outline import Outline, Part

WIDEST, NARROWEST = 2, 4  # of headings within a lesson, whose title is the page's first


@dataclass
class _Body:
    """What was written so far; `waiting` are blocks that may belong to one list."""

    writer: Writer
    levels: Mapping[int, int]
    texts: list[str] = field(default_factory=list)
    waiting: list[Block] = field(default_factory=list)
    deepest: int = WIDEST - 1

    def flush(self) -> None:
        """Write the blocks that wait."""
        self.texts += self.writer.write(self.waiting)
        self.waiting = []

    def add_heading(self, heading: Heading) -> None:
        """A heading, never skipping a level."""
        self.flush()
        self.deepest = min(self.levels[heading.rank], self.deepest + 1)
        self.texts.append(self.writer.heading(heading.title, self.deepest))


def write_lesson(outline: Outline, part: Part, key: str, pictures: Mapping[str, str]) -> str:
    """A lesson's file; `pictures` says how the parts of the document are called in the course."""
    head = f"---\nid: {key}\ntitle: {quoted(part.title)}\nminutes: {part.minutes}\n---\n\n"
    return f"{head}{write_body(outline, part, pictures)}\n"


def write_body(outline: Outline, part: Part, pictures: Mapping[str, str]) -> str:
    """What stands in a lesson without its title; a chapter that begins with it is named."""
    own = outline.heading_of(part.start, part.end)
    within = {each.index: each for each in outline.headings if part.start <= each.index < part.end}
    body = _Body(Writer(outline.document.notes, pictures), _levels(within, own))
    index = part.start
    while index < part.end:
        heading = within.get(index)
        if heading is None:
            body.waiting.append(outline.document.blocks[index])
        else:
            _take_heading(body, outline, heading, own)
        index += heading.length if heading else 1
    body.flush()
    return "\n\n".join([*body.texts, *body.writer.footnotes()]) or escape(part.title)


def quoted(text: str) -> str:
    """A text as YAML: JSON is YAML."""
    return json.dumps(text, ensure_ascii=False)


def _levels(within: Mapping[int, Heading], own: Heading | None) -> dict[int, int]:
    start = own.index if own else -1
    ranks = sorted({each.rank for each in within.values() if each.index > start})
    return {rank: min(WIDEST + step, NARROWEST) for step, rank in enumerate(ranks)}


def _take_heading(body: _Body, outline: Outline, heading: Heading, own: Heading | None) -> None:
    if own and heading.index < own.index:
        body.flush()
        body.texts.append(f"*{escape(heading.title)}*")
    elif heading != own:
        body.add_heading(heading)
    block = outline.document.blocks[heading.index]
    if heading.title.endswith("…") and isinstance(block, Paragraph):
        body.waiting.append(block)  # the title was cut: its words are not lost
