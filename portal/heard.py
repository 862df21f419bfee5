"""The server's last word to a page, signed: what was given after it cannot be older. Pure.

A page hands the word back with each answer (`timing.given_at` says what for). It is bound to the
attempt, and proves nothing but that the page has heard from the server at that moment.
"""

from datetime import UTC, datetime
from uuid import UUID

from itsdangerous import BadSignature, Signer

LONGEST = 100


def word_of(secret: str, attempt: UUID, at: datetime) -> str:
    """The word said at a moment: its milliseconds and their signature."""
    return _signer(secret, attempt).sign(str(int(at.timestamp() * 1000))).decode()


def read_word(secret: str, attempt: UUID, word: str) -> datetime | None:
    """The moment of a word, or None for anything that was never said about this attempt."""
    if len(word) > LONGEST:
        return None
    try:
        milliseconds = int(_signer(secret, attempt).unsign(word.encode("ascii", "replace")))
    except (BadSignature, ValueError):
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _signer(secret: str, attempt: UUID) -> Signer:
    return Signer(secret, salt=f"heard by attempt {attempt}")
