"""The units there are, found by what a file calls them: a name, a path, a key."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SEPARATOR = " / "
SEPARATORS = re.compile(r"\s*[/\\>»›→|]+\s*")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
NARROW = re.compile(r"\s*-\s*")


class UnitUnknown(Exception):
    """No unit within reach is called so."""


class UnitUnclear(Exception):
    """Several units within reach are called so."""


@dataclass(frozen=True)
class TreeUnit:
    """A unit of today; `path` is `/1/4/`. Units beyond reach serve only for whole paths."""

    id: int
    key: str
    name: str
    kind: str
    path: str
    parent_id: int | None
    is_within: bool = True


@dataclass
class UnitTree:
    """Units by their ids, by what they are called, and by their keys."""

    units: Mapping[int, TreeUnit]
    whole: dict[str, set[int]] = field(default_factory=dict)
    endings: dict[str, set[int]] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    found: dict[str, int | type[Exception]] = field(default_factory=dict)

    @classmethod
    def of(cls, units: Iterable[TreeUnit]) -> "UnitTree":
        """The tree of these units."""
        tree = cls({unit.id: unit for unit in units})
        for unit in tree.units.values():
            if unit.is_within:
                tree._learn(unit)
        return tree

    def find(self, text: str) -> int:
        """The id of the unit called so: by its whole path, the end of it, its name or its key.

        Raises UnitUnknown or UnitUnclear.
        """
        answer = self.found.get(text)
        if answer is None:
            answer = self.found[text] = self._look_up(text)
        if isinstance(answer, int):
            return answer
        # A new one each time: one that is raised again keeps every frame it went through.
        raise answer(text)

    def label(self, unit_id: int | None) -> str:
        """A unit's path in words, from the top of what is within reach."""
        return self.labels.get(unit_id or 0, "")

    @property
    def top_ids(self) -> list[int]:
        """The uppermost units within reach."""
        return [unit.id for unit in self.units.values() if unit.is_within and self._is_top(unit)]

    def _learn(self, unit: TreeUnit) -> None:
        line = [self.units[int(part)] for part in unit.path.strip("/").split("/")]
        within = [each for each in line if each.is_within]
        self.labels[unit.id] = SEPARATOR.join(each.name for each in within)
        self.keys[unit.key] = unit.id
        for start in range(len(line)):
            ending = normal_path("/".join(each.name for each in line[start:]))
            self.endings.setdefault(ending, set()).add(unit.id)
            if start == 0 or line[start] == within[0]:
                self.whole.setdefault(ending, set()).add(unit.id)

    def _look_up(self, text: str) -> int | type[Exception]:
        name = normal_path(text)
        for names in (self.whole, self.endings):
            ids = names.get(name)
            if ids and len(ids) == 1:
                return next(iter(ids))
            if ids:
                return UnitUnclear
        unit_id = self.keys.get(text.strip())
        return UnitUnknown if unit_id is None else unit_id

    def _is_top(self, unit: TreeUnit) -> bool:
        parent = self.units.get(unit.parent_id or 0)
        return parent is None or not parent.is_within


def split_path(text: str) -> list[str]:
    """The names along a path."""
    return [part for part in (part.strip() for part in SEPARATORS.split(text)) if part]


def normal_path(text: str) -> str:
    """A path as it is compared: letter case, spaces and kinds of dashes make no difference."""
    return "/".join(_normal_name(part) for part in split_path(text))


def _normal_name(name: str) -> str:
    text = unicodedata.normalize("NFC", name).casefold().translate(DASHES)
    return " ".join(NARROW.sub("-", text).split())
