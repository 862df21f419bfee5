"""What all attempts at a quiz tell together: analyses, and counts of what is erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime


class QuizAnalysis(Base):
    """What the attempts at a quiz tell, worked out at one moment (quizzes.statistics.keeping).

    `scope` says which attempts: first, or all; `attempts` is how many of them there were.
    """

    __tablename__ = "quiz_analyses"
    __table_args__ = (
        UniqueConstraint("quiz_id", "scope"),
        CheckConstraint("scope IN ('first','all')", name="scope"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"))
    scope: Mapped[str] = mapped_column(String(8))
    computed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    attempts: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)


class ChoiceCount(Base):
    """How often a question of a sensitive quiz was asked, skipped, and each choice of it taken.

    These are added up when attempts are erased: `taken` is by what a response counts as, and
    `is_first` parts first attempts from later ones.
    """

    __tablename__ = "choice_counts"
    __table_args__ = (UniqueConstraint("quiz_id", "question_edition_id", "is_first"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quizzes.id"))
    question_edition_id: Mapped[int] = mapped_column(ForeignKey("question_editions.id"), index=True)
    is_first: Mapped[bool]
    asked: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    taken: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
