"""Review by a second person: who may accept, and what an acceptance holds for. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reviewed:
    """A review as far as the rules ask: of which draft, how it stands."""

    digest: str
    state: str


def may_decide(person_id: int, asked_by_id: int | None, writers: Iterable[int | None]) -> bool:
    """Whether somebody is a second person: neither who asked nor who wrote what changed."""
    return person_id != asked_by_id and person_id not in set(writers)


def is_accepted(reviews: Iterable[Reviewed], digest: str) -> bool:
    """Whether the last word on this very draft is that it may be published.

    `reviews` are in the order they were asked for; what was said of another draft says nothing.
    """
    words = [each.state for each in reviews if each.digest == digest]
    decided = [state for state in words if state in ("accepted", "changes")]
    return bool(decided) and decided[-1] == "accepted"
