"""Codes that let somebody choose a password: on slips of paper and in mails."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from accounts.models.people import Person
from core.database import Base, UTCDateTime

OPEN_SLIP = text("channel = 'slip' AND used_at IS NULL AND withdrawn_at IS NULL")


class ActivationCode(Base):
    """A code that is good once, of which only the hash stands here.

    `purpose` is the first sign-in or a new password; by it the person learns who made it, until
    she put the notice away (`seen_at`).
    """

    __tablename__ = "activation_codes"
    __table_args__ = (
        CheckConstraint("purpose IN ('activation', 'password')", name="purpose"),
        CheckConstraint("channel IN ('slip', 'mail')", name="channel"),
        Index(
            "uq_activation_codes_open_slip",
            "person_id",
            unique=True,
            sqlite_where=OPEN_SLIP,
            postgresql_where=OPEN_SLIP,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(12))
    channel: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
