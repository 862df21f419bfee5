"""Every SELECT of the history of texts; lists load no text, only what is compared does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from accounts.models import Person
from core.database import db
from courses.history.rules import LastRevision
from courses.models import DraftRevision


@dataclass(frozen=True)
class RevisionLine:
    """A revision as a list shows it; `added` is by how many characters it is longer."""

    number: int
    length: int
    added: int
    published_number: int | None
    restored_number: int | None
    began_at: datetime
    saved_at: datetime
    saved_by: str | None


def find_last_revision(course_id: int, path: str) -> LastRevision | None:
    """The newest revision of a text, without the text."""
    query = (
        select(
            DraftRevision.number,
            DraftRevision.saved_by_id,
            DraftRevision.began_at,
            DraftRevision.is_sealed,
        )
        .where(DraftRevision.course_id == course_id, DraftRevision.path == path)
        .order_by(DraftRevision.number.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return LastRevision(*row) if row else None


def find_revision(course_id: int, path: str, number: int) -> DraftRevision | None:
    """A revision with its text."""
    query = select(DraftRevision).where(
        DraftRevision.course_id == course_id,
        DraftRevision.path == path,
        DraftRevision.number == number,
    )
    return db.session.scalars(query).first()


def list_revisions(course_id: int, path: str, below: int, most: int) -> list[RevisionLine]:
    """The newest revisions of a text with a number up to `below`, by number from the top.

    Numbers run without a gap, so a page is found by its numbers, and one row more tells how the
    last of them differs from the one before.
    """
    query = (
        select(
            DraftRevision.number,
            DraftRevision.length,
            DraftRevision.published_number,
            DraftRevision.restored_number,
            DraftRevision.began_at,
            DraftRevision.saved_at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == DraftRevision.saved_by_id)
        .where(
            DraftRevision.course_id == course_id,
            DraftRevision.path == path,
            DraftRevision.number <= below,
            DraftRevision.number >= below - most,
        )
        .order_by(DraftRevision.number.desc())
    )
    return _with_growth(db.session.execute(query).all())[:most]


def _with_growth(rows: Sequence[Any]) -> list[RevisionLine]:
    """Rows from the newest on as lines, each held against the one before it."""
    lengths = [row.length for row in rows[1:]] + [0]
    return [
        RevisionLine(row[0], row[1], row[1] - before, *row[2:])
        for row, before in zip(rows, lengths[: len(rows)], strict=True)
    ]
