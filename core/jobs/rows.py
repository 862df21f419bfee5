"""A job's life in the database; each step is a short transaction of its own.

Steps take the connection of the engine, not the handler's session, which may hold half-done work.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Update, delete, insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.sql import ColumnElement

from core.database import db, read_transaction
from core.engine import BUSY_TIMEOUT_MS
from core.jobs import rules
from core.jobs.models import Job, JobWorker
from core.jobs.rules import MOST_ATTEMPTS, retry_delay

PROGRESS_WAIT_MS = 250
MOST_AT_ONCE = 1000


@dataclass(frozen=True)
class Claim:
    """One try of one job by one worker."""

    uuid: UUID
    kind: str
    arguments: dict[str, Any]
    attempt: int
    worker: UUID


def list_due(now: datetime) -> list[UUID]:
    """What waits and is due, first things first."""
    due = select(Job.uuid).where(Job.state == "waiting", Job.run_at <= now)
    with read_transaction(), db.engine.connect() as connection:
        return list(connection.scalars(due.order_by(Job.run_at, Job.id).limit(MOST_AT_ONCE)))


def claim(uuid: UUID, worker: UUID, now: datetime) -> Claim | None:
    """Take a job that waits and is due; None where somebody else was faster."""
    return _take(Job.uuid == uuid, worker, now)


def claim_next(kind: str, worker: UUID, now: datetime) -> Claim | None:
    """Take the first job of a kind that waits and is due; None where there is none."""
    due = (Job.kind == kind, Job.state == "waiting", Job.run_at <= now)
    first = select(Job.id).where(*due).order_by(Job.run_at, Job.id).limit(1)
    return _take(Job.id == first.with_for_update(skip_locked=True).scalar_subquery(), worker, now)


def _take(which: ColumnElement[bool], worker: UUID, now: datetime) -> Claim | None:
    taken = (
        update(Job)
        .where(which, Job.state == "waiting", Job.run_at <= now)
        .values(
            state="running", worker=worker, lease_until=now + rules.LEASE, started_at=now,
            attempts=Job.attempts + 1, done=0, total=0, error="",
        )
        .returning(Job.uuid, Job.kind, Job.arguments, Job.attempts, Job.worker)
    )  # fmt: skip
    with db.engine.begin() as connection:
        row = connection.execute(taken).one_or_none()
    return Claim(*row) if row else None


def finish(job: Claim, now: datetime) -> bool:
    """Say that it is done; False where the lease was lost meanwhile."""
    return _end(job, state="done", finished_at=now)


def give_up(job: Claim, error: str, now: datetime) -> bool:
    """Say that it failed for good."""
    return _end(job, state="failed", finished_at=now, error=error)


def put_back(job: Claim, now: datetime) -> bool:
    """Let another worker do it at once; this try does not count."""
    return _end(job, state="waiting", run_at=now, sent_at=None, attempts=job.attempt - 1)


def try_again(job: Claim, error: str, now: datetime) -> bool:
    """Let it be tried once more after a while, or fail where it was tried often enough."""
    if job.attempt >= MOST_ATTEMPTS:
        return give_up(job, error, now)
    again_at = now + retry_delay(job.attempt)
    return _end(job, state="waiting", run_at=again_at, sent_at=None, error=error)


def _end(job: Claim, **values: Any) -> bool:
    ended = _this_try(job).values(lease_until=None, worker=None, **values).returning(Job.id)
    with db.engine.begin() as connection:
        return connection.execute(ended).first() is not None


def _this_try(job: Claim) -> Update:
    return update(Job).where(
        Job.uuid == job.uuid,
        Job.state == "running",
        Job.worker == job.worker,
        Job.attempts == job.attempt,
    )


def report_progress(job: Claim, done: int, total: int) -> None:
    """Say how far it is; passed over where the database is busy, the handler's own work included.

    A progress bar is a courtesy: waiting for a lock that the same thread holds would take for ever.
    """
    try:
        with db.engine.connect() as connection, _waiting_briefly(connection):
            connection.execute(_this_try(job).values(done=done, total=total))
            connection.commit()
    except OperationalError:
        return


@contextmanager
def _waiting_briefly(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {PROGRESS_WAIT_MS}")
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA busy_timeout={PROGRESS_WAIT_MS}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")


def renew(worker: UUID, in_hand: Collection[UUID], now: datetime) -> None:
    """Say that the worker lives and goes on with what it has in hand.

    A job whose end could not be written down is in nobody's hand: its lease ends.
    """
    held = update(Job).where(Job.uuid.in_(in_hand), Job.state == "running", Job.worker == worker)
    with db.engine.begin() as connection:
        connection.execute(held.values(lease_until=now + rules.LEASE))
        seen = update(JobWorker).where(JobWorker.uuid == worker).values(seen_at=now)
        if not connection.execute(seen).rowcount:
            connection.execute(insert(JobWorker).values(uuid=worker, started_at=now, seen_at=now))


def leave(worker: UUID) -> None:
    """Say that the worker is no longer there."""
    with db.engine.begin() as connection:
        connection.execute(delete(JobWorker).where(JobWorker.uuid == worker))
