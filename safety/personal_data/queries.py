"""The lines that somebody of this name called; the register knows names, not accounts."""

from sqlalchemy import ColumnElement, func, select

from accounts.models import Person
from core.database import db
from core.personal_data import Sections
from safety.models import Helpline


def export_person(person_id: int) -> Sections:
    """The lines checked under a person's name, and when."""
    query = select(Helpline.number, Helpline.checked_on).where(is_checked_by(person_id))
    rows = db.session.execute(query.order_by(Helpline.position, Helpline.id)).mappings()
    return {"helplines_checked": [dict(row) for row in rows]}


def is_checked_by(person_id: int) -> ColumnElement[bool]:
    """Whether a line was called by somebody with this person's name."""
    name = select(func.trim(Person.full_name)).where(Person.id == person_id)
    return func.trim(Helpline.checked_by) == name.scalar_subquery()
