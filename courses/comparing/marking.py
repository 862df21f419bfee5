"""Two blocks put into one, with marks on what came and what went. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from courses.comparing.trees import VOID, Element, Node, is_block, to_html
from courses.comparing.words import find_changes, split_words

ADDED, REMOVED = "changed-added", "changed-removed"
MARKS = {ADDED: "ins", REMOVED: "del"}


@dataclass(frozen=True)
class _Token:
    """A word, or something that is no word, and the elements around it within its block."""

    key: str
    node: Node
    around: tuple[Element, ...]


def mark_all(node: Node, mark: str) -> Node:
    """A node all of whose words came, or went."""
    if isinstance(node, str):
        return _marked([node], mark) if node.strip() else node
    if node.tag in VOID:
        return _marked([node], mark) if not is_block(node) else node
    if any(map(is_block, node.children)):
        return _with(node, [mark_all(child, mark) for child in node.children])
    return _with(node, [_marked(node.children, mark)] if node.children else [])


def mark_words(old: Element, new: Element) -> Element:
    """The new block, with what came marked, and what went standing where it stood."""
    before, after = list(_tokens(old.children, ())), list(_tokens(new.children, ()))
    built = _Built()
    changes = find_changes([each.key for each in before], [each.key for each in after])
    for tag, start, stop, new_start, new_stop in changes:
        if tag == "equal":
            built.add(after[new_start:new_stop], "")
            continue
        built.add(before[start:stop], REMOVED)
        built.add(after[new_start:new_stop], ADDED)
    return _with(new, built.root.children)


def has_mark(node: Node, *marks: str) -> bool:
    """Whether anything in a node came or went."""
    if isinstance(node, str):
        return False
    is_marked = mark_of(node) in (marks or MARKS)
    return is_marked or any(has_mark(child, *marks) for child in node.children)


def mark_of(node: Element) -> str:
    """The mark that an element is, if it is one."""
    value = dict(node.attributes).get("class", "")
    return value if MARKS.get(value) == node.tag else ""


def without(nodes: Sequence[Node], mark: str) -> list[Node]:
    """The nodes without what has a mark, and without what is empty by it."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            kept.append(node)
        elif mark_of(node) != mark:
            rest = without(node.children, mark)
            if not node.children or any(map(_shows, rest)):
                kept.append(_with(node, rest))
    return kept


def _shows(node: Node) -> bool:
    return isinstance(node, Element) or bool(node.strip())


class _Built:
    """What was put together so far; words within the same elements stay together."""

    def __init__(self) -> None:
        self.root = Element("")
        self.around: list[tuple[Element, Element]] = []

    def add(self, tokens: Sequence[_Token], mark: str) -> None:
        """Add words with a mark, or with none."""
        for token in tokens:
            place = self._enter(token.around)
            last = place.children[-1] if place.children else None
            if not mark:
                place.children.append(token.node)
            elif isinstance(last, Element) and mark_of(last) == mark:
                last.children.append(token.node)
            else:
                place.children.append(_marked([token.node], mark))

    def _enter(self, around: tuple[Element, ...]) -> Element:
        shared = 0
        while shared < min(len(around), len(self.around)):
            if not _is_alike(self.around[shared][0], around[shared]):
                break
            shared += 1
        self.around = self.around[:shared]
        for element in around[shared:]:
            place = self.around[-1][1] if self.around else self.root
            copy = Element(element.tag, element.attributes)
            place.children.append(copy)
            self.around.append((element, copy))
        return self.around[-1][1] if self.around else self.root


def _tokens(nodes: Sequence[Node], around: tuple[Element, ...]) -> Iterator[_Token]:
    for node in nodes:
        if isinstance(node, str):
            for word in split_words(node):
                yield _Token(word, word, around)
        elif node.children:
            yield from _tokens(node.children, (*around, node))
        else:
            yield _Token(to_html([node]), node, around)


def _is_alike(one: Element, other: Element) -> bool:
    return (one.tag, one.attributes) == (other.tag, other.attributes)


def _marked(nodes: Sequence[Node], mark: str) -> Element:
    return Element(MARKS[mark], (("class", mark),), list(nodes))


def _with(element: Element, children: Sequence[Node]) -> Element:
    return Element(element.tag, element.attributes, list(children))
