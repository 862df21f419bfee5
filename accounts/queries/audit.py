"""SELECTs of the audit's chain."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, select

from accounts import audit_actions, auditing
from accounts.audit_checks import KeptEntry, KeptSeal
from accounts.auditing import AuditContent, SealContent
from accounts.models import AuditEntry, AuditPseudonym, AuditSeal, Person
from core.database import db


def find_latest_seal() -> AuditSeal | None:
    """The newest seal."""
    return db.session.scalars(select(AuditSeal).order_by(AuditSeal.number.desc()).limit(1)).first()


def list_unsealed(most: int) -> list[Row[Any]]:
    """Entries that no seal closes yet, with their digests and moments, in the order of sealing.

    By id, which is not the order of their commits: one that comes late is closed by a later seal.
    """
    query = (
        select(AuditEntry.id, AuditEntry.digest, AuditEntry.at)
        .where(AuditEntry.seal_number.is_(None))
        .order_by(AuditEntry.id)
        .limit(most)
    )
    return list(db.session.execute(query))


def list_prunable_seals(before: datetime, most: int) -> list[AuditSeal]:
    """The oldest seals that still have their entries, if all of these are from before; held fast.

    One that is not ends the list, since what is let go is always a beginning of the chain.
    """
    query = (
        select(AuditSeal)
        .where(AuditSeal.pruned_at.is_(None))
        .order_by(AuditSeal.number)
        .limit(most)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    seals = []
    for seal in db.session.scalars(query):
        if seal.last_at >= before:
            break
        seals.append(seal)
    return seals


def count_seals() -> int:
    """The number of the newest seal."""
    return db.session.scalar(select(func.max(AuditSeal.number))) or 0


def list_pruned_numbers() -> list[int]:
    """The numbers of the seals whose entries were let go."""
    query = select(AuditSeal.number).where(AuditSeal.pruned_at.is_not(None))
    return list(db.session.scalars(query.order_by(AuditSeal.number)))


def find_pruned_through() -> int:
    """Up to which seal the entries themselves say that they were pruned; 0 where none says so."""
    query = select(AuditEntry.details).where(AuditEntry.action == audit_actions.AUDIT_PRUNED)
    said = db.session.scalars(query.order_by(AuditEntry.id))
    return max((int(details.get("through", 0)) for details in said), default=0)


def find_kept_seal(number: int) -> tuple[KeptSeal, list[KeptEntry]] | None:
    """A seal and the entries it closes, all as of one moment."""
    query = (
        select(AuditSeal, *_entry_columns())
        .outerjoin(AuditEntry, AuditEntry.seal_number == AuditSeal.number)
        .where(AuditSeal.number == number)
        .order_by(AuditEntry.id)
    )
    rows = db.session.execute(query.execution_options(populate_existing=True)).all()
    if not rows:
        return None
    seal = kept_seal(rows[0][0])
    return seal, [_kept_entry(row[1:]) for row in rows if row[1] is not None]


def list_kept_unsealed(after_id: int, most: int) -> list[KeptEntry]:
    """Entries that no seal closes yet, to be checked by themselves."""
    query: Select[*tuple[Any, ...]] = (
        select(*_entry_columns())
        .where(AuditEntry.seal_number.is_(None), AuditEntry.id > after_id)
        .order_by(AuditEntry.id)
        .limit(most)
    )
    return [_kept_entry(row) for row in db.session.execute(query)]


def list_foreign_references() -> list[str]:
    """References that were given to somebody they were not made for."""
    query = (
        select(AuditPseudonym.reference, AuditPseudonym.salt, Person.uuid)
        .join(Person, Person.id == AuditPseudonym.person_id)
        .order_by(AuditPseudonym.reference)
    )
    return [
        reference
        for reference, salt, uuid in db.session.execute(query)
        if auditing.reference_of(uuid, salt) != reference
    ]


def kept_seal(seal: AuditSeal) -> KeptSeal:
    """A seal as the rules see it."""
    content = SealContent(
        number=seal.number,
        previous_hash=seal.previous_hash,
        entry_count=seal.entry_count,
        entries_hash=seal.entries_hash,
        first_at=seal.first_at,
        last_at=seal.last_at,
        sealed_at=seal.sealed_at,
    )
    return KeptSeal(content, seal.hash, seal.pruned_at is not None)


def _entry_columns() -> tuple[Any, ...]:
    return (
        AuditEntry.id,
        AuditEntry.action,
        AuditEntry.at,
        AuditEntry.by_reference,
        AuditEntry.about_reference,
        AuditEntry.subject,
        AuditEntry.details,
        AuditEntry.address_mark,
        AuditEntry.digest,
        AuditEntry.address,
        AuditEntry.address_salt,
    )


def _kept_entry(row: Any) -> KeptEntry:
    entry_id, *content, digest, address, salt = row
    return KeptEntry(entry_id, AuditContent(*content), digest, address, salt)
