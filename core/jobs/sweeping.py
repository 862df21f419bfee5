"""What the schedule does every second: take up what was left, send what is due, begin slots."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.sql import ColumnElement

from core.database import db, read_transaction
from core.jobs.models import Job, JobWorker
from core.jobs.operations import enqueue_slot
from core.jobs.rules import (
    KEPT_DONE,
    KEPT_FAILED,
    MOST_ATTEMPTS,
    RESEND_BUSY,
    RESEND_EMPTY,
    WORKER_LOST,
    slot_of,
)

WORKER_DIED = "the worker died each time this ran"
MOST_AT_ONCE = 1000


def take_up_left(now: datetime) -> int:
    """Let jobs wait again whose worker is gone; fail those that took too many workers along."""
    left = (Job.state == "running", Job.lease_until < now)
    if not _is_any(*left):
        return 0
    ended = {"lease_until": None, "worker": None, "sent_at": None}
    lost = update(Job).where(*left, Job.attempts >= MOST_ATTEMPTS)
    waits = update(Job).where(*left, Job.attempts < MOST_ATTEMPTS)
    with db.engine.begin() as connection:
        connection.execute(lost.values(state="failed", finished_at=now, error=WORKER_DIED, **ended))
        return connection.execute(waits.values(state="waiting", **ended)).rowcount


def take_unsent(now: datetime, queue_is_empty: bool) -> list[UUID]:
    """The ids of jobs that are due and were not sent, or whose message must have been lost."""
    unsent = Job.sent_at < now - (RESEND_EMPTY if queue_is_empty else RESEND_BUSY)
    due = (Job.state == "waiting", Job.run_at <= now, or_(Job.sent_at.is_(None), unsent))
    if not _is_any(*due):
        return []
    first = select(Job.id).where(*due).order_by(Job.run_at, Job.id).limit(MOST_AT_ONCE)
    sent = update(Job).where(Job.id.in_(first), *due).values(sent_at=now)
    with db.engine.begin() as connection:
        rows = connection.execute(sent.returning(Job.run_at, Job.id, Job.uuid)).all()
    return [uuid for _, _, uuid in sorted(rows, key=lambda row: row[:2])]


def begin_slots(periodic: Mapping[str, timedelta], now: datetime, zone: str) -> list[str]:
    """Write down the periodic jobs whose slot has begun; of two workers one does."""
    slots = {kind: slot_of(now, interval, zone) for kind, interval in periodic.items()}
    last = select(Job.kind, func.max(Job.slot_at)).where(Job.kind.in_(slots)).group_by(Job.kind)
    with read_transaction():
        begun = dict(db.session.execute(last).all())
    missing = {kind: slot for kind, slot in slots.items() if begun.get(kind) != slot}
    written = [kind for kind, slot in missing.items() if enqueue_slot(kind, slot, now)]
    db.session.commit()
    return written


def forget_old(now: datetime) -> None:
    """Delete what ended long ago, but the last slot of each kind: it must not begin again."""
    last_slots = select(func.max(Job.slot_at)).where(Job.slot_at.is_not(None)).group_by(Job.kind)
    is_last = Job.slot_at.in_(last_slots)
    old = or_(
        (Job.state == "done") & (Job.finished_at < now - KEPT_DONE),
        (Job.state == "failed") & (Job.finished_at < now - KEPT_FAILED),
    )
    with db.engine.begin() as connection:
        connection.execute(delete(Job).where(old, or_(Job.slot_at.is_(None), ~is_last)))
        connection.execute(delete(JobWorker).where(JobWorker.seen_at < now - 10 * WORKER_LOST))


def _is_any(*conditions: ColumnElement[bool]) -> bool:
    """Whether there is such a job; asked before each change, so that idling locks nothing."""
    with read_transaction(), db.engine.connect() as connection:
        return connection.scalar(select(Job.id).where(*conditions).limit(1)) is not None
