"""Bundles that came or went: what each file said, and what is not brought in yet."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    ForeignKey,
    String,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime


class ExchangedFile(Base):
    """What a file of a course said when it was given out or brought in, by its digest.

    With it an import knows what is news: in the bundle, in the studio, or in both.
    """

    __tablename__ = "exchanged_files"
    __table_args__ = (UniqueConstraint("course_id", "path", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("courses.id"), index=True)
    path: Mapped[str] = mapped_column(String(200))
    digest: Mapped[str] = mapped_column(String(64))


class FileExchange(Base):
    """With whom it was exchanged: an older copy of hers does not undo what she was never given."""

    __tablename__ = "file_exchanges"

    exchanged_file_id: Mapped[int] = mapped_column(
        ForeignKey("exchanged_files.id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True, index=True)


class StagedBundle(Base):
    """A bundle that was read and checked and waits for whoever sent it; let go after a day.

    Its zip stands apart in the media store. `digests` say what its files are called by what they
    say, `imported_at` that it was confirmed, so that confirming twice does no harm.
    """

    __tablename__ = "staged_bundles"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(80))
    programme: Mapped[str] = mapped_column(String(80))
    digests: Mapped[dict[str, str]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    imported_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
