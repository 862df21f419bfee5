"""Whether the audit is whole: each entry as it was written, each seal as it was closed.

Problems are told in one line each, by the number of the seal and the id of the entry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from accounts import auditing
from accounts.auditing import AuditContent, SealContent

SEALED_WITHIN = timedelta(hours=26)


@dataclass(frozen=True)
class KeptEntry:
    """An entry as it stands; its address and salt, where these are still kept."""

    id: int
    content: AuditContent
    digest: str
    address: str | None = None
    salt: str | None = None


@dataclass(frozen=True)
class KeptSeal:
    """A seal as it stands."""

    content: SealContent
    hash: str
    is_pruned: bool = False


@dataclass(frozen=True)
class NotedSeal:
    """A seal as somebody noted it down elsewhere: its number, and how its hash begins."""

    number: int
    beginning: str


@dataclass
class AuditVerdict:
    """What came of checking: how much there is, the latest seal, and what is wrong."""

    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    latest: str = ""
    problems: list[str] = field(default_factory=list)


def entry_problems(entry: KeptEntry) -> Iterator[str]:
    """What is wrong with an entry."""
    if auditing.digest_of(entry.content) != entry.digest:
        yield f"Entry {entry.id} is not as it was written."
    if entry.address is None or entry.salt is None:
        return
    if auditing.address_mark(entry.address, entry.salt) != entry.content.address_mark:
        yield f"The address of entry {entry.id} is not as it was written."


def seal_problems(
    seal: KeptSeal, entries: Sequence[KeptEntry], previous_hash: str
) -> Iterator[str]:
    """What is wrong with a seal and the entries it closes, which are in its order."""
    number = seal.content.number
    if auditing.seal_hash(seal.content) != seal.hash:
        yield f"Seal {number} is not as it was made."
    if seal.content.previous_hash != previous_hash:
        yield f"Seal {number} does not follow the one before it."
    if seal.is_pruned:
        if entries:
            yield f"Seal {number} is pruned, yet {len(entries)} of its entries are here."
        return
    if len(entries) != seal.content.entry_count:
        yield f"Seal {number} closes {seal.content.entry_count} entries; {len(entries)} are here."
    elif auditing.entries_hash(entry.digest for entry in entries) != seal.content.entries_hash:
        yield f"The entries of seal {number} are not those it closed."
    for entry in entries:
        yield from entry_problems(entry)


def pruning_problems(pruned: Sequence[int], said_through: int) -> Iterator[str]:
    """What is wrong with what was let go: the oldest seals go first, and an entry says so."""
    if list(pruned) != list(range(1, len(pruned) + 1)):
        yield "Seals were pruned out of their order."
    if pruned and pruned[-1] > said_through:
        yield f"Seal {pruned[-1]} is pruned, and no entry says so."


def noted_problems(noted: NotedSeal, found: KeptSeal | None) -> Iterator[str]:
    """Whether the seal that somebody noted is still the one that is here."""
    if found is None:
        yield f"Seal {noted.number} was noted and is not here: the end of the audit was cut off."
    elif not found.hash.startswith(noted.beginning):
        yield f"Seal {noted.number} is another one than was noted: the audit was made anew."


def foreign_problem(reference: str) -> str:
    """That a reference leads to another person than the one it was made for."""
    return f"Reference {reference} was given to somebody else."


def waiting_problems(unsealed: int, oldest_at: datetime | None, now: datetime) -> Iterator[str]:
    """Whether entries wait for their seal longer than the job that seals may need."""
    if oldest_at is not None and now - oldest_at > SEALED_WITHIN:
        yield f"{unsealed} entries wait to be sealed for more than a day: do the jobs run?"


def read_noted(text: str) -> NotedSeal:
    """A seal as `flask audit seal` prints it, as 12:4f6a…; raises ValueError for anything else."""
    number, _colon, beginning = text.strip().lower().partition(":")
    is_hash = len(beginning) >= 12 and not set(beginning) - set("0123456789abcdef")
    if not is_hash or not number.isdecimal():
        raise ValueError(f"“{text}” is no seal: write it as it was printed, as 12:4f6a….")
    return NotedSeal(int(number), beginning)


def write_noted(seal: KeptSeal) -> str:
    """A seal in the line to note down."""
    return f"{seal.content.number}:{seal.hash}"
