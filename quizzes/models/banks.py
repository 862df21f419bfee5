"""Banks, questions and their editions, quizzes and their editions."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, ExactDecimal, UTCDateTime


class QuestionBank(Base):
    """A named set of questions; a quiz's own questions stand in a bank of its name."""

    __tablename__ = "question_banks"
    __table_args__ = (UniqueConstraint("owner_key", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_key: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(80))
    titles: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class Question(Base):
    """A question's identity; what it says is in its editions."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("bank_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    bank_id: Mapped[int] = mapped_column(ForeignKey("question_banks.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    is_retired: Mapped[bool] = mapped_column(default=False)

    bank: Mapped[QuestionBank] = relationship()


class QuestionEdition(Base):
    """A question as it stood when it was published; never changed.

    `content` is the question as quizzes.content writes it; `html` holds, by language, its
    rendered stem, choices, feedback and explanation.
    """

    __tablename__ = "question_editions"
    __table_args__ = (UniqueConstraint("question_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), index=True)
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    type: Mapped[str] = mapped_column(String(20))
    points: Mapped[Decimal] = mapped_column(ExactDecimal)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    html: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    question: Mapped[Question] = relationship()


class Quiz(Base):
    """A quiz's identity; what it asks is in its editions."""

    __tablename__ = "quizzes"
    __table_args__ = (UniqueConstraint("owner_key", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    owner_key: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(80))


class QuizEdition(Base):
    """A quiz as it stood when it was published; never changed.

    `settings` is what quizzes.content writes of it; `pool` names the question editions it may
    draw from, each with its bank, tags and difficulty, so that a draw reads one row.
    """

    __tablename__ = "quiz_editions"
    __table_args__ = (UniqueConstraint("quiz_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"), index=True)
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    titles: Mapped[dict[str, str]] = mapped_column(JSON)
    introductions: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    pool: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    question_count: Mapped[int]
    source: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    quiz: Mapped[Quiz] = relationship()
