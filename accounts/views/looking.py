"""Looks at another person's record, written down."""

from accounts.audit_actions import PERSON_LOOKED_AT
from accounts.operations.auditing import note
from core import clock
from core.database import write_transaction
from core.identity import person


def note_look(person_id: int) -> None:
    """Write down that the signed-in person looks at somebody else's record; at one's own, nothing.

    In a transaction of its own, which ends the one that reads: put the page together before.
    """
    if person_id != person().id:
        with write_transaction():
            note(PERSON_LOOKED_AT, person().id, clock.now(), about_id=person_id)
