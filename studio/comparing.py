"""Two texts held against each other, line by line and word by word. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from courses.comparing import Segment, compare_sides
from courses.comparing.words import Opcode, change_as_one

CONTEXT = 1
# Equal lines are tried each with each: a lesson has thousands of such pairs, not millions.
MOST_PAIRS, MOST_LINES = 1_000_000, 5_000


@dataclass(frozen=True)
class ComparedLine:
    """A line of a comparison; `kind` is same, added, removed or skipped (lines left out).

    Where a line came in the place of another, `segments` say which of its words did.
    """

    kind: str
    text: str = ""
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What stands in the new text and not in the old, and the other way round."""

    lines: tuple[ComparedLine, ...]

    @property
    def added_count(self) -> int:
        """How many lines are new."""
        return sum(line.kind == "added" for line in self.lines)

    @property
    def removed_count(self) -> int:
        """How many lines are gone."""
        return sum(line.kind == "removed" for line in self.lines)


def compare_texts(old: str, new: str) -> Comparison:
    """Compare two texts; lines far from any difference are left out. Line ends do not count."""
    before, after = split_lines(old), split_lines(new)
    found: list[ComparedLine] = []
    end = 0
    for group in group_changes(before, after):
        if group[0][1] > end:
            found.append(ComparedLine("skipped"))
        for tag, start, stop, new_start, new_stop in group:
            found += _part(tag, before[start:stop], after[new_start:new_stop])
            end = stop
    if found and end < len(before):
        found.append(ComparedLine("skipped"))
    return Comparison(tuple(found))


def is_same_text(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their line ends."""
    return split_lines(one) == split_lines(other)


def group_changes(
    before: Sequence[Hashable], after: Sequence[Hashable]
) -> Iterable[Sequence[Opcode]]:
    """What differs in two sequences, with what stands around it, as difflib says it."""
    counts = Counter(after)
    pairs = sum(counts[line] for line in before)
    if pairs <= MOST_PAIRS and max(len(before), len(after)) <= MOST_LINES:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        return matcher.get_grouped_opcodes(CONTEXT)
    return [list(_nearby(change_as_one(before, after)))] if before != after else []


def _nearby(opcodes: Iterable[Opcode]) -> Iterator[Opcode]:
    """A change, and of what is the same what stands around it."""
    for tag, start, stop, new_start, new_stop in opcodes:
        shown = min(CONTEXT, stop - start)
        if tag != "equal":
            yield tag, start, stop, new_start, new_stop
        elif start == new_start == 0:
            yield tag, stop - shown, stop, new_stop - shown, new_stop
        else:
            yield tag, start, start + shown, new_start, new_start + shown


def _part(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[ComparedLine]:
    if tag == "equal":
        yield from (ComparedLine("same", text) for text in new)
        return
    pairs = [compare_sides(was, now) for was, now in zip(old, new, strict=False)]
    yield from _lines_of("removed", old, [was for was, _now in pairs])
    yield from _lines_of("added", new, [now for _was, now in pairs])


def _lines_of(
    kind: str, texts: Sequence[str], sides: Sequence[Sequence[Segment]]
) -> Iterator[ComparedLine]:
    """Lines that came or went; words are told apart where lines stand against each other."""
    for index, text in enumerate(texts):
        segments = sides[index] if index < len(sides) else ()
        shares = any(each.kind == "same" and each.text.strip() for each in segments)
        yield ComparedLine(kind, text, tuple(segments) if shares else ())


def split_lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
