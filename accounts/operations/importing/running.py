"""The job that checks a staged file, and the one that merges it: whichever its run waits for."""

from datetime import date
from uuid import UUID

from flask import current_app

from accounts.importing.results import Result
from accounts.models import ImportRun
from accounts.operations.importing.order import (
    ImportRefused,
    Order,
    Outcome,
    check_file,
    import_file,
)
from accounts.operations.importing.runs import check_run, finish_run, kept_sheet
from accounts.operations.people import Author
from accounts.queries import get_person
from accounts.queries import importing as queries
from accounts.queries.roles import list_held_roles
from accounts.reach import Reach, reach_of
from core import clock
from core.database import read_transaction, write_transaction
from core.jobs import JobRefused, RunningJob

GONE = "Whoever sent this file may no longer import."


class _AlreadyDone(Exception):
    """Another worker was faster, or the file was discarded; what this one wrote is undone."""


def run_import(job: RunningJob) -> None:
    """Check or merge a staged file; a run that waits for neither is left as it is.

    The reach is that of now: who is no longer administrator imports nothing any more.
    """
    uuid = UUID(job.arguments["run"])
    with read_transaction():
        run = queries.find_whole_run(uuid)
        if run is None or run.state not in ("checking", "applying") or run.content is None:
            return
        state, digest = run.state, run.plan_digest
        sheet, order = kept_sheet(run), _order(run, job)
    if state == "checking":
        _keep(uuid, "checking", check_file(sheet, order, job.report))
        return

    def mark_done(result: Result) -> None:
        _finish(uuid, result, job)

    try:
        outcome = import_file(sheet, order, job.report, digest, mark_done)
    except ImportRefused as refusal:
        raise JobRefused(str(refusal)) from refusal
    except _AlreadyDone:
        return
    if not outcome.is_written:
        _keep(uuid, "applying", outcome, is_stale=True)


def _order(run: ImportRun, job: RunningJob) -> Order:
    today = clock.today(current_app.config["TIMEZONE"])
    reach = _reach_of(run.by_id, today)
    author = Author(run.by_id, job.at, today)
    return Order(run.kind, author, reach, run.creates_units, run.skips_refused)


def _reach_of(person_id: int, today: date) -> Reach:
    if not get_person(person_id).is_active:
        raise JobRefused(GONE)
    held = list_held_roles(person_id, today)
    reach = reach_of(role for role in held if role.role == "administrator")
    if not reach.is_whole and not reach.paths:
        raise JobRefused(GONE)
    return reach


def _keep(uuid: UUID, state: str, outcome: Outcome, is_stale: bool = False) -> None:
    with write_transaction():
        run = queries.find_whole_run(uuid)
        if run is not None and run.state == state:
            check_run(run, outcome, is_stale)


def _finish(uuid: UUID, result: Result, job: RunningJob) -> None:
    run = queries.find_whole_run(uuid)
    if run is None or run.state != "applying":
        raise _AlreadyDone
    finish_run(run, result, job.at)
