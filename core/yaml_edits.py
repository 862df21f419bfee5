"""Changing one entry of a YAML text that a person wrote; all else stays to the byte.

Comments, order, blank lines, line ends and a byte order mark stay. What stands in one line in
braces at the top level cannot be changed line by line: that raises EditRefused.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from core.sentences import Refusal, say
from core.yaml_source import YamlRefused, read_yaml

_LINE_END = re.compile(r"\r\n|\r|\n")
_SILENT = re.compile(r"[ \t]*(#.*)?$")
Span = tuple[int, int]


class EditRefused(Refusal):
    """The text is written in a way that a form cannot change; its writer can."""


NOT_BY_LINES = say("This file is written in a way that a form cannot change. Change it as text.")


@dataclass(frozen=True)
class Block:
    """An entry of a map with the lines it stands on; comments after it belong to what follows."""

    key: str
    span: Span
    value: yaml.Node


class YamlText:
    """The lines of a text of YAML, or of the part of a file between two fences."""

    def __init__(self, text: str, span: Span | None = None) -> None:
        self.ends = [*_LINE_END.findall(text), ""]
        self.lines = _LINE_END.split(text)
        self.end = self.ends[0] or "\n"
        self.span = span or (0, len(self.lines))

    @classmethod
    def front_matter(cls, text: str) -> "YamlText":
        """The part between the first two fences; raises EditRefused where there is none."""
        found = cls(text)
        if found.lines[0].removeprefix("\ufeff").rstrip() != "---":
            raise EditRefused(NOT_BY_LINES)
        for index, line in enumerate(found.lines[1:], 1):
            if line.rstrip() == "---":
                found.span = (1, index)
                return found
        raise EditRefused(NOT_BY_LINES)

    def __str__(self) -> str:
        return "".join(map(str.__add__, self.lines, self.ends))

    @property
    def values(self) -> dict[str, Any]:
        """What it says now."""
        return dict(self._read()[0] or {})

    def entries(self) -> list[Block]:
        """The entries at the top level, in their order."""
        node = self._read()[1]
        if node is None:
            return []
        if not isinstance(node, yaml.MappingNode) or node.flow_style:
            raise EditRefused(NOT_BY_LINES)
        return self._blocks(node, self.span[1])

    def find(self, key: str) -> Block | None:
        """The entry with this key."""
        return next((each for each in self.entries() if each.key == key), None)

    def set(self, key: str, value: Any, after: Sequence[str] = ()) -> None:
        """Let an entry say this; None takes it out. A new one stands after the last of `after`."""
        entry = self.find(key)
        known = self.values
        if key in known and known[key] == value and (value is not None):
            return
        if value is None:
            if entry and known.get(key) is not None:
                self._replace(entry.span, [])
        elif entry is None:
            self._insert(key, value, after)
        elif not self._set_within(entry, known[key], value):
            self._replace(entry.span, self._write(key, value, entry.value))

    def set_in(self, key: str, name: str, value: Any) -> None:
        """Let one entry of a map say this, the others as they are; an empty map goes."""
        kept = self.values.get(key)
        kept = dict(kept) if isinstance(kept, dict) else {}
        self.set(key, _without_nothing({**kept, name: value}) or None)

    def set_rows(self, key: str, rows: Sequence[dict[str, Any]], after: Sequence[str] = ()) -> None:
        """Let an entry be a list of maps, each on a line of its own; without any it goes."""
        if not rows or self.values.get(key) == list(rows):
            self.set(key, list(rows) or None)
            return
        if self.find(key) is None:
            self.set(key, [], after)
        lines = [f"{key}:", *(f"  - {_dump(row, flow=True)}" for row in rows)]
        entry = self.find(key)
        if entry is not None:
            self._replace(entry.span, lines)

    def items(self, key: str) -> list[Span]:
        """The lines of each item of a list, with the comments above it."""
        entry = self.find(key)
        node = entry.value if entry else None
        if entry is None or not isinstance(node, yaml.SequenceNode):
            return []
        if node.flow_style:
            written = [f"  - {_dump(each, flow=True)}" for each in self.values[key]]
            self._replace(entry.span, [f"{key}:", *written])
            return self.items(key)
        starts = [self.span[0] + each.start_mark.line for each in node.value]
        stops = [*starts[1:], entry.span[1]]
        ends = [self._last(start, end) for start, end in zip(starts, stops, strict=True)]
        firsts = [entry.span[0] + 1, *ends[:-1]]
        return list(zip(firsts, ends, strict=True))

    def reorder(self, key: str, order: Sequence[int]) -> None:
        """Put the items of a list in this order, each with its comments; others are left out."""
        spans = self.items(key)
        if not spans:
            return
        lines = [self.lines[slice(*spans[index])] for index in order]
        self._replace((spans[0][0], spans[-1][1]), [line for part in lines for line in part])

    def add_item(self, key: str, value: Any, at: int | None = None) -> None:
        """Put an item into a list, by default at its end."""
        spans = self.items(key)
        if not spans:
            entry = self.find(key)
            lines = [f"{key}:", *_item_lines(value, "  ")]
            end = (self.span[1], self.span[1])
            self._replace(entry.span if entry else end, lines)
            return
        first = next(line for line in self.lines[slice(*spans[0])] if line.lstrip()[:1] == "-")
        indent = first[: len(first) - len(first.lstrip())]
        place = spans[-1][1] if at is None or at >= len(spans) else spans[at][0]
        self._replace((place, place), _item_lines(value, indent))

    def set_item(self, key: str, index: int, value: Any) -> None:
        """Let one item of a list say this; the comments above it stay."""
        start, end = self.items(key)[index]
        if self.values[key][index] == value:
            return
        mark = next(at for at in range(start, end) if self.lines[at].lstrip()[:1] == "-")
        indent = self.lines[mark][: len(self.lines[mark]) - len(self.lines[mark].lstrip())]
        self._replace((mark, end), _item_lines(value, indent))

    def _read(self) -> tuple[Any, yaml.Node | None]:
        text = "\n".join(self.lines[slice(*self.span)])
        try:
            return read_yaml(text.removeprefix("\ufeff"))
        except YamlRefused as refusal:
            raise EditRefused(NOT_BY_LINES) from refusal

    def _blocks(self, node: yaml.MappingNode, stop: int) -> list[Block]:
        starts = [self.span[0] + key.start_mark.line for key, _value in node.value]
        if len(set(starts)) != len(starts):
            raise EditRefused(NOT_BY_LINES)
        stops = [*starts[1:], stop]
        return [
            Block(str(key.value), (start, self._end_of(value, start, end)), value)
            for (key, value), start, end in zip(node.value, starts, stops, strict=True)
        ]

    def _end_of(self, value: yaml.Node, start: int, end: int) -> int:
        """Where an entry ends; in a text of several lines what looks like a comment is none."""
        if isinstance(value, yaml.ScalarNode) and value.style in ("|", ">"):
            lines = range(end - 1, start, -1)
            return next((at + 1 for at in lines if self.lines[at][:1] in (" ", "\t")), end)
        return self._last(start, end)

    def _last(self, start: int, end: int) -> int:
        """Where an entry ends whose lines go up to the next, which has the comments before it."""
        while end > start + 1 and _SILENT.match(self.lines[end - 1]):
            end -= 1
        return end

    def _set_within(self, entry: Block, old: Any, value: Any) -> bool:
        """Change a value within its line, or one entry of a map below it; whether that could be."""
        node = entry.value
        if isinstance(node, yaml.ScalarNode) and not isinstance(value, dict | list):
            return self._set_scalar(node, value)
        is_map = isinstance(node, yaml.MappingNode) and not node.flow_style
        if not is_map or not isinstance(value, dict) or set(old) != set(value):
            return False
        blocks = self._blocks(node, entry.span[1])
        for block in reversed(blocks):
            new = value[block.key]
            if new == old[block.key]:
                continue
            is_scalar = isinstance(block.value, yaml.ScalarNode)
            if not (is_scalar and self._set_scalar(block.value, new)):
                text = f"{self._indent(block)}{block.key}: {_dump(new, flow=True)}"
                self._replace(block.span, [text])
        return True

    def _indent(self, block: Block) -> str:
        line = self.lines[block.span[0]]
        return line[: len(line) - len(line.lstrip())]

    def _set_scalar(self, node: yaml.ScalarNode, value: Any) -> bool:
        """Replace a value that stands on one line; what follows it there stays."""
        start, end = node.start_mark, node.end_mark
        if start.line != end.line or node.style in ("|", ">"):
            return False
        line = self.span[0] + start.line
        text = self.lines[line]
        shift = 1 if line == 0 and text.startswith("\ufeff") else 0
        before, after = text[: start.column + shift], text[end.column + shift :]
        space = "" if before.endswith((" ", "\t")) or not before else " "
        self.lines[line] = f"{before}{space}{_dump(value, flow=True)}{after}"
        return True

    def _insert(self, key: str, value: Any, after: Sequence[str]) -> None:
        known = [each for each in self.entries() if each.key in after]
        everything = self.entries()
        last = known[-1] if known else everything[-1] if everything else None
        at = last.span[1] if last else self.span[0]
        self._replace((at, at), self._write(key, value, None))

    def _write(self, key: str, value: Any, node: yaml.Node | None) -> list[str]:
        """An entry in lines: maps and lists as they were written before, or as reads best."""
        if not isinstance(value, dict | list):
            return [f"{key}: {_dump(value, flow=True)}"]
        was_block = node is not None and getattr(node, "flow_style", None) is False
        is_long = len(_dump(value, flow=True)) > 88
        if not value or not (was_block or is_long):
            return [f"{key}: {_dump(value, flow=True)}"]
        if isinstance(value, dict):
            return [
                f"{key}:",
                *(f"  {name}: {_dump(one, flow=True)}" for name, one in value.items()),
            ]
        return [f"{key}:", *(line for each in value for line in _item_lines(each, "  "))]

    def _replace(self, span: Span, lines: Sequence[str]) -> None:
        start, stop = span
        mark = self.lines[start][:1] if start == 0 and self.lines[0].startswith("\ufeff") else ""
        at_end = stop == len(self.lines)
        self.lines[start:stop] = list(lines)
        self.ends[start:stop] = [self.end] * len(lines)
        if mark and lines:
            self.lines[0] = mark + self.lines[0]
        self.span = (self.span[0], self.span[1] + len(lines) - (stop - start))
        self._mend_end(start, at_end)

    def _mend_end(self, start: int, at_end: bool) -> None:
        """The last line has no end, the one before what was put in has one."""
        if not self.lines:
            self.lines, self.ends = [""], [""]
        for index in range(max(0, start - 1), len(self.ends) - 1):
            self.ends[index] = self.ends[index] or self.end
        if at_end and self.lines[-1]:
            self.ends[-1] = self.end
            self.lines.append("")
            self.ends.append("")


def _item_lines(value: Any, indent: str) -> list[str]:
    if not isinstance(value, dict) or not value:
        return [f"{indent}- {_dump(value, flow=True)}"]
    lines = [f"{name}: {_dump(each, flow=True)}" for name, each in value.items()]
    return [f"{indent}- {lines[0]}", *(f"{indent}  {line}" for line in lines[1:])]


def _without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in values.items() if each not in (None, "")}


def _dump(value: Any, *, flow: bool) -> str:
    """A value on one line."""
    text: str = yaml.safe_dump(
        value, default_flow_style=flow, allow_unicode=True, sort_keys=False, width=math.inf
    )
    return text.removesuffix("...\n").strip()
