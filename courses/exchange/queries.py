"""Every SELECT about what was exchanged, and about bundles that wait to be confirmed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, select

from core.database import db
from courses import queries
from courses.exchange.digests import Digests, text_digest
from courses.exchange.planning import Exchanged, Known
from courses.models import Course, ExchangedFile, FileExchange, StagedBundle


def draft_digests(course: Course) -> dict[str, str]:
    """What the files of a draft are called by what they say, by name."""
    texts = {file.path: text_digest(file.source) for file in queries.list_draft_files(course)}
    return texts | {named.name: file.sha256 for named, file in queries.list_course_media(course)}


def find_exchanged(course: Course, person_id: int | None) -> Exchanged:
    """What was ever given out or brought in, and what of it was so with this person."""
    hers = FileExchange.person_id == person_id
    with_her = and_(FileExchange.exchanged_file_id == ExchangedFile.id, hers)
    query = (
        select(ExchangedFile.path, ExchangedFile.digest, FileExchange.person_id)
        .outerjoin(FileExchange, with_her)
        .where(ExchangedFile.course_id == course.id)
    )
    rows = db.session.execute(query.order_by(ExchangedFile.path)).all()
    ever = _by_name((path, digest) for path, digest, _whom in rows)
    own = _by_name((path, digest) for path, digest, whom in rows if whom is not None)
    return Exchanged(ever, own or ever)


def list_exchanged_ids(course: Course, digests: Digests) -> list[int]:
    """The rows of what these files say."""
    query = select(ExchangedFile.id, ExchangedFile.path, ExchangedFile.digest)
    query = query.where(ExchangedFile.course_id == course.id)
    rows = db.session.execute(query.order_by(ExchangedFile.id))
    return [row.id for row in rows if digests.get(row.path) == row.digest]


def _by_name(digests: Iterable[tuple[str, str]]) -> Known:
    known: dict[str, set[str]] = {}
    for path, digest in digests:
        known.setdefault(path, set()).add(digest)
    return {path: frozenset(each) for path, each in known.items()}


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
