"""How a material change asks for completion anew, and what a reader is to be shown of it. Pure."""

from collections.abc import Iterable, Mapping

# By a card of what changed, or by the whole course; the later asks for more.
CARD, COURSE = "card", "course"
WAYS = (CARD, COURSE)
NOT_AGAIN = ""


def changed_lessons(
    before: Mapping[int, int | None], now: Mapping[int, int | None]
) -> frozenset[int]:
    """The activities (ids) whose lesson says something else now than it did, by its edition."""
    return frozenset(
        activity_id
        for activity_id, edition_id in now.items()
        if edition_id is not None and before.get(activity_id) not in (None, edition_id)
    )


def can_use_card(before: Mapping[int, int | None], now: Mapping[int, int | None]) -> bool:
    """Whether a card has anything to show: a lesson that changed, came or went."""
    return _lessons(before.items()) != _lessons(now.items())


def _lessons(places: Iterable[tuple[int, int | None]]) -> set[tuple[int, int]]:
    return {(activity_id, edition) for activity_id, edition in places if edition is not None}
