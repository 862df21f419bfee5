"""What the engine room asks of accounts: who holds this session, and what jobs are to do."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, request, session, url_for

from accounts import operations, queries, sessions
from accounts.operations import Author, LastAdministrator, importing, sealing, slips
from accounts.operations.refusals import note_denial
from accounts.operations.retention import StillActive, make_anonymous
from accounts.queries.retention import list_due_to_be_anonymous
from accounts.retention import months_before
from core import clock
from core.database import db, read_transaction, write_transaction
from core.identity import AccessRefused, SignedInPerson
from core.jobs import RunningJob

LONGEST_PATH = 2000


def load_signed_in(token: str) -> SignedInPerson | None:
    """The person whose session has this token, or None when it has ended."""
    now, today = clock.now(), clock.today(current_app.config["TIMEZONE"])
    rows = queries.list_session_rows(sessions.hash_token(token), today)
    if not rows or _has_role_changed(rows, today):
        return None
    row = rows[0]
    if sessions.has_ended(row.expires_at, row.last_used_at, row.is_shared, now):
        return None
    if sessions.is_worth_touching(row.last_used_at, row.is_shared, now):
        _touch(row.session_id)
    return operations.signed_in_person(rows, token)


def _has_role_changed(rows: Sequence[Any], today: date) -> bool:
    zone = ZoneInfo(current_app.config["TIMEZONE"])
    terms = [
        sessions.Term(row.granted_at.astimezone(zone).date(), row.valid_from, row.valid_to)
        for row in rows
        if row.granted_at
    ]
    return sessions.has_role_changed(rows[0].began_at.astimezone(zone).date(), terms, today)


def _touch(session_id: int) -> None:
    """In a transaction of its own: a view that ends without committing was a use, too."""
    with write_transaction():
        operations.touch_session(session_id, clock.now())


def on_access_refused(event: AccessRefused) -> None:
    """Write down who was told that a page is not for her; what she asked for is not done."""
    address = request.remote_addr or "unknown"
    with write_transaction():
        note_denial(event.person_id, event.page, address, clock.now())


def keep_request() -> str | None:
    """Keep the form of this request for whoever's session this is or was; where to go on from.

    None where nobody's session is known, or nothing would be there for the form.
    """
    token = session.get("_user_id")
    person_id = queries.find_person_id_of(sessions.hash_token(token)) if token else None
    path = request.full_path.rstrip("?")
    if person_id is None or len(path) > LONGEST_PATH:
        return None
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != "csrf_token"]
    uuid = operations.keep_request(person_id, path, fields, clock.now())
    db.session.commit()
    return url_for("accounts.carry_on", uuid=uuid)


def forget_forms(job: RunningJob) -> None:
    """Remove the forms that nobody came back for: they hold what somebody wrote."""
    operations.forget_kept_requests(job.at)
    db.session.commit()


def erase_imports(job: RunningJob) -> None:
    """Let go of files of staff that somebody sent and then left: they hold what all are called."""
    importing.erase_old_runs(job.at)
    db.session.commit()


def mail_code(job: RunningJob) -> None:
    """Mail a link to somebody who forgot her password; nobody is who is not here.

    Run twice after a kill, it mails twice at most: both links are good.
    """
    base_url = current_app.config["BASE_URL"]
    person = queries.list_by_ids([job.arguments["person"]])
    if person and base_url:
        slips.mail_code(person[0], base_url, job.at)
    db.session.commit()


def seal_audit(job: RunningJob) -> None:
    """Close what the audit gathered since the last time."""
    while sealing.seal_entries(job.at) is not None:
        db.session.commit()


def prune_audit(job: RunningJob) -> None:
    """Let go the entries of the audit whose time is over; their seals stay."""
    organisation = queries.find_organisation()
    if organisation is None:
        return
    before = months_before(job.at, organisation.audit_months)
    while sealing.prune_entries(before, job.at):
        db.session.commit()


def close_ended(job: RunningJob) -> None:
    """Close the accounts of those whose last day of employment is over, one at a time.

    The last administrator stays: somebody has to name another one.
    """
    author = Author(None, job.at, clock.today(current_app.config["TIMEZONE"]))
    with read_transaction():
        due = queries.list_due_to_leave(author.today)
    for done, person_id in enumerate(due, 1):
        with suppress(LastAdministrator):
            operations.close_after_end(person_id, author)
        db.session.commit()
        job.report(done, len(due))


def anonymise_leavers(job: RunningJob) -> None:
    """Make anonymous everybody who left longer ago than the organisation keeps; one at a time."""
    organisation = queries.find_organisation()
    if organisation is None:
        return
    before = months_before(job.at, organisation.retention_months)
    with read_transaction():
        due = list_due_to_be_anonymous(before)
    for done, person_id in enumerate(due, 1):
        with suppress(StillActive):
            make_anonymous(person_id, job.at, None)
        db.session.commit()
        job.report(done, len(due))
