"""SELECTs about a person's own sessions."""

from datetime import datetime

from sqlalchemy import select

from accounts import sessions
from accounts.models import SignInSession
from core.database import db


def list_open_sessions(person_id: int, now: datetime) -> list[SignInSession]:
    """A person's sessions that have not ended, the one used last first."""
    query = (
        select(SignInSession)
        .where(SignInSession.person_id == person_id, SignInSession.ended_at.is_(None))
        .where(SignInSession.expires_at > now)
        .order_by(SignInSession.last_used_at.desc(), SignInSession.id.desc())
    )
    return [
        each
        for each in db.session.scalars(query)
        if not sessions.has_ended(each.expires_at, each.last_used_at, each.is_shared, now)
    ]
