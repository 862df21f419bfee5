"""What comes before an edition: reviews, and publications on a day to come."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, UTCDateTime
from courses.models.courses import Course


class ScheduledPublication(Base):
    """That a draft is to be published at a moment: the very draft of `digest`, or none.

    One that could not be published stays, with why, until a trainer has seen it.
    """

    __tablename__ = "scheduled_publications"
    __table_args__ = (CheckConstraint("again IN ('','card','course')", name="again"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    is_material: Mapped[bool]
    again: Mapped[str] = mapped_column(String(8), default="")
    again_by: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    publish_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    scheduled_at: Mapped[datetime] = mapped_column(UTCDateTime)
    scheduled_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    refused_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    refusal: Mapped[str] = mapped_column(String(16), default="")

    course: Mapped[Course] = relationship()


class DraftReview(Base):
    """That a second person is asked to look at the very draft of `digest`, and what she said."""

    __tablename__ = "draft_reviews"
    __table_args__ = (
        CheckConstraint("state IN ('open','accepted','changes','replaced')", name="state"),
        CheckConstraint(
            "(state IN ('accepted','changes')) = (decided_at IS NOT NULL)", name="decided"
        ),
        Index(
            "uq_draft_reviews_open",
            "course_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), default="open")
    note: Mapped[str] = mapped_column(String(500), default="")
    asked_at: Mapped[datetime] = mapped_column(UTCDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    decision: Mapped[str] = mapped_column(String(2000), default="")
    decided_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)


class ReviewComment(Base):
    """What somebody says of a place in a draft: a text, a line of it, and the words there.

    `line` is 0 for a text as a whole; `path` is empty for the course. It stays with the course,
    through all reviews, until somebody calls it settled.
    """

    __tablename__ = "review_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    path: Mapped[str] = mapped_column(String(200), default="")
    line: Mapped[int] = mapped_column(default=0)
    quote: Mapped[str] = mapped_column(String(300), default="")
    words: Mapped[str] = mapped_column(String(2000))
    written_at: Mapped[datetime] = mapped_column(UTCDateTime)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
    settled_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)
