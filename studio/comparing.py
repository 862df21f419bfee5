"""Two texts held against each other, line by line. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

CONTEXT = 1


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
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    found: list[ComparedLine] = []
    end = 0
    for group in matcher.get_grouped_opcodes(CONTEXT):
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


def _part(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[ComparedLine]:
    if tag == "equal":
        yield from (ComparedLine("same", text) for text in new)
        return
    yield from (ComparedLine("removed", text) for text in old)
    yield from (ComparedLine("added", text) for text in new)


def _lines(text: str) -> list[str]:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
