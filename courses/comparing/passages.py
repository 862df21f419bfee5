"""Two rendered texts held against each other, block by block and within blocks. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from courses.comparing.marking import ADDED, REMOVED, has_mark, mark_all, mark_words, without
from courses.comparing.trees import Element, Node, holds_blocks, parse, texts_of, to_html
from courses.comparing.words import match, split_words

# Two blocks that share less than this of their words are two texts, not one that changed.
LEAST_LIKENESS = 0.4
MOST_PAIRS = 2_500
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
CONTEXT = 1
NOTHING = Markup("")

Pair = tuple[Node | None, Node | None]


@dataclass(frozen=True)
class Passage:
    """A block of a text: with marks, as it was before, and as it is now.

    One that is `skipped` stands for blocks that are the same and are not shown.
    """

    html: Markup
    before: Markup = NOTHING
    now: Markup = NOTHING
    is_changed: bool = False
    is_heading: bool = False
    is_skipped: bool = False


def compare_html(old: str, new: str) -> list[Passage]:
    """Compare two texts of sanitised HTML; every block of the two, in the order of the new."""
    nodes = parse(new) if old == new else _merge(parse(old), parse(new))
    return [_passage(node) for node in nodes]


def fold_passages(passages: Sequence[Passage], context: int = CONTEXT) -> list[Passage]:
    """What changed, with a little around it and the heading it stands under; the rest left out."""
    shown = set()
    for index, passage in enumerate(passages):
        if passage.is_changed:
            shown |= set(range(index - context, index + context + 1))
            above = range(index, -1, -1)
            shown.add(next((at for at in above if passages[at].is_heading), index))
    folded: list[Passage] = []
    for index, passage in enumerate(passages):
        if index in shown:
            folded.append(passage)
        elif not (folded and folded[-1].is_skipped):
            folded.append(Passage(NOTHING, is_skipped=True))
    return folded if shown else []


def _passage(node: Node) -> Passage:
    return Passage(
        _safe([node]),
        _safe(without([node], ADDED)),
        _safe(without([node], REMOVED)),
        has_mark(node),
        isinstance(node, Element) and node.tag in HEADINGS,
    )


def _merge(old: Sequence[Node], new: Sequence[Node]) -> list[Node]:
    """One sequence of blocks out of two."""
    return [_merged(before, after) for before, after in _pairs(old, new)]


def _merged(before: Node | None, after: Node | None) -> Node:
    if after is None:
        return mark_all(before or "", REMOVED)
    if before is None:
        return mark_all(after, ADDED)
    if isinstance(before, str) or isinstance(after, str) or _key(before) == _key(after):
        return after
    if holds_blocks(before) and holds_blocks(after):
        inner = _merge(before.children, after.children)
        return Element(after.tag, after.attributes, inner)
    return mark_words(before, after)


def _pairs(old: Sequence[Node], new: Sequence[Node]) -> Iterator[Pair]:
    """Which block became which; None stands where there is none."""
    opcodes = match([_key(node) for node in old], [_key(node) for node in new])
    for tag, start, stop, new_start, new_stop in opcodes:
        before, after = old[start:stop], new[new_start:new_stop]
        if tag == "equal":
            yield from zip(before, after, strict=True)
        else:
            yield from _alike(before, after)


def _alike(old: Sequence[Node], new: Sequence[Node]) -> Iterator[Pair]:
    """Of blocks that differ those that are most alike, in the order in which they stand."""
    if len(old) * len(new) > MOST_PAIRS:
        yield from ((node, None) for node in old)
        yield from ((None, node) for node in new)
        return
    best = _best(_likenesses(old, new))
    at, new_at = 0, 0
    while at < len(old) and new_at < len(new):
        if best[at][new_at] == best[at + 1][new_at]:
            yield old[at], None
            at += 1
        elif best[at][new_at] == best[at][new_at + 1]:
            yield None, new[new_at]
            new_at += 1
        else:
            yield old[at], new[new_at]
            at, new_at = at + 1, new_at + 1
    yield from ((node, None) for node in old[at:])
    yield from ((None, node) for node in new[new_at:])


def _best(likenesses: Sequence[Sequence[float]]) -> list[list[float]]:
    """From each place on, the most likeness that pairs in order can add up to."""
    rows, columns = len(likenesses), len(likenesses[0]) if likenesses else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows - 1, -1, -1):
        for column in range(columns - 1, -1, -1):
            likeness = likenesses[row][column]
            paired = likeness + best[row + 1][column + 1] if likeness >= LEAST_LIKENESS else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    return best


def _likenesses(old: Sequence[Node], new: Sequence[Node]) -> list[list[float]]:
    counted = [_words(node) for node in old]
    others = [_words(node) for node in new]
    return [
        [
            _likeness(words, other) if _can_be(before, after) else 0.0
            for other, after in zip(others, new, strict=True)
        ]
        for words, before in zip(counted, old, strict=True)
    ]


def _can_be(before: Node, after: Node) -> bool:
    """Whether one block can have become the other: of a list no paragraph."""
    if isinstance(before, str) or isinstance(after, str):
        return isinstance(before, str) and isinstance(after, str)
    is_same = before.tag == after.tag
    return is_same or not (holds_blocks(before) or holds_blocks(after))


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share (0 to 1) of words that two blocks have in common; where there are none, all."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _words(node: Node) -> Counter[str]:
    words = (word.strip().casefold() for word in split_words(" ".join(texts_of(node))))
    return Counter(word for word in words if word)


def _key(node: Node) -> str:
    return " ".join(to_html([node]).split())


def _safe(nodes: Sequence[Node]) -> Markup:
    return Markup(to_html(nodes))  # noqa: S704 - of sanitised HTML nothing but marks is made
