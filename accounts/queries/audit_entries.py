"""SELECTs of what the audit says, with the names that its references still lead to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, literal, or_, select
from sqlalchemy.orm import aliased

from accounts import identifiers, names
from accounts.models import AuditEntry, AuditPseudonym, Person
from core.database import db

PAGE_SIZE = 50
EXPORT_SIZE = 100_000
MOST_WORDS = 8
FEW = 500
By, About = aliased(Person), aliased(Person)
ByReference, AboutReference = aliased(AuditPseudonym), aliased(AuditPseudonym)


@dataclass(frozen=True)
class AuditFilter:
    """Which entries to list: of one action, by or about a person, from a moment, before another."""

    action: str = ""
    words: str = ""
    begins_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class AuditLine:
    """An entry with its names; a reference that leads to nobody any more has none."""

    id: int
    action: str
    at: datetime
    by_reference: str | None
    by_uuid: UUID | None
    by_name: str | None
    about_reference: str | None
    about_uuid: UUID | None
    about_name: str | None
    subject: str
    details: dict[str, str | int]
    address: str | None


@dataclass(frozen=True)
class EntryAbout:
    """What somebody else did to a person's record, as she herself is shown it."""

    at: datetime
    action: str
    by: str | None
    subject: str


@dataclass(frozen=True)
class EntryBy:
    """What a person did, as she herself is shown it."""

    at: datetime
    action: str
    subject: str
    address: str | None


def list_audit(
    wanted: AuditFilter, below: tuple[datetime, int] | None = None, most: int = PAGE_SIZE
) -> list[AuditLine]:
    """Entries, the newest first, below a place; at most so many."""
    query = _lines().where(*_conditions(wanted))
    if below is not None:
        at, entry_id = below
        query = query.where(AuditEntry.at <= at, or_(AuditEntry.at < at, AuditEntry.id < entry_id))
    query = query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(most)
    return [AuditLine(*row) for row in db.session.execute(query)]


def list_entries_about(person_id: int) -> list[EntryAbout]:
    """What others did to a person's record, the newest first."""
    own = _references_of(Person.id == person_id)
    query = (
        select(AuditEntry.at, AuditEntry.action, By.full_name, AuditEntry.subject)
        .outerjoin(ByReference, ByReference.reference == AuditEntry.by_reference)
        .outerjoin(By, By.id == ByReference.person_id)
        .where(
            AuditEntry.about_reference.in_(own),
            or_(AuditEntry.by_reference.is_(None), AuditEntry.by_reference.not_in(own)),
        )
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    return [EntryAbout(*row) for row in db.session.execute(query)]


def list_entries_by(person_id: int) -> list[EntryBy]:
    """What a person did, the newest first."""
    query = (
        select(AuditEntry.at, AuditEntry.action, AuditEntry.subject, AuditEntry.address)
        .where(AuditEntry.by_reference.in_(_references_of(Person.id == person_id)))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    )
    return [EntryBy(*row) for row in db.session.execute(query)]


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            AuditEntry.id,
            AuditEntry.action,
            AuditEntry.at,
            AuditEntry.by_reference,
            By.uuid,
            By.full_name,
            AuditEntry.about_reference,
            About.uuid,
            About.full_name,
            AuditEntry.subject,
            AuditEntry.details,
            AuditEntry.address,
        )
        .outerjoin(ByReference, ByReference.reference == AuditEntry.by_reference)
        .outerjoin(By, By.id == ByReference.person_id)
        .outerjoin(AboutReference, AboutReference.reference == AuditEntry.about_reference)
        .outerjoin(About, About.id == AboutReference.person_id)
    )


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.action:
        yield AuditEntry.action == wanted.action
    if wanted.begins_at is not None:
        yield AuditEntry.at >= wanted.begins_at
    if wanted.ends_at is not None:
        yield AuditEntry.at < wanted.ends_at
    if wanted.words:
        yield _concerns(_is_meant(wanted.words))


def _concerns(is_meant: ColumnElement[bool]) -> ColumnElement[bool]:
    """An entry by or about somebody who is meant.

    Few references are looked up by their indexes. Of many, as of a family name, the newest
    entries are soon found by looking at one after the other.
    """
    columns = (AuditEntry.by_reference, AuditEntry.about_reference)
    few = list(db.session.scalars(_references_of(is_meant).limit(FEW + 1)))
    if len(few) <= FEW:
        return or_(*(column.in_(few) for column in columns))
    return or_(
        *(
            exists().where(
                AuditPseudonym.reference == column, Person.id == AuditPseudonym.person_id, is_meant
            )
            for column in columns
        )
    )


def _references_of(condition: ColumnElement[bool]) -> Select[*tuple[str]]:
    return (
        select(AuditPseudonym.reference)
        .join(Person, Person.id == AuditPseudonym.person_id)
        .where(condition)
    )


def _is_meant(words: str) -> ColumnElement[bool]:
    """Somebody signs in with this, or every word begins a part of the name."""
    parts = [names.fold(word) for word in words.split()[:MOST_WORDS]]
    named = [
        (literal(" ") + Person.search_key).contains(f" {part}", autoescape=True)
        for part in parts
        if part
    ]
    return or_(
        Person.username == identifiers.normal_username(words),
        Person.employee_code == identifiers.normal_code(words),
        and_(*named) if named else false(),
    )
