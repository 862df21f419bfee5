"""Sanitised HTML as a tree, and back. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input"})
BLOCKS = frozenset(
    {
        *("p", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "pre", "figure", "figcaption"),
        *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "hr"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    }
)


@dataclass(eq=False)
class Element:
    """An element with what stands in it; one without a tag is only a run of others."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: list["Element | str"] = field(default_factory=list)


Node = Element | str


def parse(html: str) -> list[Node]:
    """The nodes of a piece of HTML; ids are left out, and links to places in the same text.

    Two versions stand on one page, where an id would stand twice.
    """
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return list(_blocks(builder.root.children))


def to_html(nodes: Iterable[Node]) -> str:
    """The HTML of nodes."""
    return "".join(_written(node) for node in nodes)


def texts_of(node: Node) -> Iterator[str]:
    """All runs of words that stand in a node."""
    if isinstance(node, str):
        yield node
        return
    for child in node.children:
        yield from texts_of(child)


def holds_blocks(node: Node) -> bool:
    """Whether a node is made of blocks rather than of words."""
    return isinstance(node, Element) and any(map(is_block, node.children))


def is_block(node: Node) -> bool:
    """Whether a node stands on lines of its own."""
    return isinstance(node, Element) and node.tag in BLOCKS


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, _kept(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, _kept(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if any(each.tag == tag for each in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def _kept(attrs: list[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, value or "")
        for name, value in attrs
        if name != "id" and not (name == "href" and (value or "").startswith("#"))
    )


def _blocks(nodes: Iterable[Node]) -> Iterator[Node]:
    """The blocks of a text; words that stand loose between them as paragraphs of their own."""
    loose: list[Node] = []
    for node in nodes:
        if not is_block(node):
            loose.append(node)
            continue
        yield from _paragraph(loose)
        loose = []
        yield node
    yield from _paragraph(loose)


def _paragraph(loose: list[Node]) -> Iterator[Element]:
    if any(isinstance(node, Element) or node.strip() for node in loose):
        yield Element("p", (), list(loose))


def _written(node: Node) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    inner = to_html(node.children)
    if not node.tag:
        return inner
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes)
    start = f"<{node.tag}{attributes}>"
    return start if node.tag in VOID else f"{start}{inner}</{node.tag}>"
