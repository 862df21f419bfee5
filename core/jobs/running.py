"""Doing a job: what its handler is given, and how its end is written down."""

import logging
import time
import traceback
from collections.abc import Callable
from contextvars import Context
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask, current_app, has_app_context

from core import clock
from core.database import db
from core.jobs import rows
from core.jobs.registry import Handler, job_handlers
from core.jobs.rows import Claim
from core.jobs.rules import one_line

logger = logging.getLogger("sen.jobs")
PROGRESS_EVERY_S = 0.5


class JobRefused(Exception):
    """The job cannot be done and trying again is no use; the text is kept, for people to read.

    So it is one line without personal data.
    """


class JobStopped(Exception):
    """The worker is to end: the handler leaves off, and another worker begins it anew."""


@dataclass(frozen=True)
class Hands:
    """Who does jobs: a worker, whether it is to end, and the jobs that it has in hand now."""

    worker: UUID
    is_stopping: Callable[[], bool] = lambda: False
    jobs: set[UUID] = field(default_factory=set)


class RunningJob:
    """What a handler knows of its job: its arguments, the moment it began, how to say how far.

    `problems` are those of other jobs that were done along with it.
    """

    def __init__(self, claim: Claim, at: datetime, hands: Hands) -> None:
        self.uuid = claim.uuid
        self.kind = claim.kind
        self.arguments: dict[str, Any] = claim.arguments
        self.attempt = claim.attempt
        self.at = at
        self.problems: list[Exception] = []
        self._claim = claim
        self._hands = hands
        self._reported_at: float | None = None

    def report(self, done: int, total: int) -> None:
        """Say how far it is, as often as one likes, best while no transaction is open.

        Raises JobStopped where the worker is to end.
        """
        if self._hands.is_stopping():
            raise JobStopped
        moment = time.monotonic()
        is_early = self._reported_at is not None and moment - self._reported_at < PROGRESS_EVERY_S
        if is_early and done < total:
            return
        self._reported_at = moment
        rows.report_progress(self._claim, done, total)

    def do_another(self, do: Handler) -> bool:
        """Have `do` do the next job of this kind that is due; whether there was one.

        For what is done better together. Each job ends by itself, whatever became of the others;
        no transaction may be open.
        """
        at = clock.now()
        is_over = self._hands.is_stopping()
        claim = None if is_over else rows.claim_next(self.kind, self._hands.worker, at)
        if claim is None:
            return False
        problem = _do(claim, at, do, self._hands)
        self.problems += [problem] if problem else []
        return True


def run_job(uuid: UUID, hands: Hands) -> Exception | None:
    """Do a job, if it still waits; what went wrong, if something did. In an application context."""
    at = clock.now()
    claim = rows.claim(uuid, hands.worker, at)
    return _do(claim, at, _do_by_kind, hands) if claim else None


def _do_by_kind(job: RunningJob) -> None:
    job_handlers()[job.kind](job)


def _do(claim: Claim, at: datetime, do: Handler, hands: Hands) -> Exception | None:
    """Do a job that was taken, and write down how it ended."""
    job = RunningJob(claim, at, hands)
    hands.jobs.add(claim.uuid)
    try:
        return _try(job, claim, do)
    finally:
        hands.jobs.discard(claim.uuid)


def _try(job: RunningJob, claim: Claim, do: Handler) -> Exception | None:
    try:
        do(job)
        db.session.rollback()
    except JobStopped:
        db.session.rollback()
        rows.put_back(claim, clock.now())
    except Exception as error:
        db.session.rollback()
        _note_failure(claim, error)
        return error
    else:
        _note_end(claim)
    return next(iter(job.problems), None)


def _note_end(claim: Claim) -> None:
    if not rows.finish(claim, clock.now()):
        logger.warning("job %s %s lost its lease: it may run twice", claim.kind, claim.uuid)


def _note_failure(claim: Claim, error: Exception) -> None:
    if isinstance(error, JobRefused):
        rows.give_up(claim, one_line(str(error)), clock.now())
        return
    where = where_raised(error, Path(current_app.config["ROOT"]))
    logger.error("job %s %s, try %s: %s", claim.kind, claim.uuid, claim.attempt, where)
    rows.try_again(claim, one_line(where), clock.now())


def where_raised(error: Exception, root: Path) -> str:
    """The kind of an error and the last line of ours it came through.

    Its text is left out: a database's holds the values that were in the way.
    """
    ours = [
        f"{Path(frame.filename).relative_to(root).as_posix()}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(root) and ".venv" not in Path(frame.filename).parts
    ]
    return f"{type(error).__name__} in {ours[-1]}" if ours else type(error).__name__


def run_due(app: Flask) -> int:
    """Do everything that is due, and what comes due by that, in this process; how many jobs.

    For tests and for hand work. The caller's transaction is committed first: its lock would make
    the jobs wait. The first error is raised once all is done.
    """
    if has_app_context():
        db.session.commit()
    tried, errors = Context().run(_run_due, app)
    if errors:
        raise errors[0]
    return tried


def _run_due(app: Flask) -> tuple[int, list[Exception]]:
    hands, tried, errors = Hands(uuid4()), 0, []
    while True:
        with app.app_context():
            due = rows.list_due(clock.now())
        for uuid in due:
            with app.app_context():
                error = run_job(uuid, hands)
            tried += 1
            errors += [error] if error else []
        if not due:
            return tried, errors
