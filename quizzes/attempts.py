"""Rules of an attempt: what it asks, how choices are ordered, what a response is worth. Pure."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from quizzes.behaviours import count_tries_before, worth
from quizzes.content import Question
from quizzes.question_types import ResponseRefused, type_of
from quizzes.question_types.base import grade_share
from quizzes.question_types.essay import share_of_rubric
from quizzes.quiz_settings import QuizSettings
from quizzes.selection import PoolQuestion, draw_questions, order_choices

# What neither a database nor a page can hold.
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


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
    question: Question, seed: int, position: int, shuffle: frozenset[str]
) -> list[int]:
    """The order in which one attempt shows a question's choices, as indexes of its file."""
    if "choices" in shuffle or type_of(question).always_shuffles:
        return list(order_choices(question, seed, position))
    return list(range(len(question.choices)))


def response_value(question: Question, values: Sequence[str]) -> Any:
    """What a form sent as the JSON value that is kept; None where nothing was answered.

    Raises question_types.base.ResponseRefused for anything that is no possible response.
    """
    if any(map(UNWRITABLE.search, values)):
        raise ResponseRefused("no text holds a null character or half a surrogate pair")
    kind = type_of(question)
    response = kind.parse_response(values, question)
    return None if response is None else kind.serialise(response)


def fraction_of(question: Question, value: Any, checked: int = 0) -> Decimal:
    """The share of its points (0 to 1) that a kept response earns; none earns 0.

    `checked` is how often the question was checked before: each time has cost a penalty.
    """
    kind = type_of(question)
    response = None if value is None else kind.deserialise(value)
    return worth(question, checked + 1, kind.grade(question, response).fraction)


def fraction_after_tries(question: Question, value: Any, tries: Sequence[Any]) -> Decimal:
    """The share that a response earns after the tries that were checked.

    The first try that is right ends a question; that counts also where a try is right only since
    the question was corrected.
    """
    for number, tried in enumerate(tries):
        if fraction_of(question, tried) == 1:
            return fraction_of(question, tried, number)
    return fraction_of(question, value, count_tries_before(tries, value))


def is_open(question: Question, value: Any) -> bool:
    """Whether something is left to answer: nothing was, or not all of it."""
    kind = type_of(question)
    if not kind.asks:
        return False
    return value is None or not kind.is_complete(question, kind.deserialise(value))


def fraction_of_marks(question: Question, awarded: Sequence[str]) -> Decimal:
    """The share of its points that a response earns by the points given for each criterion.

    Raises question_types.essay.MarkOutOfRange where they do not fit the rubric.
    """
    return grade_share(share_of_rubric(question, list(map(Decimal, awarded)))).fraction


def asks(question: Question) -> bool:
    """Whether there is anything to answer."""
    return type_of(question).asks


def count_choices(question: Question, value: Any) -> tuple[str, ...]:
    """What a kept response is counted as: never what somebody wrote in her own words."""
    kind = type_of(question)
    return () if value is None else kind.count_parts(question, kind.deserialise(value))


def is_marked_by_hand(question: Question) -> bool:
    """Whether somebody has to read what was answered."""
    return type_of(question).is_marked_by_hand(question)
