"""Writes to the register of helplines."""

from datetime import date, datetime

from core.database import db, insert_missing
from safety.helplines import SHIPPED
from safety.models import Helpline


def load_helplines(at: datetime) -> int:
    """Enter the lines Sen ships that the register lacks, and give how many those were.

    Lines that stand there already keep what the office wrote, so this can be done again.
    """
    added = 0
    for position, line in enumerate(SHIPPED, 1):
        added += insert_missing(
            Helpline,
            number=line.number,
            names=dict(line.names),
            purposes=dict(line.purposes),
            topic=line.topic,
            source=line.source,
            is_always_shown=line.is_always_shown,
            position=position,
            recorded_at=at,
        )
    return added


def record_check(helpline: Helpline, checked_by: str, checked_on: date) -> None:
    """Write down who called a line and when; it is shown from now on, for 180 days."""
    helpline.checked_by = checked_by
    helpline.checked_on = checked_on
    db.session.flush()
