"""Awareness goals."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Unit
from core.database import Base, UTCDateTime
from courses.models import Course

STANDING = text("ended_at IS NULL")


class Goal(Base):
    """So many per cent of a unit's staff are to complete a course by a day; ends with the unit."""

    __tablename__ = "goals"
    __table_args__ = (
        CheckConstraint("target_percent BETWEEN 1 AND 100", name="target_percent"),
        Index(
            "uq_goals_standing",
            "course_id",
            "unit_id",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    target_percent: Mapped[int]
    due_on: Mapped[date]
    set_at: Mapped[datetime] = mapped_column(UTCDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    course: Mapped[Course] = relationship()
    unit: Mapped[Unit] = relationship()
