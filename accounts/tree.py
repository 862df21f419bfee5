"""The tree of units as a list, with how many people work along it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

DEEPEST_INDENT = 6


class TreeUnit(Protocol):
    """A unit that knows its place: `path` is `/1/4/`, the ids from the root to itself."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def path(self) -> str:
        """Its path."""

    @property
    def depth(self) -> int:
        """How many units stand above it."""


Unit = TypeVar("Unit", bound=TreeUnit)


def seen_on(
    on_day: Sequence[Unit], today: Sequence[TreeUnit], paths: tuple[str, ...] | None
) -> list[Unit]:
    """The units of a day that somebody sees whose units are at `paths` today; None sees all.

    Of what was under her units then, a unit that hangs elsewhere today is not hers any more; one
    that is closed since is. Paths of that day and of today are never compared: they change.
    """
    if paths is None:
        return list(on_day)
    elsewhere = {unit.id for unit in today if not unit.path.startswith(paths)}
    top_ids = {int(path.strip("/").split("/")[-1]) for path in paths}
    tops = tuple(unit.path for unit in on_day if unit.id in top_ids)
    return [unit for unit in on_day if unit.path.startswith(tops) and unit.id not in elsewhere]


def nearest_open_path(
    unit_id: int, above: Mapping[int, int | None], paths: Mapping[int, str]
) -> str | None:
    """Where the nearest unit above a closed one that is open hangs today; None where none is.

    `above` names the unit above each as it hung last, `paths` the paths of those that are open.
    """
    parent_id = above.get(unit_id)
    while parent_id is not None and parent_id not in paths:
        parent_id = above.get(parent_id)
    return paths[parent_id] if parent_id is not None else None


@dataclass(frozen=True)
class TreeLine:
    """A line of the list: the unit, how far it is indented, its own people and all below."""

    unit: TreeUnit
    indent: int
    own_count: int
    sum_below: int


def tree_lines(units: Sequence[TreeUnit], counts: Mapping[int, int]) -> list[TreeLine]:
    """The units in their order, each with its own people and those of all units below it.

    `counts` are the people who work in a unit itself, by its id. The uppermost units given are
    not indented, wherever in the tree they stand.
    """
    sums: Counter[int] = Counter()
    for unit in units:
        for above in unit.path.strip("/").split("/"):
            sums[int(above)] += counts.get(unit.id, 0)
    top = min((unit.depth for unit in units), default=0)
    return [
        TreeLine(unit, min(unit.depth - top, DEEPEST_INDENT), counts.get(unit.id, 0), sums[unit.id])
        for unit in units
    ]
