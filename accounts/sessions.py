"""How long a session lasts, and when its last use is worth writing down."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

LENGTH = timedelta(hours=8)
TRUSTED_LENGTH = timedelta(days=30)
SHARED_IDLE = timedelta(minutes=20)
TOUCH_EVERY = timedelta(minutes=5)
TOUCH_SHARED_EVERY = timedelta(minutes=1)
KEY_LENGTH = 16
KEPT_FOR = timedelta(hours=1)  # what was sent after a session had ended


@dataclass(frozen=True)
class Term:
    """When a role was given, and from when until before when it holds."""

    given_on: date
    valid_from: date
    valid_to: date | None


def expiry(now: datetime, is_trusted: bool = False) -> datetime:
    """When a session that begins `now` ends at the latest: after 8 hours, or after 30 days on a
    device that its owner trusts."""
    return now + (TRUSTED_LENGTH if is_trusted else LENGTH)


def has_ended(expires_at: datetime, last_used_at: datetime, is_shared: bool, now: datetime) -> bool:
    """Whether a session is over: by its age, or on a shared computer after 20 idle minutes."""
    if now >= expires_at:
        return True
    return is_shared and now - last_used_at >= SHARED_IDLE


def has_role_changed(began_on: date, terms: Iterable[Term], today: date) -> bool:
    """Whether a role began or ended by its own dates since the day on which a session began.

    Giving and taking a role end sessions at once; of a role that began on the day it was given
    nothing is asked again.
    """
    return any(
        (term.given_on < term.valid_from and began_on < term.valid_from <= today)
        or (term.valid_to is not None and began_on < term.valid_to <= today)
        for term in terms
    )


def is_worth_touching(last_used_at: datetime, is_shared: bool, now: datetime) -> bool:
    """Whether the last use is so long ago that it is written anew."""
    return now - last_used_at >= (TOUCH_SHARED_EVERY if is_shared else TOUCH_EVERY)


def hash_token(token: str) -> str:
    """What stands in the database of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()
