"""Writing the history of texts down, in the transaction of what it tells of."""

from datetime import datetime

from sqlalchemy import func, select, update

from core.database import db
from courses.history import queries
from courses.history.rules import goes_on, loses_much
from courses.models import DraftFile, DraftRevision


def note_text(
    file: DraftFile,
    before: str,
    at: datetime,
    by_id: int | None,
    *,
    is_sealed: bool = False,
    restored_number: int | None = None,
) -> None:
    """Note what a text says now; `before` is what it said until then.

    Goes on with the last revision where that is of the same sitting and nothing much is lost.
    The caller holds the course or the text, so that numbers run without a gap.
    """
    last = queries.find_last_revision(file.course_id, file.path)
    is_new = is_sealed or loses_much(before, file.source)
    if last is not None and not is_new and goes_on(last, by_id, at):
        _rewrite(file, last.number, at)
        return
    revision = _begin(file, last.number + 1 if last else 1, at)
    revision.saved_by_id = by_id
    revision.is_sealed, revision.restored_number = is_sealed, restored_number
    db.session.add(revision)
    db.session.flush()


def seal_published(course_id: int, edition_number: int) -> None:
    """Keep what every text of the draft says as what was published: nothing is written over it.

    A text that has not changed since an earlier edition stays noted with that one.
    """
    newest = (
        select(func.max(DraftRevision.id))
        .join(
            DraftFile,
            (DraftFile.course_id == DraftRevision.course_id)
            & (DraftFile.path == DraftRevision.path),
        )
        .where(DraftRevision.course_id == course_id)
        .group_by(DraftRevision.path)
    )
    db.session.execute(
        update(DraftRevision)
        .where(DraftRevision.id.in_(newest), DraftRevision.published_number.is_(None))
        .values(is_sealed=True, published_number=edition_number)
        .execution_options(synchronize_session=False)
    )


def _begin(file: DraftFile, number: int, at: datetime) -> DraftRevision:
    return DraftRevision(
        course_id=file.course_id,
        path=file.path,
        number=number,
        source=file.source,
        length=len(file.source),
        began_at=at,
        saved_at=at,
    )


def _rewrite(file: DraftFile, number: int, at: datetime) -> None:
    db.session.execute(
        update(DraftRevision)
        .where(
            DraftRevision.course_id == file.course_id,
            DraftRevision.path == file.path,
            DraftRevision.number == number,
        )
        .values(source=file.source, length=len(file.source), saved_at=at)
        .execution_options(synchronize_session=False)
    )
