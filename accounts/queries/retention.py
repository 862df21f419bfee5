"""SELECTs about who left, and for how long."""

from datetime import datetime

from sqlalchemy import select

from accounts.models import Person
from core.database import db


def list_due_to_be_anonymous(deactivated_before: datetime) -> list[int]:
    """The ids of those who were deactivated before a moment and are not anonymous yet."""
    query = (
        select(Person.id)
        .where(Person.deactivated_at < deactivated_before, Person.anonymised_at.is_(None))
        .order_by(Person.id)
    )
    return list(db.session.scalars(query))
