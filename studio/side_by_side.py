"""Two texts beside each other, line by line, and within a line word by word. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from courses.comparing import Segment, compare_sides
from studio.comparing import group_changes, split_lines


@dataclass(frozen=True)
class SideRow:
    """A line of both texts; a side is None where the line is not there. Without both: left out."""

    left: Sequence[Segment] | None
    right: Sequence[Segment] | None

    @property
    def is_same(self) -> bool:
        """Whether both sides say it."""
        return self.left == self.right


def set_side_by_side(left: str, right: str) -> tuple[SideRow, ...]:
    """Both texts where they differ, with a line around; line ends do not count."""
    before, after = split_lines(left), split_lines(right)
    rows: list[SideRow] = []
    end = 0
    for group in group_changes(before, after):
        if group[0][1] > end:
            rows.append(SideRow(None, None))
        for tag, start, stop, new_start, new_stop in group:
            rows += _rows(tag, before[start:stop], after[new_start:new_stop])
            end = stop
    if rows and end < len(before):
        rows.append(SideRow(None, None))
    return tuple(rows)


def _rows(tag: str, old: Sequence[str], new: Sequence[str]) -> Iterator[SideRow]:
    removed, added = ("same", "same") if tag == "equal" else ("removed", "added")
    for left, right in zip_longest(old, new):
        if left is not None and right is not None and tag != "equal":
            yield SideRow(*_sides(left, right))
        else:
            yield SideRow(_whole(removed, left), _whole(added, right))


def _sides(left: str, right: str) -> tuple[Sequence[Segment], Sequence[Segment]]:
    """Lines that differ in space alone differ as a whole: it may tell a list from its item."""
    if left.split() == right.split():
        return [Segment("removed", left)], [Segment("added", right)]
    return compare_sides(left, right)


def _whole(kind: str, line: str | None) -> Sequence[Segment] | None:
    return None if line is None else [Segment(kind, line)]
