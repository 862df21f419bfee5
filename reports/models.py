"""Awareness goals."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Unit
from core.database import Base, UTCDateTime
from courses.models import Course


class Goal(Base):
    """So many per cent of a unit's staff are to complete a course by a day."""

    __tablename__ = "goals"
    __table_args__ = (
        UniqueConstraint("course_id", "unit_id"),
        CheckConstraint("target_percent BETWEEN 1 AND 100", name="target_percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    target_percent: Mapped[int]
    due_on: Mapped[date]
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    course: Mapped[Course] = relationship()
    unit: Mapped[Unit] = relationship()
