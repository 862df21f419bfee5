"""What the engine room asks of accounts: who holds this session."""

from flask import current_app

from accounts import operations, queries, sessions
from core import clock
from core.database import write_transaction
from core.identity import SignedInPerson


def load_signed_in(token: str) -> SignedInPerson | None:
    """The person whose session has this token, or None when it has ended."""
    now = clock.now()
    rows = queries.list_session_rows(
        sessions.hash_token(token), clock.today(current_app.config["TIMEZONE"])
    )
    if not rows:
        return None
    row = rows[0]
    if sessions.has_ended(row.expires_at, row.last_used_at, row.is_shared, now):
        return None
    if sessions.is_worth_touching(row.last_used_at, row.is_shared, now):
        _touch(row.session_id)
    return operations.signed_in_person(rows, token)


def _touch(session_id: int) -> None:
    """In a transaction of its own: a view that ends without committing was a use, too."""
    with write_transaction():
        operations.touch_session(session_id, clock.now())
