"""Refusals that no password led to: written down, but not without end."""

from datetime import datetime

from accounts import audit_actions
from accounts.failure_keys import failure_key
from accounts.operations.auditing import note
from accounts.operations.sign_in import TooManyFailures, count_failure, refuse_waiting


def note_refusal(way: str, address: str, at: datetime, person_id: int | None = None) -> None:
    """Write down that somebody was refused who came this way, as whom, if that is known.

    Each counts as a failure of its address; while that has to wait nothing more is written, since
    whoever sends thousands would fill the audit.
    """
    if _may_write("refusals", address, at):
        details = {"way": way}
        note(audit_actions.SIGN_IN_REFUSED, None, at, person_id, details=details, address=address)


def note_denial(person_id: int, page: str, address: str, at: datetime) -> None:
    """Write down that somebody who is signed in was told that a page is not for her.

    `page` names the kind of page, never what it is about. Bounded as refusals are, by a count of
    its own: who is in cannot hide by it that somebody else tries to come in.
    """
    if _may_write("denials", address, at):
        note(audit_actions.ACCESS_REFUSED, person_id, at, details={"page": page}, address=address)


def _may_write(kind: str, address: str, at: datetime) -> bool:
    """Whether one more is written; then it is counted at its address."""
    key = failure_key(kind, address)
    try:
        refuse_waiting(key, at)
    except TooManyFailures:
        return False
    count_failure([key], at)
    return True
