"""Sealing the audit, letting go what is too old, and checking that it is whole."""

from datetime import datetime

from sqlalchemy import delete, update

from accounts import audit_actions, audit_checks, auditing
from accounts.audit_checks import AuditVerdict, NotedSeal
from accounts.auditing import SealContent
from accounts.models import AuditEntry, AuditSeal
from accounts.operations.auditing import note
from accounts.queries import audit
from core.database import db, insert_missing, read_transaction

ENTRIES_AT_ONCE = 2_000
SEALS_AT_ONCE = 50
PRUNED_AT_ONCE = 10_000


class SealingFailed(Exception):
    """Entries changed hands while they were sealed; nothing of it stays."""


def seal_entries(at: datetime) -> AuditSeal | None:
    """Close the oldest entries that are open, or do nothing where there are none.

    Whoever takes the next number seals; another who tried at the same moment does nothing, since
    the number is taken, and finds what is left next time.
    """
    latest = audit.find_latest_seal()
    entries = audit.list_unsealed(ENTRIES_AT_ONCE)
    if not entries:
        return None
    content = SealContent(
        number=latest.number + 1 if latest else 1,
        previous_hash=latest.hash if latest else auditing.FIRST,
        entry_count=len(entries),
        entries_hash=auditing.entries_hash(entry.digest for entry in entries),
        first_at=min(entry.at for entry in entries),
        last_at=max(entry.at for entry in entries),
        sealed_at=at,
    )
    if not insert_missing(AuditSeal, **vars(content), hash=auditing.seal_hash(content)):
        return None
    _close([entry.id for entry in entries], content.number)
    return db.session.get_one(AuditSeal, content.number)


def prune_entries(before: datetime, at: datetime) -> int:
    """Let go the oldest entries, whole seals of them, that are from before; how many seals.

    The seals stay, and with them the chain; an entry says how far it was pruned.
    """
    seals = _few(audit.list_prunable_seals(before, SEALS_AT_ONCE))
    if not seals:
        return 0
    numbers = [seal.number for seal in seals]
    for seal in seals:
        seal.pruned_at = at
    db.session.flush()
    db.session.execute(delete(AuditEntry).where(AuditEntry.seal_number.in_(numbers)))
    count = sum(seal.entry_count for seal in seals)
    details = {"through": numbers[-1], "entries": count}
    note(audit_actions.AUDIT_PRUNED, None, at, details=details)
    return len(seals)


def verify_audit(at: datetime, noted: NotedSeal | None = None) -> AuditVerdict:
    """Check every entry and every seal; each seal in a transaction of its own, so nobody waits."""
    verdict = AuditVerdict()
    previous_hash = auditing.FIRST
    with read_transaction():
        verdict.seals = audit.count_seals()
    for number in range(1, verdict.seals + 1):
        with read_transaction():
            previous_hash = _verify_seal(number, previous_hash, verdict, noted)
    if noted is not None and noted.number > verdict.seals:
        verdict.problems += audit_checks.noted_problems(noted, None)
    with read_transaction():
        pruned, said_through = audit.list_pruned_numbers(), audit.find_pruned_through()
        verdict.problems += audit_checks.pruning_problems(pruned, said_through)
        verdict.problems += map(audit_checks.foreign_problem, audit.list_foreign_references())
    with read_transaction():
        _verify_unsealed(verdict, at)
    return verdict


def _few(seals: list[AuditSeal]) -> list[AuditSeal]:
    """As many of the first seals as can be let go in one short transaction; at least one."""
    taken: list[AuditSeal] = []
    count = 0
    for seal in seals:
        count += seal.entry_count
        if taken and count > PRUNED_AT_ONCE:
            break
        taken.append(seal)
    return taken


def _close(entry_ids: list[int], number: int) -> None:
    query = (
        update(AuditEntry)
        .where(AuditEntry.id.in_(entry_ids), AuditEntry.seal_number.is_(None))
        .values(seal_number=number)
        .returning(AuditEntry.id)
        .execution_options(synchronize_session=False)
    )
    if len(db.session.scalars(query).all()) != len(entry_ids):
        raise SealingFailed


def _verify_seal(
    number: int, previous_hash: str, verdict: AuditVerdict, noted: NotedSeal | None
) -> str:
    """Check one seal; the hash that the next one has to repeat."""
    found = audit.find_kept_seal(number)
    if found is None:
        verdict.problems.append(f"Seal {number} is missing.")
        return ""
    seal, entries = found
    verdict.entries += len(entries)
    verdict.latest = audit_checks.write_noted(seal)
    verdict.problems += audit_checks.seal_problems(seal, entries, previous_hash)
    if noted is not None and noted.number == number:
        verdict.problems += audit_checks.noted_problems(noted, seal)
    return seal.hash


def _verify_unsealed(verdict: AuditVerdict, at: datetime) -> None:
    last_id, oldest_at = 0, None
    while entries := audit.list_kept_unsealed(last_id, ENTRIES_AT_ONCE):
        last_id = entries[-1].id
        moments = [entry.content.at for entry in entries]
        oldest_at = min([*moments, oldest_at] if oldest_at else moments)
        verdict.unsealed += len(entries)
        verdict.problems += [
            problem for entry in entries for problem in audit_checks.entry_problems(entry)
        ]
    verdict.problems += audit_checks.waiting_problems(verdict.unsealed, oldest_at, at)
