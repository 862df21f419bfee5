"""How the questions of an attempt are shown, while it is taken and afterwards. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from quizzes.attempts import asks
from quizzes.behaviours import Tries, can_check, hint_of, most_tries
from quizzes.showing import ShownQuestion, show_question


@dataclass(frozen=True)
class PlacedQuestion:
    """A question at its place in an attempt: its number among those asked, and how it stands.

    `tries_left` counts how often it may be checked; `was_wrong` says that the last check was.
    """

    shown: ShownQuestion
    number: int | None
    is_flagged: bool
    is_finished: bool
    tries_left: int
    was_wrong: bool
    hint: Markup | None

    @property
    def is_open(self) -> bool:
        """Whether it asks something that is not answered, or not wholly."""
        return self.number is not None and not self.shown.is_complete

    @property
    def position(self) -> int:
        """Its place among all, passages to read included."""
        return self.shown.position


def show_items(items: Sequence[Any], language: str, behaviour: str) -> tuple[PlacedQuestion, ...]:
    """All questions of `quizzes.queries.list_items` in the reader's language."""
    placed = []
    number = 0
    for item in items:
        number += asks(item.question)
        placed.append(_place(item, language, behaviour, number if asks(item.question) else None))
    return tuple(placed)


def last_saved(questions: Sequence[PlacedQuestion]) -> datetime | None:
    """When an answer was last saved."""
    return max((each.shown.saved_at for each in questions if each.shown.saved_at), default=None)


def unanswered(questions: Sequence[PlacedQuestion]) -> tuple[PlacedQuestion, ...]:
    """The questions without an answer, in order."""
    return tuple(question for question in questions if question.is_open)


def count_asked(questions: Sequence[PlacedQuestion]) -> int:
    """How many ask something."""
    return sum(question.number is not None for question in questions)


def _facts_of(item: Any) -> dict[str, Any]:
    """What is known of an answer besides itself."""
    return {
        "position": item.position,
        "saved_at": item.saved_at,
        "fraction": item.fraction,
        "awarded": tuple(map(Decimal, item.awarded or ())),
        "comment": item.comment,
    }


def _place(item: Any, language: str, behaviour: str, number: int | None) -> PlacedQuestion:
    question = item.question
    shown = show_question(
        f"q{item.position}",
        question,
        item.edition.html,
        language,
        item.response,
        item.choice_order,
        **_facts_of(item),
    )
    tries = Tries(tuple(item.tries), item.is_finished)
    is_checked = can_check(question, behaviour) and not item.is_finished
    return PlacedQuestion(
        shown,
        number,
        item.is_flagged,
        item.is_finished,
        most_tries(question, behaviour) - len(item.tries) if is_checked else 0,
        bool(item.tries) and not item.is_finished,
        hint_of(tries, shown.hints),
    )
