"""Review by a second person: who may accept, and what an acceptance holds for. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

# Whoever looks at drafts may be asked to review one.
REVIEWERS = ("trainer", "reviewer")


@dataclass(frozen=True)
class Reviewed:
    """A review as far as the rules ask: of which draft, how it stands."""

    digest: str
    state: str


@dataclass(frozen=True)
class OpenReview:
    """A review that nobody has decided, with what became of its course.

    `changed_at` is when the draft was saved last, `published_at` when the last edition was.
    """

    course_id: int
    course_key: str
    asked_by_id: int | None
    asked_at: datetime
    changed_at: datetime
    published_at: datetime | None


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


def may_wait(person_id: int, review: OpenReview) -> bool:
    """Whether a draft may wait for this person's word, whoever wrote it.

    What was saved or published after the review was asked for waits for nobody: it has to be
    asked for anew.
    """
    published_at = review.published_at or review.changed_at
    is_of_now = review.asked_at >= max(review.changed_at, published_at)
    return is_of_now and review.asked_by_id != person_id


def waiting_for(
    person_id: int, reviews: Iterable[OpenReview], writers: Mapping[int, Iterable[int | None]]
) -> frozenset[str]:
    """The keys of the courses whose drafts wait for this person; `writers` by course."""
    return frozenset(
        each.course_key
        for each in reviews
        if may_wait(person_id, each)
        and may_decide(person_id, each.asked_by_id, writers.get(each.course_id, ()))
    )
