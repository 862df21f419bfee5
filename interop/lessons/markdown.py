"""Blocks of a document as the Markdown of a lesson: what they say, none of how they looked.

Whatever the document says is text: a sign that Markdown would read otherwise gets a backslash.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from interop.docx.model import Block, Inline, Look, NoteMark, Paragraph, PictureMark, Run, Table
from interop.docx.numbering import BULLET

SPECIAL = re.compile(r"[\\`*_{}\[\]~^=|]")
ENTITY = re.compile(r"&(?=#?\w+;)")
OPENING = re.compile(r"([#>+:-])(?=[\s#>-]|\Z)|(?=!!!|\?\?\?)()|([0-9]+)(?=[.)](?:\s|\Z))")
ORDERED = re.compile(r"[0-9]{1,4}\.\Z")
STEP = "    "


@dataclass
class Writer:
    """Writes blocks one after another; footnotes are gathered for the end of the lesson."""

    notes: Mapping[str, Sequence[Paragraph]]
    pictures: Mapping[str, str]
    called: list[str] = field(default_factory=list)

    def write(self, blocks: Iterable[Block]) -> list[str]:
        """The blocks as Markdown; items of one list stand in one."""
        written: list[str] = []
        was_item = False
        for block in blocks:
            is_item = isinstance(block, Paragraph) and _is_item(block)
            text = self._block(block)
            if text and is_item and was_item:
                written[-1] += f"\n{text}"
            elif text:
                written.append(text)
            was_item = is_item if text else was_item
        return written

    def heading(self, text: str, level: int) -> str:
        """A heading."""
        return f"{'#' * level} {escape(' '.join(text.split()))}"

    def footnotes(self) -> list[str]:
        """The footnotes that were called, numbered as they were."""
        texts = []
        for number, key in enumerate(self.called, 1):
            found = self.notes.get(key, ())
            words = " ".join(filter(None, (self._inlines(each.inlines) for each in found)))
            texts.append(f"[^{number}]: {words or '…'}")
        return ["\n".join(texts)] if texts else []

    def _block(self, block: Block) -> str:
        if isinstance(block, Table):
            return self._table(block)
        text = self._inlines(block.inlines)
        if not text:
            return ""
        if not _is_item(block):
            number = f"{_escape_start(escape(block.number))} " if block.number else ""
            return number + (text if number else _escape_start(text))
        mark = "-" if block.number == BULLET else block.number
        return f"{STEP * block.depth}{mark} {_escape_start(text)}"

    def _table(self, table: Table) -> str:
        if len(table.rows) == 1 and len(table.rows[0]) == 1:
            return "\n\n".join(self.write(table.rows[0][0]))
        width = max((len(row) for row in table.rows), default=0)
        if not width:
            return ""
        rows = [[self._cell(cell) for cell in row] for row in table.rows]
        head, *others = [[*row, *[""] * (width - len(row))] for row in rows]
        lines = [head, ["---"] * width, *others]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)

    def _cell(self, cell: Sequence[Paragraph]) -> str:
        texts = (
            " ".join(filter(None, (escape(each.number), self._inlines(each.inlines))))
            for each in cell
        )
        return "<br>".join(filter(None, texts)).replace("  \n", "<br>").replace("\n", " ")

    def _inlines(self, inlines: Sequence[Inline]) -> str:
        """Words with what Markdown keeps of their look, pictures and marks of footnotes."""
        parts = []
        for key, group in groupby(inlines, _kept_look):
            if isinstance(key, tuple):
                text = "".join(each.text for each in group if isinstance(each, Run))
                parts.append(_set(text, *key))
                continue
            parts += [self._mark(each) for each in group]
        return "".join(parts).strip()

    def _mark(self, mark: Inline) -> str:
        if isinstance(mark, PictureMark):
            name = self.pictures.get(mark.name)
            return f"![{escape(mark.alt)}]({name})" if name else ""
        if isinstance(mark, NoteMark) and self.notes.get(mark.key):
            if mark.key not in self.called:
                self.called.append(mark.key)
            return f"[^{self.called.index(mark.key) + 1}]"
        return ""


def escape(text: str) -> str:
    """Words that Markdown shows as they are."""
    text = ENTITY.sub("&amp;", SPECIAL.sub(r"\\\g<0>", text))
    return text.replace("<", "&lt;").replace("\t", " ")


def _is_item(block: Paragraph) -> bool:
    return block.number == BULLET or bool(ORDERED.match(block.number))


def _kept_look(inline: Inline) -> tuple[Look, str | None] | int:
    """What parts one stretch of words from the next; each mark stands by itself."""
    if not isinstance(inline, Run):
        return id(inline)
    look = inline.look
    kept = Look(look.bold, look.italic, strike=look.strike, raised=look.raised)
    return kept, inline.link


def _set(text: str, look: Look, link: str | None) -> str:
    """Words with their signs; space stays outside, where signs may not touch it."""
    words = text.strip()
    if not words:
        return " " if text else ""
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    made = "  \n".join(line.strip() for line in escape(words).split("\n") if line.strip())
    if look.raised:
        sign = {"sup": "^", "sub": "~"}[look.raised]
        made = f"{sign}{made}{sign}" if " " not in made else made
    made = f"~~{made}~~" if look.strike else made
    stars = "*" * (look.italic + 2 * look.bold)
    made = f"{stars}{made}{stars}"
    made = f"[{made}]({_address(link)})" if link else made
    return f"{' ' if before else ''}{made}{' ' if after else ''}"


def _address(link: str) -> str:
    return re.sub(r"[\s()<>\\]", lambda found: f"%{ord(found[0]):02X}", link)


def _escape_start(text: str) -> str:
    """The beginning of a paragraph that would begin a list, a heading, a quotation or a note."""
    lines = text.split("\n")
    return "\n".join(
        OPENING.sub(_with_backslash, line, count=1) if OPENING.match(line) else line
        for line in lines
    )


def _with_backslash(found: re.Match[str]) -> str:
    if found[0] == ":":
        return "&#58;"  # takes no backslash
    return f"{found[3]}\\" if found[3] else f"\\{found[0]}"
