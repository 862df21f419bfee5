"""Practice without end: what one got wrong comes back soon, what one knows ever later. Pure.

Each question lies in a box. A right answer moves it to the next one, a wrong one back to the
first; the higher the box, the more days until it is due again. Source: the Leitner system, as
spaced repetition with fixed intervals.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from quizzes.selection import lot

# Days until a question is due again, by its box.
INTERVALS = (0, 1, 3, 7, 14, 30, 60)


@dataclass(frozen=True)
class Card:
    """Where a question lies, and from which day on it is due."""

    box: int
    due_on: date


@dataclass(frozen=True)
class Tally:
    """How one's practice stands: questions due today, never asked yet, and all there are."""

    due: int
    fresh: int
    total: int


def after_answer(box: int, fraction: Decimal, today: date) -> Card:
    """Where a question goes that earned this share: only what is wholly right moves on."""
    moved = min(box + 1, len(INTERVALS) - 1) if fraction == 1 else 0
    return Card(moved, today + timedelta(days=INTERVALS[moved]))


def choose_question(
    pool: Sequence[int],
    cards: Mapping[int, Card],
    last: int | None,
    seed: int,
    today: date,
) -> int | None:
    """The next question (an id of the pool): what is due, then what is new, then what is due next.

    The one just answered does not come again at once where there is another. None for an empty
    pool. Lots by `seed` decide between equals.
    """
    candidates = [key for key in pool if key != last] or list(pool)
    return min(candidates, key=lambda key: _urgency(key, cards, seed, today), default=None)


def tally(pool: Sequence[int], cards: Mapping[int, Card], today: date) -> Tally:
    """Count how one's practice stands."""
    known = [cards[key] for key in pool if key in cards]
    return Tally(sum(card.due_on <= today for card in known), len(pool) - len(known), len(pool))


def _urgency(
    key: int, cards: Mapping[int, Card], seed: int, today: date
) -> tuple[int, date, int, bytes]:
    card = cards.get(key)
    if card is None:
        return (1, today, 0, lot(seed, "practice", key))
    is_due = card.due_on <= today
    return (0 if is_due else 2, card.due_on, card.box, lot(seed, "practice", key))
