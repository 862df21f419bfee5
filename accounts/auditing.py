"""The audit's arithmetic: what stands for a person, an entry, a sealed run of entries.

Nothing here is readable back: a reference and an address's mark are digests over a random salt
that stands apart, so that destroying the salt takes the person away and leaves the chain whole.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

LONGEST_TEXT = 200
FIRST = "0" * 64


@dataclass(frozen=True)
class AuditContent:
    """What an entry says, and what its digest is over; nobody's name is in it."""

    action: str
    at: datetime
    by_reference: str | None
    about_reference: str | None
    subject: str
    details: Mapping[str, str | int]
    address_mark: str


@dataclass(frozen=True)
class SealContent:
    """What a seal says of the entries it closes: their digests and how far they reach."""

    number: int
    previous_hash: str
    entry_count: int
    entries_hash: str
    first_at: datetime
    last_at: datetime
    sealed_at: datetime


def reference_of(person_uuid: UUID, salt: str) -> str:
    """What stands for a person in the audit; without the salt nobody can say for whom.

    It binds: the row that maps it to a person cannot be given to another one unnoticed.
    """
    return _hash(f"person:{salt}:{person_uuid.hex}")[:32]


def address_mark(address: str, salt: str) -> str:
    """What stands for an address in the audit; none for none."""
    return _hash(f"address:{salt}:{address}") if address else ""


def digest_of(content: AuditContent) -> str:
    """The digest of what an entry says."""
    return _hash(_canonical(vars(content)))


def entries_hash(digests: Iterable[str]) -> str:
    """One hash over the digests of a run of entries, in their order."""
    running = hashlib.sha256()
    for digest in digests:
        running.update(bytes.fromhex(digest))
    return running.hexdigest()


def seal_hash(content: SealContent) -> str:
    """The hash of a seal; the next one repeats it, which makes the chain."""
    return _hash(_canonical(vars(content)))


def tidy_text(text: str) -> str:
    """A text as the audit keeps it: short, and only signs that can be seen."""
    return "".join(sign for sign in text if sign.isprintable())[:LONGEST_TEXT]


def tidy_details(details: Mapping[str, str | int]) -> dict[str, str | int]:
    """Details as the audit keeps them, in the order of their names."""
    return {
        tidy_text(name): tidy_text(value) if isinstance(value, str) else value
        for name, value in sorted(details.items())
    }


def _canonical(values: Mapping[str, Any]) -> str:
    """JSON that is the same for the same values, whoever writes it."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"The audit does not keep {type(value).__name__}.")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
