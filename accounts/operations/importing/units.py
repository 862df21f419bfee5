"""The units of a plan written one by one: there are hundreds, and each keeps its history."""

from accounts import audit_actions
from accounts.importing.plan import ADD, CHANGE, MOVE
from accounts.importing.units import UnitPlan, UnitsPlan
from accounts.operations.auditing import note
from accounts.operations.people import Author
from accounts.operations.unit_periods import UnitDetails
from accounts.operations.units import add_unit, change_unit
from accounts.reach import Reach


def merge_units(plan: UnitsPlan, author: Author, reach: Reach) -> None:
    """Write a plan, each unit after the one it belongs to. Flushes only."""
    made: dict[int, int] = {}
    for index in _in_order(plan):
        row = plan.rows[index]
        parent_id = made.get(row.parent, row.parent) if row.parent else None
        details = UnitDetails(row.name, row.kind, parent_id)
        if row.action == ADD:
            made[-index - 1] = add_unit(details, author).id
        elif row.unit_id and row.action in (CHANGE, MOVE):
            change_unit(row.unit_id, details, author, reach)
    counts = {name: count for name, count in plan.counts.items() if count}
    note(audit_actions.UNITS_IMPORTED, author.person_id, author.at, details=counts)


def _in_order(plan: UnitsPlan) -> list[int]:
    """The rows by their indexes: new units above others first, then what is there already."""
    order: list[int] = []
    placed: set[int] = set()
    for index in range(len(plan.rows)):
        way = []
        while index not in placed:
            placed.add(index)
            way.append(index)
            index = _index_above(plan.rows[index], index)
        order += reversed(way)
    return order


def _index_above(row: UnitPlan, index: int) -> int:
    """The row of the new unit that this one belongs to; itself where that is there already."""
    return -row.parent - 1 if row.parent is not None and row.parent < 0 else index
