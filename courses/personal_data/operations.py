"""Letting go of a person: what she wrote names her by her id alone, and stays."""

from datetime import datetime

from sqlalchemy import delete

from core.database import db
from courses.models import DraftHold, FileExchange


def anonymise_person(person_id: int, at: datetime) -> None:
    """Let go of what she holds and was given; what she wrote belongs to the course, unnamed."""
    db.session.execute(delete(DraftHold).where(DraftHold.person_id == person_id))
    db.session.execute(delete(FileExchange).where(FileExchange.person_id == person_id))
