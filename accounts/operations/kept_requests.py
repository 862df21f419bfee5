"""Writes about forms that came after their session had ended."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select

from accounts.models import KeptRequest
from accounts.sessions import KEPT_FOR
from core.database import db

MOST_KEPT = 5  # of one person; older ones give way


def keep_request(
    person_id: int, path: str, fields: Sequence[tuple[str, str]], at: datetime
) -> UUID:
    """Keep a form for its person; gives the name it goes by."""
    forget_kept_requests(at)
    kept = KeptRequest(
        person_id=person_id, path=path, fields=[list(pair) for pair in fields], sent_at=at
    )
    db.session.add(kept)
    db.session.flush()
    newest = (
        select(KeptRequest.id)
        .where(KeptRequest.person_id == person_id)
        .order_by(KeptRequest.id.desc())
        .limit(MOST_KEPT)
    )
    theirs = delete(KeptRequest).where(KeptRequest.person_id == person_id)
    db.session.execute(theirs.where(KeptRequest.id.not_in(newest.scalar_subquery())))
    return kept.uuid


def forget_requests_about(uuid: UUID) -> None:
    """Remove what was sent to addresses of this name: what it holds is erased elsewhere, too."""
    db.session.execute(delete(KeptRequest).where(KeptRequest.path.contains(str(uuid))))


def forget_kept_requests(at: datetime) -> None:
    """Remove what nobody came back for."""
    db.session.execute(delete(KeptRequest).where(KeptRequest.sent_at < at - KEPT_FOR))
