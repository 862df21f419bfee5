"""The marked items of a question: its choices, answers or whatever its type makes of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizzes.quiz_markdown.attributes import (
    NO_ATTRIBUTES,
    Attributes,
    ends_in_attributes,
    split_last_attributes,
    write_attributes,
)
from quizzes.quiz_markdown.lines import (
    LIST_ITEM,
    Line,
    find_block_end,
    indent_block,
    join,
    quote,
    scan,
    split_last_quote,
    unindent_block,
)

# The marker of what has no items.
NOTHING_MARKED = re.compile(r"(?!)")


@dataclass(frozen=True)
class Item:
    """An item as it is written: its mark (`- [x]`), text, feedback and attributes."""

    mark: str
    text: str
    feedback: str | None = None
    attributes: Attributes = NO_ATTRIBUTES
    line: int = 0


@dataclass(frozen=True)
class Run:
    """Items that follow one another: the index of each, and where the last one ends."""

    starts: tuple[int, ...]
    end: int


def find_last_run(lines: Sequence[Line], marker: re.Pattern[str]) -> Run | None:
    """Find the last items that follow one another with nothing else between them."""
    starts: list[int] = []
    end = index = 0
    while index < len(lines):
        if not lines[index].opens(marker):
            index += 1
            continue
        if any(not line.is_blank for line in lines[end:index]):
            starts = []
        starts.append(index)
        index = end = find_block_end(lines, index)
    return Run(tuple(starts), end) if starts else None


def ends_in_list(lines: Sequence[Line]) -> bool:
    """Whether items right after these lines would seem to go on with a list."""
    run = find_last_run(lines, LIST_ITEM)
    return run is not None and all(line.is_blank for line in lines[run.end :])


def read_items(lines: Sequence[Line], run: Run, marker: re.Pattern[str]) -> tuple[Item, ...]:
    """Read the items of a run."""
    ends = (*run.starts[1:], run.end)
    return tuple(
        _read_item(lines[start:end], marker) for start, end in zip(run.starts, ends, strict=True)
    )


def write_items(items: Iterable[Item]) -> str:
    """Write items one under the other, apart from each other where one holds several blocks."""
    written = [_write_item(item) for item in items]
    gap = "\n\n" if any("\n\n" in item for item in written) else "\n"
    return gap.join(written)


def _read_item(lines: Sequence[Line], marker: re.Pattern[str]) -> Item:
    mark = marker.match(lines[0].text)
    content, feedback = split_last_quote(unindent_block(lines, marker))
    text, attributes = split_last_attributes(content)
    return Item(
        mark=mark[0].strip() if mark else "",
        text=join(text),
        feedback=feedback or None,
        attributes=attributes,
        line=lines[0].number,
    )


def _write_item(item: Item) -> str:
    text = _with_attributes(item)
    holds_quote = any(line.is_quote for line in scan(item.text))
    if item.feedback or holds_quote:
        gap = [""] if holds_quote else []
        text = "\n".join([text, *gap, *quote(item.feedback or "")])
    return "\n".join(indent_block(item.mark, text))


def _with_attributes(item: Item) -> str:
    looks_attributed = any(
        ends_in_attributes(line.text) for line in scan(item.text) if not line.is_code
    )
    if item.attributes == NO_ATTRIBUTES and not looks_attributed:
        return item.text
    gap = "\n" if "\n" in item.text else " "
    return f"{item.text}{gap}{write_attributes(item.attributes)}".lstrip()
