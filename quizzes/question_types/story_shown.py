"""A story as a page tells it: the way taken, where that has come to, and at review the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from quizzes.question_types.story import Path, Story, StoryNode
from quizzes.wording import Words


@dataclass(frozen=True)
class ShownPlace:
    """Where a choice leads: a node's number in the story, and its title."""

    number: int
    title: Markup


@dataclass(frozen=True)
class ShownWay:
    """A choice of a node: the value it sends, and at review where it leads and what it earns."""

    value: str
    text: Markup
    target: ShownPlace | None
    points: Decimal
    is_taken: bool
    is_best: bool


@dataclass(frozen=True)
class ShownNode:
    """A node with its choices."""

    number: int
    title: Markup
    text: Markup
    ways: tuple[ShownWay, ...]

    @property
    def taken(self) -> ShownWay | None:
        """The choice made here, if any."""
        return next((way for way in self.ways if way.is_taken), None)


@dataclass(frozen=True)
class ShownStory:
    """A story: all of it, the way taken, where that has come to, and the best way.

    `earned` and `most` are points of the choices, on the way taken and on the best one.
    """

    nodes: tuple[ShownNode, ...]
    passed: tuple[ShownNode, ...]
    now: ShownNode | None
    best: tuple[ShownWay, ...]
    is_graded: bool
    earned: Decimal
    most: Decimal


def value_of(step: tuple[str, int]) -> str:
    """The value that a form sends for a choice: its node and its index there."""
    key, index = step
    return f"{key}:{index}"


def show_story(story: Story, words: Words, path: Path) -> ShownStory:
    """Tell a story in a reader's words; the story allows the path taken."""
    telling = _Telling(story, words, path)
    nodes = {node.id: telling.show_node(node) for node in reversed(story.nodes)}
    now = story.find_now(path)
    best = story.find_best_path() if story.is_graded else ()
    return ShownStory(
        nodes=tuple(nodes[node.id] for node in story.nodes),
        passed=tuple(nodes[key] for key, _ in path),
        now=nodes[now.id] if now else None,
        best=tuple(nodes[key].ways[index] for key, index in best),
        is_graded=story.is_graded,
        earned=_decimal(story.add_up(path)),
        most=_decimal(story.most),
    )


class _Telling:
    """Shows the nodes of one story in one reader's words."""

    def __init__(self, story: Story, words: Words, path: Path) -> None:
        self.story = story
        self.words = words
        self.path = path
        numbered = reversed(list(enumerate(story.nodes)))
        self.numbers = {node.id: number for number, node in numbered}

    def show_node(self, node: StoryNode) -> ShownNode:
        """Show a node with its choices."""
        number = self.numbers[node.id]
        return ShownNode(
            number=number + 1,
            title=self._say(number, "title"),
            text=self._say(number, "text"),
            ways=tuple(self._show_way(node, index) for index in range(len(node.choices))),
        )

    def _show_way(self, node: StoryNode, index: int) -> ShownWay:
        choice, best = node.choices[index], self.story.best
        target = self.numbers.get(choice.to)
        number = self.numbers[node.id]
        return ShownWay(
            value=value_of((node.id, index)),
            text=self.words.get(lambda texts: _pick(texts, number, "choices", index)),
            target=None if target is None else ShownPlace(target + 1, self._say(target, "title")),
            points=choice.points or Decimal(0),
            is_taken=(node.id, index) in self.path,
            is_best=choice.worth + best.get(choice.to, 0) == best.get(node.id),
        )

    def _say(self, number: int, part: str) -> Markup:
        return self.words.get(lambda texts: _pick(texts, number, part))


def _pick(texts: Mapping[str, Any], *steps: int | str) -> Any:
    """What stands in the nodes of a language at the end of these steps, if anything does."""
    found: Any = texts.get("nodes", ())
    for step in steps:
        if isinstance(step, int) and step >= len(found):
            return None
        found = found[step]
    return found


def _decimal(number: Fraction) -> Decimal:
    return Decimal(number.numerator) / number.denominator
