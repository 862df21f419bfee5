"""Asking for a job; in the caller's transaction, so that what is rolled back is never done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from core.database import db, insert_missing
from core.jobs.models import Job
from core.jobs.registry import job_handlers


class UnknownJob(LookupError):
    """No handler does this kind of job."""


def enqueue(kind: str, arguments: Mapping[str, Any], at: datetime, key: str | None = None) -> UUID:
    """Write a job down that is due at `at`; it runs after the caller's transaction is committed.

    While a job of the same kind and `key` waits or runs, nothing is added and its uuid is given.
    """
    if kind not in job_handlers():
        raise UnknownJob(kind)
    while True:
        uuid = uuid4()
        if insert_missing(Job, **_new_row(kind, arguments, at), uuid=uuid, key=key):
            return uuid
        active = db.session.scalar(
            select(Job.uuid).where(
                Job.kind == kind, Job.key == key, Job.state.in_(("waiting", "running"))
            )
        )
        if active is not None:
            return active


def enqueue_new(kind: str, given: Sequence[Mapping[str, Any]], at: datetime) -> None:
    """Write many jobs of a kind down at once; each is for something that was made just now."""
    if kind not in job_handlers():
        raise UnknownJob(kind)
    rows = [_new_row(kind, arguments, at) | {"uuid": uuid4()} for arguments in given]
    if rows:
        db.session.execute(insert(Job), rows)


def enqueue_slot(kind: str, slot_at: datetime, at: datetime) -> bool:
    """Write the job of a slot down, unless that was done or the one before still works."""
    row = _new_row(kind, {}, at)
    return insert_missing(Job, **row, uuid=uuid4(), key="periodic", slot_at=slot_at)


def _new_row(kind: str, arguments: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    return {
        "kind": kind, "arguments": dict(arguments), "run_at": at, "created_at": at,
        "state": "waiting", "attempts": 0, "done": 0, "total": 0, "error": "",
    }  # fmt: skip
