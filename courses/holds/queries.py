"""Every SELECT of who holds a text."""

from datetime import datetime

from sqlalchemy import select

from accounts.models import Person
from core.database import db
from courses.holds.rules import Holder, is_alive
from courses.models import DraftHold


def find_holder(course_id: int, path: str, now: datetime) -> Holder | None:
    """Who holds a text, if anybody does just now."""
    query = (
        select(DraftHold.person_id, Person.full_name, DraftHold.since_at, DraftHold.seen_at)
        .join(Person, Person.id == DraftHold.person_id)
        .where(DraftHold.course_id == course_id, DraftHold.path == path)
    )
    row = db.session.execute(query).first()
    holder = Holder(*row) if row else None
    return holder if holder and is_alive(holder.seen_at, now) else None


def find_hold_for_update(course_id: int, path: str) -> DraftHold | None:
    """The row of a hold, locked until this transaction ends."""
    query = select(DraftHold).where(DraftHold.course_id == course_id, DraftHold.path == path)
    options = {"populate_existing": True}
    return db.session.scalars(query.with_for_update(), execution_options=options).first()
