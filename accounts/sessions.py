"""How long a session lasts, and when its last use is worth writing down."""

import hashlib
from datetime import datetime, timedelta

LENGTH = timedelta(hours=8)
TRUSTED_LENGTH = timedelta(days=30)
SHARED_IDLE = timedelta(minutes=20)
TOUCH_EVERY = timedelta(minutes=5)
TOUCH_SHARED_EVERY = timedelta(minutes=1)
KEY_LENGTH = 16
KEPT_FOR = timedelta(hours=1)  # what was sent after a session had ended


def expiry(now: datetime, is_trusted: bool = False) -> datetime:
    """When a session that begins `now` ends at the latest: after 8 hours, or after 30 days on a
    device that its owner trusts."""
    return now + (TRUSTED_LENGTH if is_trusted else LENGTH)


def has_ended(expires_at: datetime, last_used_at: datetime, is_shared: bool, now: datetime) -> bool:
    """Whether a session is over: by its age, or on a shared computer after 20 idle minutes."""
    if now >= expires_at:
        return True
    return is_shared and now - last_used_at >= SHARED_IDLE


def is_worth_touching(last_used_at: datetime, is_shared: bool, now: datetime) -> bool:
    """Whether the last use is so long ago that it is written anew."""
    return now - last_used_at >= (TOUCH_SHARED_EVERY if is_shared else TOUCH_EVERY)


def hash_token(token: str) -> str:
    """What stands in the database of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()
