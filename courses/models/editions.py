"""Editions of lessons, which never change, and the texts that editions of courses were made of."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ForeignKey,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.database import Base, UTCDateTime
from courses.models.courses import Activity


class LessonEdition(Base):
    """A lesson as it stood when it was published; never changed.

    `texts` holds by language: title, minutes, objectives, sources, blocks (rendered), source
    (Markdown). A block is {"kind": "html", "html": …}, {"kind": "check", "check": …},
    {"kind": "helplines", "topic": …} or {"kind": "organisation", "key": …, "note": …}.
    """

    __tablename__ = "lesson_editions"
    __table_args__ = (UniqueConstraint("activity_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activities.id"), index=True)
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    activity: Mapped[Activity] = relationship()


class KeptText(Base):
    """A text that stands in an edition, once however many editions it stands in."""

    __tablename__ = "kept_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    source: Mapped[str] = mapped_column(Text)


class EditionFile(Base):
    """A text of the bundle as it stood in an edition, by its path."""

    __tablename__ = "edition_files"
    __table_args__ = (UniqueConstraint("course_edition_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_edition_id: Mapped[int] = mapped_column(ForeignKey("course_editions.id"))
    path: Mapped[str] = mapped_column(String(200))
    kept_text_id: Mapped[int] = mapped_column(ForeignKey("kept_texts.id"), index=True)
