"""A file imported at once: planned outside of any writing, merged in one short transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from accounts.importing.columns import COLUMNS, find_head, match_columns
from accounts.importing.plan import Plan
from accounts.importing.planning import plan_people
from accounts.importing.results import Result, people_result, refused_result, units_result
from accounts.importing.rows import Sheet, check_columns, read_rows
from accounts.importing.units import UnitsPlan, plan_units
from accounts.operations.importing.merging import WriteSet, merge_people
from accounts.operations.importing.units import merge_units
from accounts.operations.people import Author
from accounts.queries import importing as queries
from accounts.reach import EVERYWHERE, Reach
from core.database import read_transaction, write_transaction
from core.tables import Cell, Places

TRIES = 3

Progress = Callable[[int, int], None]


class ImportRefused(Exception):
    """Others changed people again and again while this was to be written; nothing is changed."""


@dataclass(frozen=True)
class Order:
    """What is to be imported, by whom, how far she reaches, and how."""

    kind: str
    author: Author
    reach: Reach = EVERYWHERE
    creates_units: bool = False
    skips_refused: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a file, or would: the result as it is shown, and whether it is written."""

    result: Result
    is_written: bool = False


@dataclass(frozen=True)
class _Prepared:
    """A plan with what it was made from, and what it comes to in rows."""

    result: Result
    is_possible: bool
    holds: Callable[[], bool] = field(default=lambda: True)
    write: Callable[[], None] = field(default=lambda: None)


def sheet_of(rows: Sequence[Sequence[Cell]], kind: str, formulas: Places = frozenset()) -> Sheet:
    """The rows with their head and columns as they were recognised."""
    head = find_head(rows, COLUMNS[kind])
    return Sheet(rows, head, tuple(match_columns(rows[head], COLUMNS[kind])), formulas)


def check_file(
    sheet: Sheet, order: Order, progress: Progress = lambda _done, _total: None
) -> Outcome:
    """What would become of a file; nothing is written."""
    with read_transaction():
        return Outcome(_prepare(sheet, order, progress).result)


def import_file(
    sheet: Sheet,
    order: Order,
    progress: Progress = lambda _done, _total: None,
    expected: str | None = None,
    also: Callable[[Result], None] = lambda _result: None,
) -> Outcome:
    """Import a file, all of it or nothing, in a transaction of its own that is committed here.

    The plan is made outside of it; where somebody changed people meanwhile it is made anew. With
    `expected`, the digest of the plan that was shown, nothing is written that differs from it.
    `also` belongs to the transaction. Raises ImportRefused.
    """
    for _ in range(TRIES):
        with read_transaction():
            prepared = _prepare(sheet, order, progress)
        result = prepared.result
        if not prepared.is_possible or (expected and result["digest"] != expected):
            return Outcome(result)
        if _write(prepared, also):
            return Outcome(result, is_written=True)
    raise ImportRefused("People are being changed at the moment. Nothing is imported; try again.")


def _write(prepared: _Prepared, also: Callable[[Result], None]) -> bool:
    """Write, if nothing changed since it was planned."""
    with write_transaction():
        queries.hold_everybody()
        if not prepared.holds():
            return False
        prepared.write()
        also(prepared.result)
    return True


def _prepare(sheet: Sheet, order: Order, progress: Progress) -> _Prepared:
    total = len(sheet.rows)
    progress(0, total)
    problems = check_columns(sheet, order.kind)
    if problems:
        return _Prepared(refused_result(problems), is_possible=False)
    prepare = _prepare_people if order.kind == "people" else _prepare_units
    return prepare(sheet, order, lambda part: progress(int(total * part), total))


def _prepare_people(sheet: Sheet, order: Order, progress: Callable[[float], None]) -> _Prepared:
    author, reach = order.author, order.reach
    world = queries.read_world(reach, author.today, author.person_id, order.creates_units)
    progress(0.3)
    plan = plan_people(read_rows(sheet), world)
    progress(0.8)
    write_set = WriteSet.of(plan, author)
    return _Prepared(
        people_result(plan, world.tree),
        _is_possible(plan, order),
        lambda: queries.is_world_still(world, reach),
        lambda: merge_people(write_set, author),
    )


def _prepare_units(sheet: Sheet, order: Order, progress: Callable[[float], None]) -> _Prepared:
    rows = read_rows(sheet)
    progress(0.4)
    tree = queries.read_tree(order.reach)
    plan = plan_units(rows, tree)
    progress(0.8)
    return _Prepared(
        units_result(plan, tree),
        not plan.is_refused,
        lambda: queries.read_tree(order.reach).units == tree.units,
        lambda: merge_units(plan, order.author, order.reach),
    )


def _is_possible(plan: Plan | UnitsPlan, order: Order) -> bool:
    return order.skips_refused or not plan.is_refused
