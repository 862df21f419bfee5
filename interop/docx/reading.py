"""A .docx as a document: its body in order, whatever wraps it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from core.sentences import say
from interop.docx.model import Block, Document, Paragraph, Table
from interop.docx.names import attribute, child, local, number_of, value_of
from interop.docx.numbering import Numbering, read_numbering
from interop.docx.package import NO_DOCX, DocxRefused, Package, open_package
from interop.docx.runs import Gathering, list_pictures, read_inlines
from interop.docx.styles import outline_level, read_styles

MOST_BLOCKS = 20_000
DEEPEST = 30
TOO_LONG = say("The document has more than 20,000 paragraphs. Part it into several.")


@dataclass
class _Reader:
    """Reads blocks one after another and counts them."""

    at: Gathering
    numbering: Numbering
    line: int = 0
    pictures: set[str] = field(default_factory=set)

    def blocks(self, parent: Element, depth: int = 0) -> Iterator[Block]:
        """The paragraphs and tables within an element, and within what only wraps them."""
        for each in parent if depth < DEEPEST else ():
            name = local(each)
            if name == "p":
                if not self.at.styles.is_contents(value_of(child(each, "pPr"), "pStyle")):
                    yield self.paragraph(each)
            elif name == "tbl":
                yield self.table(each, depth + 1)
            elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
                yield from self.blocks(each, depth + 1)
            elif name == "altChunk":
                self.at.left_out["object"] += 1

    def paragraph(self, element: Element) -> Paragraph:
        """One paragraph, with the number that Word would show before it."""
        self.line += 1
        if self.line > MOST_BLOCKS:
            raise DocxRefused(TOO_LONG)
        properties = child(element, "pPr")
        style = value_of(properties, "pStyle")
        level = outline_level(properties)
        number, depth = self._number(properties, style)
        inlines = read_inlines(element, self.at.styles.setting(style), self.at)
        self.pictures |= {mark.name for mark in list_pictures(inlines)}
        return Paragraph(
            inlines=inlines,
            number=number,
            depth=depth,
            heading=self.at.styles.heading(style) if level is None else level or None,
            is_centred=value_of(properties, "jc") == "center",
            line=self.line,
        )

    def table(self, element: Element, depth: int) -> Table:
        """One table; cells that are joined downward are empty below the first."""
        line = self.line + 1
        rows = [
            tuple(self._cell(cell, depth) for cell in _within(row, "tc"))
            for row in _within(element, "tr")
        ]
        return Table(tuple(row for row in rows if row), line)

    def _cell(self, cell: Element, depth: int) -> tuple[Paragraph, ...]:
        paragraphs: list[Paragraph] = []
        for block in self.blocks(cell, depth):
            if isinstance(block, Paragraph):
                paragraphs.append(block)
            else:
                paragraphs += [each for row in block.rows for inner in row for each in inner]
        return tuple(each for each in paragraphs if not each.is_empty)

    def _number(self, properties: Element | None, style: str | None) -> tuple[str, int]:
        own = child(properties, "numPr")
        said = own if own is not None else self.at.styles.numbering(style)
        key = value_of(said, "numId")
        if key is None:
            key = value_of(self.at.styles.numbering(style), "numId")
        depth = number_of(value_of(said, "ilvl"))
        return (self.numbering.next_number(key, depth) if key else ""), depth


def read_docx(content: bytes) -> Document:
    """Read a .docx; raises DocxRefused."""
    package = open_package(content)
    tree = package.xml(package.main)
    body = child(tree, "body")
    if body is None:
        raise DocxRefused(NO_DOCX)
    styles = read_styles(package.related(package.main, "/styles"))
    numbering = read_numbering(package.related(package.main, "/numbering"))
    reader = _Reader(Gathering(styles, package.relations(package.main)), numbering)
    blocks = tuple(reader.blocks(body))
    notes = _read_notes(package, reader)
    pictures = {name: package.parts[name] for name in reader.pictures if name in package.parts}
    return Document(
        blocks=blocks,
        notes=notes,
        pictures=pictures,
        left_out=dict(reader.at.left_out),
        encodings=frozenset(reader.at.encodings),
        title=_title(package),
    )


def _read_notes(package: Package, reader: _Reader) -> dict[str, tuple[Paragraph, ...]]:
    """Footnotes and endnotes by kind and number; Word keeps its dividing lines among them."""
    notes = {}
    for kind in ("footnotes", "endnotes"):
        tree = package.related(package.main, f"/{kind}")
        for each in tree if tree is not None else ():
            if attribute(each, "type") in (None, "normal"):
                found = [block for block in reader.blocks(each) if isinstance(block, Paragraph)]
                notes[f"{kind[:3]}{attribute(each, 'id')}"] = tuple(found)
    return notes


def _title(package: Package) -> str:
    tree = package.related("", "/core-properties")
    found = child(tree, "title")
    return " ".join((found.text or "").split()) if found is not None else ""


def _within(parent: Element, name: str, depth: int = 0) -> Iterator[Element]:
    """Rows of a table or cells of a row, also where something wraps them."""
    for each in parent if depth < DEEPEST else ():
        if local(each) == name:
            yield each
        elif local(each) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _within(each, name, depth + 1)
