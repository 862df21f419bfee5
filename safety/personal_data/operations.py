"""Letting go of who called a line; that it was called, and when, stays."""

from datetime import datetime

from sqlalchemy import update

from core.database import db
from safety.models import Helpline
from safety.personal_data.queries import is_checked_by

NAMELESS = "—"


def anonymise_person(person_id: int, at: datetime) -> None:
    """Take the name away where it stands; accounts still holds it at this moment."""
    query = update(Helpline).where(is_checked_by(person_id)).values(checked_by=NAMELESS)
    db.session.execute(query.execution_options(synchronize_session=False))
