"""Units that a file of people names and that are not there yet."""

from accounts.importing.plan import NewUnit
from accounts.importing.tree import (
    UnitTree,
    UnitUnclear,
    UnitUnknown,
    normal_path,
    split_path,
)

LONGEST_NAME = 200


class UnitFinder:
    """Finds units by their paths and, where that is wanted, thinks up those that are missing."""

    def __init__(self, tree: UnitTree, creates: bool) -> None:
        self.tree = tree
        self.creates = creates
        self.new_units: list[NewUnit] = []
        self._references: dict[tuple[int, str], int] = {}

    def find(self, text: str) -> int:
        """The id of a unit, or -1, -2, … for a new one; raises UnitUnknown or UnitUnclear."""
        try:
            return self.tree.find(text)
        except UnitUnknown:
            if not self.creates:
                raise
        names = split_path(text)
        if not names or any(len(name) > LONGEST_NAME for name in names):
            raise UnitUnknown(text)
        parent, missing = self._deepest(names)
        for name in missing:
            parent = self._reference(parent, name)
        return parent

    def _deepest(self, names: list[str]) -> tuple[int, list[str]]:
        """The unit that the beginning of a path names, and what is missing below it."""
        for length in range(len(names) - 1, 0, -1):
            try:
                return self.tree.find("/".join(names[:length])), names[length:]
            except UnitUnknown:
                continue
        tops = self.tree.top_ids
        if len(tops) != 1:
            raise UnitUnclear(names[0]) if tops else UnitUnknown(names[0])
        return tops[0], names

    def _reference(self, parent: int, name: str) -> int:
        key = (parent, normal_path(name))
        if key not in self._references:
            self.new_units.append(NewUnit(parent, name))
            self._references[key] = -len(self.new_units)
        return self._references[key]
