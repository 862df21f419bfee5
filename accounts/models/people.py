"""People, where they work, and what they may do."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models.units import CURRENT, Unit
from core.database import Base, UTCDateTime


class Person(Base):
    """Somebody of the staff; deactivated rather than deleted.

    `shown_name` is how she wishes to be addressed herself; empty, it is the full name.
    `is_told_of_changes` says whether she is told by mail when her account changes.
    """

    __tablename__ = "persons"
    __table_args__ = (
        CheckConstraint("sex IN ('female', 'male', 'not_stated')", name="sex"),
        CheckConstraint("language IN ('vi', 'en')", name="language"),
        CheckConstraint("text_size IN ('s', 'm', 'l', 'xl')", name="text_size"),
        Index("ix_persons_sort_key", "sort_key", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    employee_code: Mapped[str | None] = mapped_column(String(40), unique=True)
    full_name: Mapped[str] = mapped_column(String(160))
    sort_key: Mapped[str] = mapped_column(String(600))
    search_key: Mapped[str] = mapped_column(String(600))
    sex: Mapped[str] = mapped_column(String(12), default="not_stated")
    birth_year: Mapped[int | None]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    phone: Mapped[str | None] = mapped_column(String(40))
    rank: Mapped[str] = mapped_column(String(120), default="")
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    language: Mapped[str] = mapped_column(String(8), default="vi")
    text_size: Mapped[str] = mapped_column(String(4), default="m")
    shown_name: Mapped[str] = mapped_column(String(160), default="")
    is_told_of_changes: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    password_set_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    password_set_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deactivated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    anonymised_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    placements: Mapped[list["Placement"]] = relationship(back_populates="person")

    @property
    def is_active(self) -> bool:
        """Whether this person may sign in."""
        return self.deactivated_at is None


class Placement(Base):
    """Where a person works, from one day until before another."""

    __tablename__ = "placements"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="validity"),
        Index(
            "uq_placements_current",
            "person_id",
            unique=True,
            sqlite_where=CURRENT,
            postgresql_where=CURRENT,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    position: Mapped[str] = mapped_column(String(120), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="placements")
    unit: Mapped[Unit] = relationship()


class RoleGrant(Base):
    """What somebody may do beside learning; without a unit it holds everywhere."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint(
            "role IN ('trainer','reviewer','organiser','manager','inspector','administrator')",
            name="role",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    programme_key: Mapped[str | None] = mapped_column(String(80))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    granted_at: Mapped[datetime] = mapped_column(UTCDateTime)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    revoked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
