"""A story that branches: which way was taken, what ways earn, whether each comes to an end.

Stories come from drafts, too, so that nothing here rests on their being sound: a choice that
leads nowhere ends the story, and one that leads back is counted as if it did.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

# The choices made, each as the id of its node and its index there.
Path = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class StoryChoice:
    """Where a choice leads, and the points it earns (None: the author gave none)."""

    to: str
    points: Decimal | None

    @property
    def worth(self) -> Fraction:
        """The points as a number."""
        return Fraction(self.points or 0)


@dataclass(frozen=True)
class StoryNode:
    """A place of the story; one without choices is an end."""

    id: str
    choices: tuple[StoryChoice, ...]


@dataclass(frozen=True)
class Story:
    """The nodes of a story, of which the first is its beginning."""

    nodes: tuple[StoryNode, ...]

    @cached_property
    def by_id(self) -> Mapping[str, StoryNode]:
        """The nodes by their ids; of two with one id, the first."""
        return {node.id: node for node in reversed(self.nodes)}

    @property
    def start(self) -> StoryNode | None:
        """Where it begins."""
        return self.nodes[0] if self.nodes else None

    @property
    def is_graded(self) -> bool:
        """Whether there is anything to earn on some way."""
        return self.most > 0

    def follow(self, path: Path) -> Path:
        """Give so much of a path as the story still allows, from its beginning."""
        node, count = self.start, 0
        for key, index in path:
            if node is None or key != node.id or index >= len(node.choices):
                break
            node, count = self.by_id.get(node.choices[index].to), count + 1
        return path[:count]

    def choice(self, step: tuple[str, int]) -> StoryChoice:
        """The choice made in a step that the story allows."""
        key, index = step
        return self.by_id[key].choices[index]

    def find_now(self, path: Sequence[tuple[str, int]]) -> StoryNode | None:
        """Find where a path that the story allows has come to; None where that is nowhere."""
        return self.by_id.get(self.choice(path[-1]).to) if path else self.start

    def add_up(self, path: Path) -> Fraction:
        """Add up what the choices of a path that the story allows earn."""
        return sum((self.choice(step).worth for step in path), Fraction(0))

    @cached_property
    def best(self) -> Mapping[str, Fraction]:
        """What can be earned at most from each node that can be reached to an end."""
        best: dict[str, Fraction] = {}
        for node in self._explored.order:
            ways = (choice.worth + best.get(choice.to, 0) for choice in node.choices)
            best[node.id] = max(ways, default=Fraction(0))
        return best

    @property
    def most(self) -> Fraction:
        """What the best way through earns."""
        return self.best[self.start.id] if self.start else Fraction(0)

    def find_best_path(self) -> Path:
        """Find the way that earns most; of several, the one whose choices stand first."""
        node, path, seen = self.start, [], set()
        while node and node.choices and node.id not in seen:
            seen.add(node.id)
            ways = [choice.worth + self.best.get(choice.to, 0) for choice in node.choices]
            path.append((node.id, ways.index(max(ways))))
            node = self.by_id.get(self.choice(path[-1]).to)
        return tuple(path)

    def average(self) -> Fraction:
        """What a way earns on average whose every choice is left to chance."""
        mean: dict[str, Fraction] = {}
        for node in self._explored.order:
            ways = [choice.worth + mean.get(choice.to, 0) for choice in node.choices]
            mean[node.id] = sum(ways, Fraction(0)) / max(len(ways), 1)
        return mean[self.start.id] if self.start else Fraction(0)

    def list_unreached(self) -> list[StoryNode]:
        """List the nodes to which no way leads from the beginning."""
        reached = {node.id for node in self._explored.order}
        return [node for node in self.nodes if node.id not in reached]

    def list_ways_back(self) -> Sequence[tuple[str, int]]:
        """List the choices that lead back to where their own way has been before."""
        return self._explored.ways_back

    @cached_property
    def _explored(self) -> "_Exploration":
        return _explore(self)


@dataclass(frozen=True)
class _Exploration:
    """The nodes that can be reached, each after those it leads to, and the choices back."""

    order: Sequence[StoryNode]
    ways_back: Sequence[tuple[str, int]]


def make_story(details: Mapping[str, Any]) -> Story:
    """Make a story of a question's details."""
    return Story(
        tuple(
            StoryNode(node["id"], tuple(map(_make_choice, node["choices"])))
            for node in details.get("nodes", ())
        )
    )


def _make_choice(value: Mapping[str, Any]) -> StoryChoice:
    points = value["points"]
    return StoryChoice(value["to"], None if points is None else Decimal(points))


def _explore(story: Story) -> _Exploration:
    """Go every way in depth, without recursion: a story may be long."""
    order: list[StoryNode] = []
    ways_back: list[tuple[str, int]] = []
    seen: set[str] = set()
    open_nodes: dict[str, Iterator[tuple[int, StoryChoice]]] = {}
    waiting = [story.start] if story.start else []
    while waiting:
        node = waiting[-1]
        seen.add(node.id)
        choices = open_nodes.setdefault(node.id, enumerate(node.choices))
        for index, choice in choices:
            if choice.to in open_nodes:
                ways_back.append((node.id, index))
            elif choice.to in story.by_id and choice.to not in seen:
                waiting.append(story.by_id[choice.to])
                break
        else:
            order.append(waiting.pop())
            del open_nodes[node.id]
    return _Exploration(order, ways_back)
