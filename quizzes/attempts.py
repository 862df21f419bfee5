"""Rules of an attempt: what it asks, how choices are ordered, what a response is worth. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from quizzes.content import QuizSettings, from_json
from quizzes.question_types import REGISTRY
from quizzes.selection import PoolQuestion, draw_questions, order_choices


def draw(
    pool: Sequence[Mapping[str, Any]],
    settings: QuizSettings,
    seen: Mapping[int, int],
    seed: int,
    own_bank: str,
) -> list[Mapping[str, Any]]:
    """The entries of a quiz edition's pool that an attempt asks, in order.

    `seen` counts by question id; the quiz's own questions (`own_bank`) are always asked. Raises
    selection.TooFewQuestions.
    """
    entries = {entry["question_id"]: entry for entry in pool}
    fixed = [key for key, entry in entries.items() if entry["bank"] == own_bank]
    questions = [
        PoolQuestion(key, entry["bank"], frozenset(entry["tags"]), entry["difficulty"])
        for key, entry in entries.items()
    ]
    drawn = draw_questions(settings.draw, questions, fixed, seen, seed, settings.shuffle)
    return [entries[key] for key in drawn]


def total_points(drawn: Sequence[Mapping[str, Any]]) -> Decimal:
    """The points of all questions drawn."""
    return sum((Decimal(entry["points"]) for entry in drawn), Decimal(0))


def choice_order(
    content: Mapping[str, Any], seed: int, position: int, shuffle: frozenset[str]
) -> list[int]:
    """The order in which one attempt shows a question's choices, as indexes of its file."""
    question = from_json(content)
    if "choices" in shuffle:
        return list(order_choices(question, seed, position))
    return list(range(len(question.choices)))


def response_value(content: Mapping[str, Any], values: Sequence[str]) -> Any:
    """What a form sent as the JSON value that is kept; None where nothing was answered.

    Raises question_types.base.ResponseRefused for anything that is no possible response.
    """
    question = from_json(content)
    kind = REGISTRY[question.type]
    response = kind.parse_response(values, question)
    return None if response is None else kind.serialise(response)


def fraction_of(content: Mapping[str, Any], value: Any) -> Decimal:
    """The share of its points (0 to 1) that a kept response earns; none earns 0."""
    question = from_json(content)
    kind = REGISTRY[question.type]
    response = None if value is None else kind.deserialise(value)
    return kind.grade(question, response).fraction
