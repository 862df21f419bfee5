"""What is stored, by the hash of its content; which other sites a page may show."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime


class MediaFile(Base):
    """A stored file; its content stands in the media store under its hash and extension.

    The same words may be captions in one place and a transcript in another.
    """

    __tablename__ = "media_files"
    __table_args__ = (UniqueConstraint("sha256", "extension"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    extension: Mapped[str] = mapped_column(String(8))
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class EmbedHost(Base):
    """Another site whose films and pages a lesson may show within it, as administrators allow."""

    __tablename__ = "embed_hosts"

    id: Mapped[int] = mapped_column(primary_key=True)
    host: Mapped[str] = mapped_column(String(255), unique=True)
    added_at: Mapped[datetime] = mapped_column(UTCDateTime)
