"""Reading the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from accounts.models import Person
from core.database import db
from core.pages import Page
from notices.models import Mail

PAGE_SIZE = 50
AT_ONCE = 500  # values in one statement: far below what either database takes


@dataclass(frozen=True)
class Reader:
    """Somebody to whom a letter may go."""

    id: int
    full_name: str
    email: str | None
    language: str
    is_told_of_changes: bool


def list_mails(number: int) -> Page[Mail]:
    """The outbox, the newest first."""
    total = db.session.scalar(select(func.count()).select_from(Mail)) or 0
    newest = select(Mail).order_by(Mail.created_at.desc(), Mail.id.desc())
    rows = db.session.scalars(newest.offset((number - 1) * PAGE_SIZE).limit(PAGE_SIZE)).all()
    return Page(rows, number, PAGE_SIZE, total)


def find_mail(uuid: UUID) -> Mail | None:
    """The mail with this public identifier."""
    return db.session.scalars(select(Mail).where(Mail.uuid == uuid)).first()


def list_readers(person_ids: Sequence[int]) -> list[Reader]:
    """Of these people those whose accounts are open."""
    columns = [getattr(Person, name) for name in Reader.__annotations__]
    found: list[Reader] = []
    for start in range(0, len(person_ids), AT_ONCE):
        some = Person.id.in_(person_ids[start : start + AT_ONCE])
        query = select(*columns).where(some, Person.deactivated_at.is_(None)).order_by(Person.id)
        found += [Reader(*row) for row in db.session.execute(query)]
    return found


def find_mail_to_send(mail_id: int) -> Mail | None:
    """The mail, if it still waits."""
    waiting = select(Mail).where(Mail.id == mail_id, Mail.state == "waiting")
    return db.session.scalars(waiting).first()
