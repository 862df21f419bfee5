"""What somebody sent after the session had ended."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime


class KeptRequest(Base):
    """A form that came after its session had ended, kept for its person to send once more.

    `fields` are its names and values in their order.
    """

    __tablename__ = "kept_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    path: Mapped[str] = mapped_column(String(2000))
    fields: Mapped[list[list[str]]] = mapped_column(JSON)
    sent_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
