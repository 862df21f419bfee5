"""Files in foreign formats that somebody sent and has not decided on yet."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime

DOCUMENT, QUESTIONS = "document", "questions"


class ReceivedFile(Base):
    """A file between its sending and the decision what becomes of it.

    It is read anew for each page, so that nothing of it is kept twice. `result` names what was
    made of it, a course or a text of one; the content is then gone, and a file that nobody decides
    on goes after a day.
    """

    __tablename__ = "received_files"
    __table_args__ = (CheckConstraint("kind IN ('document', 'questions')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), index=True)
    course_id: Mapped[int | None] = mapped_column(
        ForeignKey("courses.id", ondelete="CASCADE"), index=True
    )
    file_name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    result: Mapped[str] = mapped_column(String(260), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
