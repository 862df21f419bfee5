"""Drafts: the texts of a course as they are written, their history, who holds them."""

from datetime import datetime

from sqlalchemy import (
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime


class DraftFile(Base):
    """One text of a course as its trainer keeps it: a lesson, a quiz or a bank, in a language.

    `path` is its name in the bundle; `version` counts the saves, so that two people who edit
    at once do not overwrite each other.
    """

    __tablename__ = "draft_files"
    __table_args__ = (UniqueConstraint("course_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    path: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(UTCDateTime)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


class DraftRevision(Base):
    """A text as it once stood in a draft; kept for ever, also when the text itself is gone.

    What one person saves in one sitting is one revision, until it is sealed: published in an
    edition, or made by an import or by restoring. `length` counts characters, so that a list
    loads no text.
    """

    __tablename__ = "draft_revisions"
    __table_args__ = (
        UniqueConstraint("course_id", "path", "number"),
        # Who wrote since when is told without reading what.
        Index("ix_draft_revisions_writers", "course_id", "saved_at", "saved_by_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    path: Mapped[str] = mapped_column(String(200))
    number: Mapped[int]
    source: Mapped[str] = mapped_column(Text)
    length: Mapped[int]
    is_sealed: Mapped[bool] = mapped_column(default=False)
    published_number: Mapped[int | None]
    restored_number: Mapped[int | None]
    began_at: Mapped[datetime] = mapped_column(UTCDateTime)
    saved_at: Mapped[datetime] = mapped_column(UTCDateTime)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


class DraftHold(Base):
    """Who writes at a text just now. It counts until a while after `seen_at`, then no more."""

    __tablename__ = "draft_holds"
    __table_args__ = (UniqueConstraint("course_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"))
    path: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    since_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)


class TranslationBase(Base):
    """What the original of a text said when its translation was last in step with it.

    `path` is the translation's name in the bundle. It stays where the text is taken out and
    brought back, so it names no row of the draft.
    """

    __tablename__ = "translation_bases"
    __table_args__ = (UniqueConstraint("course_id", "path"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    path: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UTCDateTime)
