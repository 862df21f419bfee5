"""Files of staff or units on their way into Sen."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime


class ImportRun(Base):
    """A file that somebody sent, what its columns hold, and what would become of its rows.

    `content` holds the rows as they were read, `result` what was decided of each, both packed:
    one write each, so that staging 20,000 rows holds nobody up. Both are erased when the run is
    done or a week old; the numbers in `counts` stay.
    """

    __tablename__ = "import_runs"
    __table_args__ = (
        CheckConstraint("kind IN ('people', 'units')", name="kind"),
        CheckConstraint(
            "state IN ('uploaded', 'checking', 'checked', 'applying', 'done')", name="state"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    kind: Mapped[str] = mapped_column(String(10))
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    file_digest: Mapped[str] = mapped_column(String(64))
    is_workbook: Mapped[bool]
    state: Mapped[str] = mapped_column(String(12), default="uploaded")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    head: Mapped[int] = mapped_column(default=0)
    column_keys: Mapped[list[str]] = mapped_column(JSON)
    creates_units: Mapped[bool] = mapped_column(default=False)
    skips_refused: Mapped[bool] = mapped_column(default=False)
    result: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    plan_digest: Mapped[str] = mapped_column(String(64), default="")
    is_stale: Mapped[bool] = mapped_column(default=False)
    job_uuid: Mapped[UUID | None] = mapped_column(Uuid)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    done_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
