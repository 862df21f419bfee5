"""Holding a text, giving it free, taking it over."""

from datetime import datetime

from sqlalchemy import delete

from core.database import db, insert_missing
from courses.holds import queries
from courses.holds.rules import is_alive
from courses.models import DraftHold


def hold_text(
    course_id: int, path: str, person_id: int, at: datetime, *, takes_over: bool = False
) -> bool:
    """Hold a text, or go on holding it; whether it is held. Somebody else's hold stands.

    Whoever takes over has it in any case.
    """
    values = {"person_id": person_id, "since_at": at, "seen_at": at}
    if insert_missing(DraftHold, course_id=course_id, path=path, **values):
        return True
    hold = queries.find_hold_for_update(course_id, path)
    if hold is None:  # given free in between
        return hold_text(course_id, path, person_id, at, takes_over=takes_over)
    is_own = hold.person_id == person_id
    is_free = not is_alive(hold.seen_at, at)
    if not (is_own or is_free or takes_over):
        return False
    if is_free or not is_own:
        hold.person_id, hold.since_at = person_id, at
    hold.seen_at = at
    db.session.flush()
    return True


def release_text(course_id: int, path: str, person_id: int) -> None:
    """Give a text free that one holds; somebody else's hold stands."""
    db.session.execute(
        delete(DraftHold).where(
            DraftHold.course_id == course_id,
            DraftHold.path == path,
            DraftHold.person_id == person_id,
        )
    )
