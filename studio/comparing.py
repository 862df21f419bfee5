"""Two texts held against each other, line by line. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 1
# Equal lines are tried each with each: a lesson has thousands of such pairs, not millions.
MOST_PAIRS, MOST_LINES = 1_000_000, 5_000
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True)
class ComparedLine:
    """A line of a comparison; `kind` is same, added, removed or skipped (lines left out)."""

    kind: str
    text: str = ""


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
    before, after = _lines(old), _lines(new)
    found: list[ComparedLine] = []
    end = 0
    for group in _groups(before, after):
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
    return _lines(one) == _lines(other)


def _groups(before: Sequence[str], after: Sequence[str]) -> Iterable[Sequence[Opcode]]:
    """What differs, with the lines around it."""
    counts = Counter(after)
    pairs = sum(counts[line] for line in before)
    if pairs <= MOST_PAIRS and max(len(before), len(after)) <= MOST_LINES:
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        return matcher.get_grouped_opcodes(CONTEXT)
    return [_coarse_group(before, after)] if before != after else []


def _coarse_group(before: Sequence[str], after: Sequence[str]) -> Sequence[Opcode]:
    """All from the first to the last difference as one: what lies between is not looked into."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = range(1, shorter - start + 1)
    kept = next((at - 1 for at in rest if before[-at] != after[-at]), shorter - start)
    first = max(0, start - CONTEXT)
    end, new_end = len(before) - kept, len(after) - kept
    more = min(CONTEXT, kept)
    return [
        ("equal", first, start, first, start),
        ("replace", start, end, start, new_end),
        ("equal", end, end + more, new_end, new_end + more),
    ]


def _part(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[ComparedLine]:
    if tag == "equal":
        yield from (ComparedLine("same", text) for text in new)
        return
    yield from (ComparedLine("removed", text) for text in old)
    yield from (ComparedLine("added", text) for text in new)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
