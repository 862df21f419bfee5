"""The audit: entries, the seals that close them, and what alone leads back to people."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime


class AuditSeal(Base):
    """A run of entries, closed: what it says is hashed, and the next seal repeats the hash.

    A seal is kept for good; `pruned_at` is when its entries were let go, as their time was over.
    """

    __tablename__ = "audit_seals"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous_hash: Mapped[str] = mapped_column(String(64))
    entry_count: Mapped[int]
    entries_hash: Mapped[str] = mapped_column(String(64))
    first_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_at: Mapped[datetime] = mapped_column(UTCDateTime)
    sealed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    hash: Mapped[str] = mapped_column(String(64))
    pruned_at: Mapped[datetime | None] = mapped_column(UTCDateTime)


class AuditEntry(Base):
    """Who did what, when, to whom; people stand in it by a reference, never by their id.

    Written once: triggers refuse every change but its sealing and the erasing of its address, and
    its going before its seal is pruned. The address is no part of what the digest is over; its
    mark is, so that another address in its place is found.
    """

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_at", "at", "id"),
        Index("ix_audit_entries_action", "action", "at", "id"),
        Index("ix_audit_entries_by_reference", "by_reference", "at"),
        Index("ix_audit_entries_about_reference", "about_reference", "at"),
        Index("ix_audit_entries_seal_number", "seal_number", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UTCDateTime)
    by_reference: Mapped[str | None] = mapped_column(String(32))
    about_reference: Mapped[str | None] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(200), default="")
    details: Mapped[dict[str, str | int]] = mapped_column(JSON, default=dict)
    address_mark: Mapped[str] = mapped_column(String(64), default="")
    digest: Mapped[str] = mapped_column(String(64))
    address: Mapped[str | None] = mapped_column(String(64))
    address_salt: Mapped[str | None] = mapped_column(String(32))
    seal_number: Mapped[int | None] = mapped_column(ForeignKey("audit_seals.number"))


class AuditPseudonym(Base):
    """For whom a reference stands; destroyed when the person is made anonymous.

    Somebody may have several: of two first entries at once neither waits for the other.
    """

    __tablename__ = "audit_pseudonyms"

    reference: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    salt: Mapped[str] = mapped_column(String(32))
