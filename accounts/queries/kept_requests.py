"""SELECTs about forms that came after their session had ended, and about sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from accounts.models import KeptRequest, Person, SignInSession
from accounts.sessions import KEPT_FOR
from core.database import db


def find_kept_request(uuid: UUID, person_id: int, now: datetime) -> KeptRequest | None:
    """A person's own kept form, while it is kept."""
    query = select(KeptRequest).where(
        KeptRequest.uuid == uuid,
        KeptRequest.person_id == person_id,
        KeptRequest.sent_at >= now - KEPT_FOR,
    )
    return db.session.scalars(query).first()


def find_person_id_of(token_hash: str) -> int | None:
    """Whose session this is or was; None where the account is closed."""
    query = (
        select(SignInSession.person_id)
        .join(Person, Person.id == SignInSession.person_id)
        .where(SignInSession.token_hash == token_hash, Person.deactivated_at.is_(None))
    )
    return db.session.scalar(query)
