"""Assignments, enrolments and results."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Person, Unit
from core.database import Base, ExactDecimal, UTCDateTime
from courses.models import Activity, Course, CourseEdition


class Assignment(Base):
    """A course that everybody of a unit and below is to complete by a day."""

    __tablename__ = "assignments"
    __table_args__ = (UniqueConstraint("course_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    due_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))

    course: Mapped[Course] = relationship()
    unit: Mapped[Unit] = relationship()


class Enrolment(Base):
    """One person in one course. The decision that it is completed is taken once and stored.

    `completed_unit_id` is where the person worked on that day, `completed_edition_id` the text
    completed; `place` is where the reader left, as `lesson-key#anchor`.
    """

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id"),
        CheckConstraint("state IN ('not_started','in_progress','completed')", name="state"),
        CheckConstraint("(state = 'completed') = (completed_at IS NOT NULL)", name="completed"),
        Index("ix_enrolments_course_state", "course_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), default="not_started")
    due_on: Mapped[date | None]
    enrolled_at: Mapped[datetime] = mapped_column(UTCDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    completed_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    completed_edition_id: Mapped[int | None] = mapped_column(ForeignKey("course_editions.id"))
    place: Mapped[str] = mapped_column(String(160), default="")

    person: Mapped[Person] = relationship()
    course: Mapped[Course] = relationship()
    completed_edition: Mapped[CourseEdition | None] = relationship()


class ActivityResult(Base):
    """What one person did of one activity, and in which edition of it."""

    __tablename__ = "activity_results"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "activity_id"),
        CheckConstraint("state IN ('in_progress','completed')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    lesson_edition_id: Mapped[int | None] = mapped_column(ForeignKey("lesson_editions.id"))
    quiz_edition_id: Mapped[int | None] = mapped_column(ForeignKey("quiz_editions.id"))
    scaled_score: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    passed: Mapped[bool | None]
    first_at: Mapped[datetime] = mapped_column(UTCDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    enrolment: Mapped[Enrolment] = relationship()
    activity: Mapped[Activity] = relationship()


class StandingCount(Base):
    """How many active people of a unit itself stand so in a course that was assigned to them.

    Kept with each write (operations/counting.py), so that a report adds up some hundred rows
    where it would have to count tens of thousands.
    """

    __tablename__ = "standing_counts"
    __table_args__ = (Index("ix_standing_counts_course_unit", "course_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    sex: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date | None]
    people: Mapped[int]
