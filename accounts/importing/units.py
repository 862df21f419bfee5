"""A file of units: which are added, renamed, moved, and which rows make no tree."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from accounts.importing.cells import shown
from accounts.importing.plan import ACTIONS, ADD, CHANGE, MOVE, REFUSED, UNCHANGED
from accounts.importing.problems import Problem
from accounts.importing.rows import GivenRow
from accounts.importing.tree import (
    SEPARATOR,
    UnitTree,
    UnitUnclear,
    UnitUnknown,
    normal_path,
    split_path,
)

# After these it is not known where a unit belongs.
LOST = frozenset({"parent_unclear", "parent_unknown", "unit_own_parent", "top_unit"})


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What becomes of one row. `parent` is an id, -1 for what row 1 of the plan makes, or None."""

    number: int
    action: str
    name: str
    unit_id: int | None = None
    kind: str = ""
    parent: int | None = None
    former_name: str = ""
    former_kind: str = ""
    former_parent: int | None = None


@dataclass(frozen=True)
class UnitsPlan:
    """Everything that would become of a file of units."""

    rows: Sequence[UnitPlan]
    problems: Sequence[Problem]
    missing: Sequence[int] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many rows come to what; and how many units are in Sen but not in the file."""
        counted = Counter(row.action for row in self.rows)
        return {action: counted[action] for action in ACTIONS} | {"missing": len(self.missing)}

    @property
    def is_refused(self) -> bool:
        """Whether something is wrong that keeps rows out."""
        return any(problem.severity == "error" for problem in self.problems)

    def digest(self) -> str:
        """Changes where anything that would be written changes."""
        decided = [asdict(row) for row in self.rows if row.action not in (UNCHANGED, REFUSED)]
        problems = [problem.as_json() for problem in self.problems]
        return hashlib.sha256(json.dumps([decided, problems]).encode()).hexdigest()


@dataclass
class _Node:
    """A row on its way: where it hangs (an id, or -1 for the first row), who it is already."""

    row: GivenRow
    names: list[str]
    parent: int | None = None
    unit_id: int | None = None
    is_settled: bool = False
    loop: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What the unit is called."""
        return self.names[-1] if self.names else ""


