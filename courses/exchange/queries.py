"""Every SELECT about what was exchanged, and about bundles that wait to be confirmed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from core.database import db
from courses import queries
from courses.exchange.digests import text_digest
from courses.exchange.planning import Known
from courses.models import Course, ExchangedFile, StagedBundle


def draft_digests(course: Course) -> dict[str, str]:
    """What the files of a draft are called by what they say, by name."""
    texts = {file.path: text_digest(file.source) for file in queries.list_draft_files(course)}
    return texts | {named.name: file.sha256 for named, file in queries.list_course_media(course)}


def known_digests(course: Course) -> Known:
    """All that was ever given out or brought in, by name."""
    query = select(ExchangedFile.path, ExchangedFile.digest)
    query = query.where(ExchangedFile.course_id == course.id)
    known: dict[str, set[str]] = {}
    for path, digest in db.session.execute(query.order_by(ExchangedFile.path)):
        known.setdefault(path, set()).add(digest)
    return {path: frozenset(digests) for path, digests in known.items()}


def find_staged(uuid: UUID, by_id: int, is_held: bool = False) -> StagedBundle | None:
    """A bundle that this person sent, held until this transaction ends; nobody else finds it."""
    query = select(StagedBundle).where(StagedBundle.uuid == uuid, StagedBundle.by_id == by_id)
    if is_held:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).first()


def list_waiting(by_id: int) -> list[StagedBundle]:
    """The bundles that this person sent and has not confirmed, the latest first."""
    query = select(StagedBundle).where(
        StagedBundle.by_id == by_id, StagedBundle.imported_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(StagedBundle.id.desc())))


def list_staged_before(moment: datetime) -> Sequence[StagedBundle]:
    """The bundles that were sent before a moment."""
    query = select(StagedBundle).where(StagedBundle.created_at < moment)
    return db.session.scalars(query.order_by(StagedBundle.id)).all()
