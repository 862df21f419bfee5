"""Who is asked again for a course that is completed, and how. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.material import CARD, COURSE


@dataclass(frozen=True)
class Standing:
    """So many people of a course stand so; `again` is how they are asked already, if they are."""

    state: str
    again: str
    people: int


@dataclass(frozen=True)
class Asked:
    """How many people a material change would ask by either way, and how many are on the way.

    Who is on the way reads again what she has read of the lessons that changed.
    """

    by_card: int = 0
    by_course: int = 0
    on_the_way: int = 0

    def by(self, way: str) -> int:
        """How many are asked by this way."""
        return {CARD: self.by_card, COURSE: self.by_course}.get(way, 0)


def is_asked(state: str, again: str, way: str) -> bool:
    """Whether somebody who stands so is asked by a change: whoever was asked less before, too."""
    return state == "completed" or (state == "asked_again" and again == CARD and way == COURSE)


def count_asked(standings: Iterable[Standing]) -> Asked:
    """Add up how many a change would ask.

    Whoever is asked by a card already is shown the new change on the same card, and counts.
    """
    held = list(standings)
    completed = sum(each.people for each in held if each.state == "completed")
    by_card = sum(each.people for each in held if each.again == CARD)
    everybody = completed + by_card
    on_the_way = sum(
        each.people for each in held if each.state == "in_progress" or each.again == COURSE
    )
    return Asked(everybody, everybody, on_the_way)
