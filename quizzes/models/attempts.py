"""Attempts with their questions, what changed in them, what one person is allowed and knows."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, ExactDecimal, UTCDateTime
from quizzes.models.banks import QuestionEdition, QuizEdition

IN_PROGRESS = text("state = 'in_progress'")


class Attempt(Base):
    """One person's try at one edition of a quiz; it carries what it needs of the world above.

    It is in_progress, then submitted while somebody has to mark it by hand, then graded; expired
    is graded, too, since its time was over; of an erased one (`operations.erasing`) nothing is left
    but that it was, and its day. `accepts_until` is the deadline and the grace. `paused_s` is how
    long it lay submitted before it was reopened, which costs no time. One that `is_past` counts no
    more: what it belongs to was asked for anew since.
    """

    __tablename__ = "attempts"
    __table_args__ = (
        CheckConstraint(
            "state IN ('in_progress','submitted','graded','expired','erased')", name="state"
        ),
        UniqueConstraint("quiz_id", "person_id", "number"),
        Index(
            "uq_attempts_in_progress",
            "quiz_id",
            "person_id",
            unique=True,
            sqlite_where=IN_PROGRESS,
            postgresql_where=IN_PROGRESS,
        ),
        Index(
            "ix_attempts_accepts_until",
            "accepts_until",
            sqlite_where=IN_PROGRESS,
            postgresql_where=IN_PROGRESS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"), index=True)
    quiz_edition_id: Mapped[int] = mapped_column(ForeignKey("quiz_editions.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(16), default="in_progress")
    seed: Mapped[int]
    return_to: Mapped[str] = mapped_column(String(300))
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    deadline_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    accepts_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    paused_s: Mapped[int] = mapped_column(default=0, server_default="0")
    is_past: Mapped[bool] = mapped_column(default=False, server_default=false())
    points: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    max_points: Mapped[Decimal] = mapped_column(ExactDecimal)
    scaled_score: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    passed: Mapped[bool | None]

    quiz_edition: Mapped[QuizEdition] = relationship()
    items: Mapped[list["AttemptItem"]] = relationship(
        back_populates="attempt", order_by="AttemptItem.position"
    )


class AttemptItem(Base):
    """One question in one attempt: the order its choices are shown in, and the response.

    `client` and `sequence` name the browser page that saved last and its count, so that a
    request that comes late or twice overwrites nothing newer; `given_at` is when the answer was
    given as far as can be told, by which answers of several devices are put in order.
    `tries` are the responses that were checked; once `is_finished` nothing more is taken.
    `spent_ms` is the time spent on it, as its pages tell. `awarded` are the points that somebody
    gave by hand, one for each criterion, as decimals in text; `comment` is told to the learner.
    """

    __tablename__ = "attempt_items"
    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id"))
    position: Mapped[int]
    question_edition_id: Mapped[int] = mapped_column(ForeignKey("question_editions.id"), index=True)
    choice_order: Mapped[list[int]] = mapped_column(JSON)
    response: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    client: Mapped[str] = mapped_column(String(24), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    given_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_flagged: Mapped[bool] = mapped_column(default=False, server_default=false())
    tries: Mapped[list[Any]] = mapped_column(JSON, default=list, server_default="[]")
    is_finished: Mapped[bool] = mapped_column(default=False, server_default=false())
    spent_ms: Mapped[int] = mapped_column(default=0, server_default="0")
    fraction: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    points: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    awarded: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    comment: Mapped[str] = mapped_column(Text, default="", server_default="")
    marked_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)

    attempt: Mapped[Attempt] = relationship(back_populates="items")
    question_edition: Mapped[QuestionEdition] = relationship()


class AttemptRegrade(Base):
    """What a question of an attempt was worth before it was marked anew, and what it is since.

    The editions are those it was marked by; a learner sees the later one in the review.
    """

    __tablename__ = "attempt_regrades"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_item_id: Mapped[int] = mapped_column(ForeignKey("attempt_items.id"), index=True)
    edition_before_id: Mapped[int] = mapped_column(ForeignKey("question_editions.id"))
    edition_after_id: Mapped[int] = mapped_column(ForeignKey("question_editions.id"))
    fraction_before: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    fraction_after: Mapped[Decimal] = mapped_column(ExactDecimal)
    points_before: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    points_after: Mapped[Decimal] = mapped_column(ExactDecimal)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class QuizException(Base):
    """What one person is allowed beyond the settings of a quiz, and who allowed it."""

    __tablename__ = "quiz_exceptions"
    __table_args__ = (UniqueConstraint("quiz_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    extra_minutes: Mapped[int] = mapped_column(default=0)
    extra_attempts: Mapped[int] = mapped_column(default=0)
    closes_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    note: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    at: Mapped[datetime] = mapped_column(UTCDateTime)


class PracticeCard(Base):
    """How well one person knows a question of a quiz for practice: its box, and when it is due."""

    __tablename__ = "practice_cards"
    __table_args__ = (
        UniqueConstraint("person_id", "quiz_id", "question_id"),
        CheckConstraint("box >= 0", name="box"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"))
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    box: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date]
    answered_at: Mapped[datetime] = mapped_column(UTCDateTime)
