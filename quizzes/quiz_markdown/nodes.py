"""The nodes of a scenario: `### What happens {#id}`, and the choices that lead on from it.

A choice is an item with an arrow at the end of its first line: `- Ask her -> calm {1}`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.sentences import say
from quizzes.quiz_markdown.attributes import (
    Attributes,
    read_number,
    refuse_unknown,
    split_attributes,
    write_attributes,
    write_number,
)
from quizzes.quiz_markdown.blocks import (
    ANSWERS,
    Heading,
    read_heading,
    split_answers,
    write_heading,
)
from quizzes.quiz_markdown.headings import read_id
from quizzes.quiz_markdown.items import ends_in_list, find_last_run
from quizzes.quiz_markdown.lines import Line, indent_block, join, scan, unindent_block
from quizzes.quiz_markdown.problems import ProblemLog

MARK = "-"

_NODE = re.compile(r"###(?:[ \t]+|$)")
_CHOICE = re.compile(r"[-*+][ \t]+(?=(?:|.*[^\\])->)")
_ARROW = re.compile(r"(?P<text>(?:|.*[^\\]))->(?P<to>.*)")
_MEND_LIST = say(
    "Write -> and the node it leads to after each choice; if the list belongs to the text, "
    "put %(mark)s between them.",
    mark=ANSWERS,
)


@dataclass(frozen=True)
class NodeChoice:
    """A choice as it is written: its words, the id of the node it leads to, what it earns."""

    text: str
    to: str
    points: Decimal | None = None
    line: int = 0


@dataclass(frozen=True)
class Node:
    """A node as it is written; `title` is its heading, `text` what stands below."""

    id: str
    title: str
    text: str
    choices: tuple[NodeChoice, ...] = ()
    line: int = 0


def read_nodes(lines: Sequence[Line], problems: ProblemLog) -> tuple[list[Line], list[Node]]:
    """Read the nodes; what stands before the first of them is given back."""
    starts = [index for index, line in enumerate(lines) if line.opens(_NODE)]
    ends = [*starts[1:], len(lines)]
    nodes = [
        _read_node(read_heading(lines[start])[1], lines[start + 1 : end], problems)
        for start, end in zip(starts, ends, strict=False)
    ]
    return list(lines[: starts[0]] if starts else lines), nodes


def write_nodes(nodes: Iterable[Node]) -> str:
    """Write nodes as `read_nodes` reads them."""
    return "\n\n".join(part for node in nodes for part in _write_node(node) if part)


def write_node_text(text: str) -> str:
    """Write a text so that none of its lines is taken for the heading of a node."""
    return "\n".join(rf"\{line.text}" if line.opens(_NODE) else line.text for line in scan(text))


def _read_node(heading: Heading, lines: Sequence[Line], problems: ProblemLog) -> Node:
    refuse_unknown(heading.attributes, (), (), heading.line, problems)
    text, rest = split_answers(list(lines), _CHOICE, problems, _MEND_LIST)
    run = find_last_run(rest, _CHOICE)
    starts, end = (run.starts, run.end) if run else ((), 0)
    beside = [*rest[: starts[0] if starts else 0], *rest[end:]]
    _refuse_beside(beside, problems)
    choices = tuple(
        _read_choice(rest[first:last], problems)
        for first, last in zip(starts, (*starts[1:], end), strict=False)
    )
    return Node(_read_node_id(heading, problems), heading.title, join(text), choices, heading.line)


def _read_node_id(heading: Heading, problems: ProblemLog) -> str:
    if heading.attributes.id is None:
        problems.refuse(
            heading.line,
            say("This node has no id, so no choice can lead to it."),
            say("Write one at the end of its heading: {#calm}."),
        )
        return ""
    return read_id(heading, heading.title, "", problems)


def _refuse_beside(lines: Iterable[Line], problems: ProblemLog) -> None:
    stray = next((line for line in lines if not line.is_blank), None)
    if stray:
        problems.refuse(
            stray.number,
            say("This text stands beside the choices and belongs to none of them."),
            say(
                "Write it above them, or indent it under its choice; an explanation of the whole "
                "begins with “!!! explanation”."
            ),
        )


def _read_choice(lines: Sequence[Line], problems: ProblemLog) -> NodeChoice:
    first, *others = unindent_block(lines, _CHOICE)
    _refuse_feedback([first, *others], problems)
    bare, attributes = split_attributes(first.text)
    arrow = _ARROW.fullmatch(bare)
    text, to = (arrow["text"], arrow["to"].strip().removeprefix("#")) if arrow else (bare, "")
    # One space parts the words from the arrow; two more would be a break of the line.
    words = join([replace(first, text=text.removesuffix(" ")), *others])
    return NodeChoice(words, to, _read_points(attributes, first.number, problems), first.number)


def _refuse_feedback(lines: Iterable[Line], problems: ProblemLog) -> None:
    quoted = next((line for line in lines if line.is_quote), None)
    if quoted:
        problems.refuse(
            quoted.number,
            say("A choice of a scenario has no feedback."),
            say("Say it in the node that the choice leads to."),
        )


def _read_points(attributes: Attributes, line: int, problems: ProblemLog) -> Decimal | None:
    words = [*attributes.flags, *attributes.values]
    words += [f"#{attributes.id}"] if attributes.id else []
    if not words:
        return None
    points = read_number(words[0])
    if len(words) > 1 or points is None or points < 0:
        problems.refuse(
            line,
            say("“%(words)s” is no number of points.", words=" ".join(words)),
            say("Write a number from 0, with a point where it is no whole one: {0.5}."),
        )
        return None
    return points


def _write_node(node: Node) -> list[str]:
    lines = scan(node.text)
    has_choice = find_last_run(lines, _CHOICE) is not None
    needs_parting = ends_in_list(lines) if node.choices else has_choice
    choices = [_write_choice(choice) for choice in node.choices]
    gap = "\n\n" if any("\n\n" in choice for choice in choices) else "\n"
    return [
        write_heading("###", node.title, Attributes(node.id)),
        write_node_text(node.text),
        ANSWERS if needs_parting else "",
        gap.join(choices),
    ]


def _write_choice(choice: NodeChoice) -> str:
    head, *others = indent_block(MARK, choice.text)
    flags = () if choice.points is None else (write_number(choice.points),)
    points = f" {write_attributes(Attributes(None, flags))}" if flags else ""
    return "\n".join([f"{head} -> {choice.to}{points}", *others])
