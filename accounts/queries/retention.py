"""SELECTs about who left, and for how long."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from accounts.models import Person
from core.database import db


def list_due_to_be_anonymous(deactivated_before: datetime) -> list[int]:
    """The ids of those who were deactivated before a moment and are not anonymous yet."""
    query = select(Person.id).where(*_is_due(deactivated_before))
    return list(db.session.scalars(query.order_by(Person.id)))


def count_due_to_be_anonymous(deactivated_before: datetime) -> int:
    """How many these are."""
    query = select(func.count(Person.id)).where(*_is_due(deactivated_before))
    return db.session.scalar(query) or 0


def _is_due(deactivated_before: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Person.deactivated_at < deactivated_before, Person.anonymised_at.is_(None))
