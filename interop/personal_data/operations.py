"""Letting go of a person: what she sent goes with her."""

from datetime import datetime

from sqlalchemy import delete

from core.database import db
from interop.models import ReceivedFile


def anonymise_person(person_id: int, at: datetime) -> None:
    """Erase the files that somebody sent."""
    db.session.execute(delete(ReceivedFile).where(ReceivedFile.by_id == person_id))
