"""Passwords: argon2id at OWASP's minimum, a bounded number at a time."""

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10
LONGEST = 200
AT_ONCE = 2
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # letters nobody mistakes

# OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
_turns = threading.BoundedSemaphore(AT_ONCE)
_nobody_hash = _hasher.hash(secrets.token_urlsafe(16))


def hash_password(password: str) -> str:
    """The argon2id hash of `password`, in its composed Unicode form."""
    with _turns:
        return _hasher.hash(_composed(password))


def is_password(password: str, password_hash: str | None) -> bool:
    """Whether `password` fits; takes as long where there is no hash to compare with."""
    with _turns:
        try:
            fits = _hasher.verify(password_hash or _nobody_hash, _composed(password)[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return fits and password_hash is not None


def _composed(password: str) -> str:
    return unicodedata.normalize("NFC", password)
