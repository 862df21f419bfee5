"""Practice: an answer is marked at once, and only how well the question is known is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.database import db
from quizzes import attempts, queries
from quizzes.content import from_json
from quizzes.models import PracticeCard, QuestionEdition
from quizzes.practice import after_answer


@dataclass(frozen=True)
class Practised:
    """What came of an answer: the JSON value it was read as (None: nothing), and its share."""

    value: Any
    fraction: Decimal


@dataclass(frozen=True)
class Practising:
    """Who practises which quiz when; of a sensitive quiz nothing is kept."""

    person_id: int
    quiz_id: int
    at: datetime
    today: date
    keeps: bool


def answer_practice(
    practising: Practising, edition: QuestionEdition, values: Sequence[str]
) -> Practised:
    """Mark an answer and move the question's card; raises question_types.ResponseRefused."""
    question = from_json(edition.content)
    value = attempts.response_value(question, values)
    fraction = attempts.fraction_of(question, value)
    if value is not None and practising.keeps:
        _move_card(practising, edition.question_id, fraction)
    return Practised(value, fraction)


def _move_card(practising: Practising, question_id: int, fraction: Decimal) -> None:
    card = queries.find_card(practising.person_id, practising.quiz_id, question_id)
    if card is None:
        card = PracticeCard(
            person_id=practising.person_id,
            quiz_id=practising.quiz_id,
            question_id=question_id,
            box=0,
        )
        db.session.add(card)
    moved = after_answer(card.box, fraction, practising.today)
    card.box, card.due_on, card.answered_at = moved.box, moved.due_on, practising.at
    db.session.flush()
