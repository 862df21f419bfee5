"""Writing the entries of the audit."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import has_request_context, request
from sqlalchemy import Select, select

from accounts import auditing
from accounts.auditing import AuditContent
from accounts.models import AuditEntry, AuditPseudonym, Person
from core.database import db

LONGEST_ADDRESS = 64


def note(
    action: str,
    by_id: int | None,
    at: datetime,
    about_id: int | None = None,
    subject: str = "",
    details: Mapping[str, str | int] | None = None,
    address: str = "",
) -> None:
    """Write an entry in the caller's transaction: who did what, when, to whom, from where.

    Names and whatever else leads to people go through `by_id` and `about_id` only: `subject`
    and `details` hold keys and counts and stay for good. Nobody waits: entries are chained
    later, by `seal_entries`. Where no address is given, it is that of the request, if this is one.
    """
    references = _references({by_id, about_id} - {None})
    origin, salt = _origin(address), secrets.token_hex(16)
    content = AuditContent(
        action=action,
        at=at,
        by_reference=references.get(by_id),
        about_reference=references.get(about_id),
        subject=auditing.tidy_text(subject),
        details=auditing.tidy_details(details or {}),
        address_mark=auditing.address_mark(origin, salt),
    )
    entry = AuditEntry(**vars(content), digest=auditing.digest_of(content))
    if origin:
        entry.address, entry.address_salt = origin, salt
    db.session.add(entry)
    db.session.flush()


def _origin(address: str) -> str:
    asked_from = (request.remote_addr or "") if has_request_context() else ""
    return auditing.tidy_text(address or asked_from)[:LONGEST_ADDRESS]


def _references(person_ids: set[int | None]) -> dict[int | None, str]:
    """What stands for each of these people, made where there is none yet.

    Who is anonymous already stays so, and gets none.
    """
    query: Select[*tuple[Any, ...]] = (
        select(Person.id, Person.uuid, AuditPseudonym.reference)
        .outerjoin(AuditPseudonym, AuditPseudonym.person_id == Person.id)
        .where(Person.id.in_(person_ids), Person.anonymised_at.is_(None))
        .order_by(Person.id, AuditPseudonym.reference.desc())
    )
    found: dict[int | None, str] = {}
    for person_id, uuid, reference in db.session.execute(query):
        if reference is None:
            salt = secrets.token_hex(16)
            reference = auditing.reference_of(uuid, salt)
            db.session.add(AuditPseudonym(reference=reference, person_id=person_id, salt=salt))
        found[person_id] = reference
    return found
