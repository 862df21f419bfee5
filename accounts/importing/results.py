"""A plan as it is kept and shown: rows, what is wrong, who is missing. Ready for JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from accounts.importing.plan import ACTIONS, KnownPerson, PersonPlan, Plan
from accounts.importing.problems import Problem
from accounts.importing.tree import SEPARATOR, UnitTree
from accounts.importing.units import UnitPlan, UnitsPlan

Result = dict[str, Any]


def people_result(plan: Plan, tree: UnitTree) -> Result:
    """What became of each row (number, action, name, changes), problems, who is missing."""
    units = {row.unit: unit_words(row.unit, plan, tree) for row in plan.rows}
    return {
        "counts": plan.counts,
        "digest": plan.digest(),
        "is_refused": plan.is_refused,
        "rows": [
            [row.number, row.action, row.name, _changes(row, units, tree)] for row in plan.rows
        ],
        "problems": [problem.as_json() for problem in plan.problems],
        "missing": [_missing(person, tree) for person in plan.missing],
        "new_units": [unit_words(reference, plan, tree) for reference in plan.needed_units()],
    }


def units_result(plan: UnitsPlan, tree: UnitTree) -> Result:
    """The same for a file of units."""
    return {
        "counts": plan.counts,
        "digest": plan.digest(),
        "is_refused": plan.is_refused,
        "rows": [
            [row.number, row.action, row.name, _unit_changes(row, plan, tree)] for row in plan.rows
        ],
        "problems": [problem.as_json() for problem in plan.problems],
        "missing": [[tree.label(unit_id), "", ""] for unit_id in plan.missing],
        "new_units": [],
    }


def unit_words(reference: int | None, plan: Plan, tree: UnitTree) -> str:
    """A unit's path in words, also of one that is new."""
    names: list[str] = []
    while reference is not None and reference < 0:
        unit = plan.new_units[-reference - 1]
        names.insert(0, unit.name)
        reference = unit.parent
    return SEPARATOR.join([each for each in [tree.label(reference), *names] if each])


def _changes(
    row: PersonPlan, units: Mapping[int | None, str], tree: UnitTree
) -> list[tuple[Any, ...]]:
    changes: list[tuple[Any, ...]] = [
        (key, _plain(row.before.get(key)), _plain(value))
        for key, value in row.values.items()
        if value not in (None, "")
    ]
    if row.unit is not None and row.unit != row.former_unit:
        changes.append(("unit", tree.label(row.former_unit), units[row.unit]))
    if row.unit is not None and row.position != row.former_position:
        changes.append(("position", row.former_position, row.position))
    if row.closes:
        changes.append(("closes", "", ""))
    return changes


def _unit_changes(row: UnitPlan, plan: UnitsPlan, tree: UnitTree) -> list[list[Any]]:
    changes = []
    if row.name != row.former_name:
        changes.append(["name", row.former_name, row.name])
    if row.kind != row.former_kind:
        changes.append(["kind", row.former_kind, row.kind])
    if row.parent != row.former_parent:
        parent = row.parent or 0
        words = plan.rows[-parent - 1].name if parent < 0 else tree.label(parent)
        changes.append(["parent", tree.label(row.former_parent), words])
    return changes


def _missing(person: KnownPerson, tree: UnitTree) -> list[Any]:
    return [person.full_name, person.employee_code or "", tree.label(person.unit_id)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


def refused_result(problems: Sequence[Problem]) -> Result:
    """A file that is refused as a whole: no row comes to anything."""
    counts = {**dict.fromkeys(ACTIONS, 0), "missing": 0}
    return {
        "counts": counts,
        "digest": "",
        "is_refused": True,
        "rows": [],
        "problems": [problem.as_json() for problem in problems],
        "missing": [],
        "new_units": [],
    }