class UnitPlanner:
    """Puts the rows of a file onto the tree there is."""

    def __init__(self, rows: Sequence[GivenRow], tree: UnitTree) -> None:
        self.tree = tree
        self.nodes = [_node(row) for row in rows]
        self.by_code: dict[str, int] = {}
        self.by_name: dict[str, list[int]] = {}
        for index, node in enumerate(self.nodes):
            self.by_code.setdefault(node.row.values.get("code", "").casefold(), -index - 1)
            for ending in {normal_path("/".join(node.names)), normal_path(node.name)}:
                self.by_name.setdefault(ending, []).append(-index - 1)
        self.children = {
            (unit.parent_id, normal_path(unit.name)): unit.id
            for unit in tree.units.values()
            if unit.is_within
        }

    def plan(self) -> UnitsPlan:
        """What would become of all rows."""
        for node in self.nodes:
            self._hang(node)
        for index in range(len(self.nodes)):
            self._refuse_loop(-index - 1)
        for index in range(len(self.nodes)):
            self._settle(-index - 1)
        self._refuse_moves_below()
        self._refuse_repeated()
        planned = [self._decide(node) for node in self.nodes]
        problems = [problem for node in self.nodes for problem in node.row.problems]
        met = {node.unit_id for node in self.nodes}
        missing = [u.id for u in self.tree.units.values() if u.is_within and u.id not in met]
        return UnitsPlan(planned, problems, missing)

    def _hang(self, node: _Node) -> None:
        """Find what a row belongs to."""
        if not node.name:
            if not node.row.is_wrong_in("name", "path"):
                key = "name" if "name" in node.row.places else "path"
                node.row.refuse("unit_name_missing", key)
            return
        key = "parent" if "parent" in node.row.values else "path"
        text = node.row.values.get("parent") or SEPARATOR.join(node.names[:-1])
        if not text:
            node.parent = self._default_parent(node)
            return
        try:
            node.parent = self._find_parent(text)
        except UnitUnclear:
            node.row.refuse("parent_unclear", key, shown(text))
        except UnitUnknown:
            node.row.refuse("parent_unknown", key, shown(text))

    def _find_parent(self, text: str) -> int:
        """By the code in the file, the key, the name in the file, the path in the tree."""
        coded = self.by_code.get(text.casefold()) or self.tree.keys.get(text)
        if coded:
            return coded
        named = self.by_name.get(normal_path(text), [])
        if len(named) > 1:
            raise UnitUnclear(text)
        return named[0] if named else self.tree.find(text)

    def _default_parent(self, node: _Node) -> int | None:
        """Without a word what it belongs to, a row is a unit at the top, or one told by its key."""
        known = self.tree.keys.get(node.row.values.get("code", ""))
        tops = {normal_path(self.tree.units[each].name): each for each in self.tree.top_ids}
        known = known or tops.get(normal_path(node.name))
        if known:
            node.unit_id = known
            return self.tree.units[known].parent_id
        if tops or any(other.parent is None and other.is_settled for other in self.nodes):
            node.row.refuse("top_unit", "parent" if "parent" in node.row.places else "name")
        node.is_settled = True
        return None

    def _refuse_loop(self, reference: int) -> None:
        """A row that hangs under itself, at once or by others."""
        way, node = [reference], self.nodes[-reference - 1]
        while node.parent is not None and node.parent < 0 and node.parent not in way:
            way.append(node.parent)
            node = self.nodes[-node.parent - 1]
        if node.parent == reference:
            names = [self.nodes[-each - 1].name for each in [*way, reference]]
            first = self.nodes[-reference - 1]
            key = "parent" if "parent" in first.row.values else "path"
            first.row.refuse("unit_own_parent", key, shown(" → ".join(names)))
            first.loop = names

    def _settle(self, reference: int) -> None:
        """Find out whether the unit is there already; those above it first."""
        way: list[int] = []
        while reference < 0 and reference not in way and not self.nodes[-reference - 1].loop:
            way.append(reference)
            reference = self.nodes[-reference - 1].parent or 0
        for each in reversed(way):
            node = self.nodes[-each - 1]
            if node.unit_id is None and node.name:
                by_key = self.tree.keys.get(node.row.values.get("code", ""))
                parent = self._known(node.parent)
                node.unit_id = by_key or self.children.get((parent, normal_path(node.name)))

    def _known(self, reference: int | None) -> int | None:
        """The id of what a reference means; 0, which is no unit's, for one that is new."""
        if reference is None or reference > 0:
            return reference
        return self.nodes[-reference - 1].unit_id or 0

    def _refuse_moves_below(self) -> None:
        """A unit that is there cannot be moved below one that hangs under it afterwards."""
        parents = {unit.id: unit.parent_id for unit in self.tree.units.values()}
        for index, node in enumerate(self.nodes):
            parents[node.unit_id or -index - 1] = self._known(node.parent) or node.parent
        for node in self.nodes:
            if node.unit_id is None or node.loop:
                continue
            above, seen = parents.get(node.unit_id), {0}
            while above is not None and above not in seen and above != node.unit_id:
                seen.add(above)
                above = parents.get(above)
            if above == node.unit_id:
                node.row.refuse("unit_own_parent", "parent", shown(node.name))

    def _refuse_repeated(self) -> None:
        seen: dict[object, int] = {}
        for node in self.nodes:
            sign: object = node.unit_id or (self._known(node.parent), normal_path(node.name))
            if node.unit_id is None and (node.parent or 0) < 0:
                sign = (node.parent, normal_path(node.name))
            if not node.name or any(problem.code in LOST for problem in node.row.problems):
                continue
            if sign in seen:
                node.row.refuse("unit_repeated", "name", str(seen[sign]))
            seen.setdefault(sign, node.row.number)

    def _decide(self, node: _Node) -> UnitPlan:
        row = node.row
        if row.is_refused:
            return UnitPlan(row.number, REFUSED, node.name)
        unit = self.tree.units.get(node.unit_id or 0)
        parent = self._known(node.parent) or node.parent
        kind = row.values.get("kind", unit.kind if unit else "")
        if unit is None:
            return UnitPlan(row.number, ADD, node.name, None, kind, parent)
        # Letter case alone, by which it was found, is no new name; one found by its key has one.
        is_same = normal_path(node.name) == normal_path(unit.name)
        name = unit.name if is_same else node.name
        action = CHANGE if (name, kind) != (unit.name, unit.kind) else UNCHANGED
        action = MOVE if parent != unit.parent_id else action
        former = (unit.name, unit.kind, unit.parent_id)
        return UnitPlan(row.number, action, name, unit.id, kind, parent, *former)


def plan_units(rows: Sequence[GivenRow], tree: UnitTree) -> UnitsPlan:
    """What would become of the rows; nothing is written."""
    return UnitPlanner(rows, tree).plan()


def _node(row: GivenRow) -> _Node:
    if "path" in row.values and "name" not in row.values:
        return _Node(row, split_path(row.values["path"]))
    above = split_path(row.values.get("path", ""))
    name = row.values.get("name", "")
    if above and name and normal_path(above[-1]) == normal_path(name):
        above = above[:-1]  # a path that ends with the unit itself
    return _Node(row, [*above, name] if name else above)
