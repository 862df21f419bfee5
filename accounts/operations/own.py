"""Writes of one's own page: the password, and what one prefers."""

from datetime import datetime

from sqlalchemy import update

from accounts import audit_actions
from accounts.events import AccountChanged
from accounts.models import Person
from accounts.operations.auditing import note
from core.database import db
from core.events import publish


def change_password(person: Person, password_hash: str, at: datetime) -> None:
    """Change a password for its owner; the caller ends the sessions that are to end."""
    write_password(person, password_hash, at)
    note(audit_actions.PASSWORD_CHANGED, person.id, at, person.id)
    publish(AccountChanged((person.id,), "password_changed", at, person.id))


def write_password(person: Person, password_hash: str, at: datetime) -> None:
    """Write down the password that its owner chose; the caller says how she came to it."""
    person.password_hash = password_hash
    person.password_set_at = at
    person.password_set_by_id = person.id
    db.session.flush()


def set_preference(person_id: int, **values: str | bool) -> None:
    """Remember what a person prefers: language, text size, name as shown, being told."""
    db.session.execute(update(Person).where(Person.id == person_id).values(**values))
