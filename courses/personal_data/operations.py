"""Letting go of a person: what she wrote names her by her id alone, and stays."""

from datetime import datetime

from sqlalchemy import delete

from core.database import db
from courses.models import DraftHold


def anonymise_person(person_id: int, at: datetime) -> None:
    """Let go of the texts she holds; what she wrote belongs to the course, without a name."""
    db.session.execute(delete(DraftHold).where(DraftHold.person_id == person_id))
