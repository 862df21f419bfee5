"""A Word document as lines whose every letter knows how it is set."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interop.docx.model import PLAIN, Document, Look, Paragraph, PictureMark, Run, Table

SIGNS = ("highlight", "colour", "underline", "bold")


@dataclass(frozen=True)
class Line:
    """Words with a look for each letter; `number` is that of the paragraph."""

    text: str
    looks: tuple[Look, ...]
    number: int
    has_picture: bool = False

    def part(self, start: int, end: int | None = None) -> "Line":
        """A stretch of it, without space at its ends."""
        text, looks = self.text[start:end], self.looks[start:end]
        left = len(text) - len(text.lstrip())
        right = len(text.rstrip())
        return Line(text[left:right], looks[left:right], self.number, self.has_picture)

    def is_set(self, sign: str) -> bool:
        """Whether all of its letters and digits are set so."""
        seen = [
            _has(look, sign)
            for letter, look in zip(self.text, self.looks, strict=True)
            if letter.isalnum()
        ]
        return bool(seen) and all(seen)


def _has(look: Look, sign: str) -> bool:
    return bool(getattr(look, sign))


@dataclass(frozen=True)
class TableLines:
    """A table: the words of its cells, and all of them as lines."""

    cells: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    number: int


def lines_of(document: Document) -> list[Line | TableLines]:
    """The lines of a document in order."""
    found: list[Line | TableLines] = []
    for block in document.blocks:
        found += [_table(block)] if isinstance(block, Table) else lines_of_paragraph(block)
    return found


def _table(table: Table) -> TableLines:
    cells = tuple(
        tuple("\n".join(each.whole_text for each in cell).strip() for cell in row)
        for row in table.rows
    )
    paragraphs = (each for row in table.rows for cell in row for each in cell)
    lines = tuple(line for each in paragraphs for line in lines_of_paragraph(each))
    return TableLines(cells, lines, table.line)


def lines_of_paragraph(paragraph: Paragraph) -> Iterator[Line]:
    """A paragraph parted where its lines break; its number is part of the first."""
    text, looks = _letters(paragraph.inlines)
    has_picture = any(isinstance(each, PictureMark) for each in paragraph.inlines)
    if paragraph.number:
        number = f"{paragraph.number} "
        text, looks = number + text, [PLAIN] * len(number) + looks
    start = 0
    for part in text.split("\n"):
        line = Line(text, tuple(looks), paragraph.line, has_picture).part(start, start + len(part))
        start += len(part) + 1
        if line.text or has_picture:
            yield line


def _letters(inlines: Iterable[object]) -> tuple[str, list[Look]]:
    runs: Sequence[Run] = [each for each in inlines if isinstance(each, Run)]
    text = "".join(run.text for run in runs)
    return text, [run.look for run in runs for _letter in run.text]
