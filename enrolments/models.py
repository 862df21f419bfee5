"""Assignments, enrolments and results."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Person, Unit
from core.database import Base, ExactDecimal, UTCDateTime
from courses.models import Activity, Course, CourseEdition

STANDING = text("ended_at IS NULL")


class Assignment(Base):
    """A course that everybody of a unit and below is to complete by a day.

    It ends with its unit: who has the course by it keeps it, nobody new gets it.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        Index(
            "uq_assignments_standing",
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
    due_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    course: Mapped[Course] = relationship()
    unit: Mapped[Unit] = relationship()


class Enrolment(Base):
    """One person in one course. The decision that it is completed is taken once and stored.

    `completed_unit_id` is where the person worked on that day, `completed_edition_id` the text
    completed; `place` is where the reader left, as `lesson-key#anchor`. Where a material change
    asks again, the completion stands, and beside it that it is asked for again, and how.
    """

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id"),
        CheckConstraint(
            "state IN ('not_started','in_progress','completed','asked_again')", name="state"
        ),
        CheckConstraint(
            "(state IN ('completed','asked_again')) = (completed_at IS NOT NULL)", name="completed"
        ),
        CheckConstraint(
            "(state = 'asked_again') = (asked_again_at IS NOT NULL AND again IN ('card','course'))",
            name="asked_again",
        ),
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
    again: Mapped[str] = mapped_column(String(8), default="", server_default="")
    asked_again_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    place: Mapped[str] = mapped_column(String(160), default="")

    person: Mapped[Person] = relationship()
    course: Mapped[Course] = relationship()
    completed_edition: Mapped[CourseEdition | None] = relationship()


class ActivityResult(Base):
    """What one person did of one activity, and in which edition of it.

    A lesson that `is_exempt` was known before: a test before the course showed it.
    """

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
    is_exempt: Mapped[bool] = mapped_column(default=False, server_default=false())

    enrolment: Mapped[Enrolment] = relationship()
    activity: Mapped[Activity] = relationship()


class EarlierCompletion(Base):
    """A completion that was asked for again: when and where it was, and when it was asked anew.

    `due_on` is the day it was to be done by, then.
    """

    __tablename__ = "earlier_completions"
    __table_args__ = (Index("ix_earlier_completions_asked", "enrolment_id", "asked_again_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"))
    due_on: Mapped[date | None]
    completed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    completed_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    completed_edition_id: Mapped[int | None] = mapped_column(ForeignKey("course_editions.id"))
    asked_again_at: Mapped[datetime] = mapped_column(UTCDateTime)


class EarlierResult(Base):
    """What was done of an activity before it was asked for again, in the edition it was done in."""

    __tablename__ = "earlier_results"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id"), index=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), index=True)
    state: Mapped[str] = mapped_column(String(12))
    lesson_edition_id: Mapped[int | None] = mapped_column(ForeignKey("lesson_editions.id"))
    quiz_edition_id: Mapped[int | None] = mapped_column(ForeignKey("quiz_editions.id"))
    scaled_score: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    passed: Mapped[bool | None]
    first_at: Mapped[datetime] = mapped_column(UTCDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_exempt: Mapped[bool] = mapped_column(default=False, server_default=false())
    asked_again_at: Mapped[datetime] = mapped_column(UTCDateTime)


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
