"""Jobs, and the workers that were seen."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime

ACTIVE = text("state IN ('waiting', 'running') AND key IS NOT NULL")


class Job(Base):
    """One piece of work and how far it is.

    `worker` and `attempts` together name the try that runs: only that try may say how it ended.
    `key` is held by one active job of a kind at a time, `slot_at` by one periodic job for ever.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="state"),
        CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name="lease"),
        Index(
            "uq_jobs_kind_key", "kind", "key", unique=True,
            sqlite_where=ACTIVE, postgresql_where=ACTIVE,
        ),
        Index("uq_jobs_kind_slot", "kind", "slot_at", unique=True),
        Index("ix_jobs_state_run_at", "state", "run_at"),
        Index("ix_jobs_finished_at", "finished_at"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    kind: Mapped[str] = mapped_column(String(80))
    key: Mapped[str | None] = mapped_column(String(200))
    slot_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(12), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    run_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    worker: Mapped[UUID | None] = mapped_column(Uuid)
    lease_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class JobWorker(Base):
    """A process that works; it says every few seconds that it lives."""

    __tablename__ = "job_workers"

    uuid: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)
