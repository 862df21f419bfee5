"""A file on its way through the pages: kept, checked, applied; each step may be repeated."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete

from accounts.importing.columns import COLUMNS
from accounts.importing.results import Result
from accounts.importing.rows import Sheet
from accounts.models import ImportRun
from accounts.operations.importing.order import Order, Outcome, sheet_of
from accounts.operations.people import Author
from core.database import db
from core.jobs import enqueue
from core.tables import Cell, Table

KEPT_FOR = timedelta(days=7)
JOB = "people.import"
FORMULA = "formula"


class ColumnsWrong(Exception):
    """The columns that were chosen are not those of the file."""


def stage_file(
    kind: str, file_name: str, content: bytes, table: Table, author: Author
) -> ImportRun:
    """Keep the rows of a file, with its columns as they are recognised."""
    sheet = sheet_of(table.rows, kind)
    rows = [[_as_json(cell) for cell in row] for row in table.rows]
    for row, column in table.formulas:
        if row <= len(rows) and column <= len(rows[row - 1]):
            rows[row - 1][column - 1] = [FORMULA, rows[row - 1][column - 1]]
    run = ImportRun(
        kind=kind,
        by_id=author.person_id,
        file_name=file_name[-200:],
        file_digest=hashlib.sha256(content).hexdigest(),
        is_workbook=table.is_workbook,
        content=_pack(rows),
        head=sheet.head,
        column_keys=list(sheet.keys),
        created_at=author.at,
    )
    db.session.add(run)
    db.session.flush()
    return run


def choose_columns(
    run: ImportRun, keys: Sequence[str], creates_units: bool, author: Author
) -> None:
    """Take the columns as somebody corrected them, and have the file checked.

    Raises ColumnsWrong. The caller asks that no job is at work on it.
    """
    known = {column.key for column in COLUMNS[run.kind]} | {""}
    if len(keys) != len(run.column_keys) or not set(keys) <= known:
        raise ColumnsWrong
    if run.state == "done":
        return
    run.column_keys, run.creates_units = list(keys), creates_units
    run.state, run.is_stale, run.result = "checking", False, None
    run.job_uuid = enqueue(JOB, {"run": str(run.uuid)}, author.at, f"check {run.uuid}")
    db.session.flush()


def discard_run(run: ImportRun) -> bool:
    """Let go of a file, unless it is imported; asked once nobody is merging it any more."""
    gone = delete(ImportRun).where(ImportRun.id == run.id, ImportRun.state != "done")
    return db.session.execute(gone.returning(ImportRun.id)).first() is not None


def start_applying(run: ImportRun, skips_refused: bool, author: Author) -> None:
    """Have a checked file merged; sent twice, it is merged once."""
    if run.state != "checked":
        return
    run.state, run.skips_refused, run.is_stale = "applying", skips_refused, False
    run.job_uuid = enqueue(JOB, {"run": str(run.uuid)}, author.at, f"apply {run.uuid}")
    db.session.flush()


def check_run(run: ImportRun, outcome: Outcome, is_stale: bool = False) -> None:
    """Keep what would become of a file."""
    run.state, run.is_stale = "checked", is_stale
    run.result = _pack(outcome.result)
    run.counts, run.plan_digest = outcome.result["counts"], outcome.result["digest"]
    db.session.flush()


def finish_run(run: ImportRun, result: Result, at: datetime) -> None:
    """A file is merged: its numbers stay, its rows go."""
    run.state, run.done_at, run.counts = "done", at, result["counts"]
    run.content = run.result = None
    db.session.flush()


def erase_old_runs(now: datetime) -> None:
    """Let go of files that were not imported within a week; of those done only numbers are left."""
    old = ImportRun.created_at < now - KEPT_FOR
    db.session.execute(delete(ImportRun).where(old, ImportRun.state != "done"))


def kept_sheet(run: ImportRun) -> Sheet:
    """The rows of a run with the columns that were chosen."""
    kept = _unpack(run.content)
    rows = [tuple(_from_json(cell) for cell in row) for row in kept]
    formulas = frozenset(
        (number, column)
        for number, row in enumerate(kept, 1)
        for column, cell in enumerate(row, 1)
        if isinstance(cell, list) and cell[0] == FORMULA
    )
    return Sheet(rows, run.head, tuple(run.column_keys), formulas)


def kept_result(run: ImportRun) -> Result:
    """What would become of each row, as it was decided last."""
    result: Result = _unpack(run.result)
    return result


def order_of(run: ImportRun, order: Order) -> Order:
    """The order that a run stands for, with somebody's reach."""
    return Order(run.kind, order.author, order.reach, run.creates_units, run.skips_refused)


def _pack(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode(), 3)


def _unpack(packed: bytes | None) -> Any:
    return json.loads(zlib.decompress(packed)) if packed else []


def _as_json(cell: Cell) -> Any:
    """Days and moments as a list of their kind and text; all else is itself.

    What a formula gave stands in such a list, too.
    """
    if isinstance(cell, datetime):
        return ["moment", cell.isoformat()]
    return ["day", cell.isoformat()] if isinstance(cell, date) else cell


def _from_json(cell: Any) -> Cell:
    if not isinstance(cell, list):
        return cell
    kind, text = cell
    if kind == FORMULA:
        return _from_json(text)
    return datetime.fromisoformat(text) if kind == "moment" else date.fromisoformat(text)
