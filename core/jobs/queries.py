"""Reading how jobs stand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from core.database import db
from core.jobs.models import Job, JobWorker


@dataclass(frozen=True)
class JobState:
    """How a job stands: waiting, running, done or failed (then `error` says why, in one line)."""

    uuid: UUID
    kind: str
    state: str
    done: int
    total: int
    error: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class JobHealth:
    """What tells whether jobs are done: since when one is due, who was seen last, what failed."""

    due_since: datetime | None
    worker_seen_at: datetime | None
    failed: int


def find_job(uuid: UUID) -> JobState | None:
    """How a job stands, if there is one."""
    job = db.session.execute(
        select(
            Job.uuid, Job.kind, Job.state, Job.done, Job.total, Job.error, Job.created_at,
            Job.finished_at,
        ).where(Job.uuid == uuid)
    ).one_or_none()  # fmt: skip
    return JobState(*job) if job else None


def find_latest_job(kind: str, key: str) -> JobState | None:
    """How the last job of a kind and key stands, if there was one; what is active goes first."""
    is_over = Job.state.not_in(("waiting", "running"))
    job = db.session.execute(
        select(
            Job.uuid, Job.kind, Job.state, Job.done, Job.total, Job.error, Job.created_at,
            Job.finished_at,
        ).where(Job.kind == kind, Job.key == key).order_by(is_over, Job.id.desc()).limit(1)
    ).one_or_none()  # fmt: skip
    return JobState(*job) if job else None


def read_health(now: datetime) -> JobHealth:
    """How the jobs stand as a whole."""
    due = select(func.min(Job.run_at)).where(Job.state == "waiting", Job.run_at <= now)
    failed = select(func.count()).select_from(Job).where(Job.state == "failed")
    return JobHealth(
        db.session.scalar(due),
        db.session.scalar(select(func.max(JobWorker.seen_at))),
        db.session.scalar(failed) or 0,
    )
