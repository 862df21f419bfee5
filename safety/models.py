"""The register of helplines."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, UTCDateTime


class Helpline(Base):
    """A number to call; shown where it is an emergency number or was checked lately."""

    __tablename__ = "helplines"
    __table_args__ = (CheckConstraint("topic IN ('emergency','child','violence')", name="topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    purposes: Mapped[dict[str, str]] = mapped_column(JSON)
    topic: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(300), default="")
    is_always_shown: Mapped[bool] = mapped_column(default=False)
    checked_on: Mapped[date | None]
    checked_by: Mapped[str | None] = mapped_column(String(160))
    position: Mapped[int] = mapped_column(default=0)
    recorded_at: Mapped[datetime] = mapped_column(UTCDateTime)
