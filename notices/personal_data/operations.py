"""Letting go of the mails to a person."""

from datetime import datetime

from sqlalchemy import delete

from core.database import db
from notices.models import Mail


def anonymise_person(person_id: int, at: datetime) -> None:
    """Delete them: name and address stand in each."""
    db.session.execute(delete(Mail).where(Mail.person_id == person_id))
