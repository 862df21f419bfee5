"""Making people anonymous who left: when their time is over, or at once when asked for."""

from datetime import datetime

from accounts import audit_actions
from accounts.models import Person
from accounts.operations.auditing import note
from core import personal_data
from core.database import db


class StillActive(Exception):
    """Only who is deactivated can be made anonymous."""


def make_anonymous(person_id: int, at: datetime, by_id: int | None) -> bool:
    """Let every package forget who this was; False where that was done already.

    The row is held fast first: who is reactivated at the same moment stays who she is. Raises
    StillActive.
    """
    person = db.session.get_one(Person, person_id, with_for_update=True, populate_existing=True)
    if person.anonymised_at is not None:
        return False
    if person.deactivated_at is None:
        raise StillActive
    note(audit_actions.PERSON_ANONYMISED, by_id, at, about_id=person_id)
    personal_data.anonymise_person(person_id, at)
    return True
