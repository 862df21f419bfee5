"""Answering a question of a draft as a learner does; it counts for nothing. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.markdown import render_markdown
from quizzes import attempts
from quizzes.content import Question
from quizzes.publishing import question_html
from quizzes.question_types import type_of
from quizzes.selection import order_choices
from quizzes.showing import ShownQuestion, show_question
from studio.previews import Pictures

FIELD, POSITION = "q1", 1


@dataclass(frozen=True)
class Tried:
    """What came of an answer: the JSON value it was read as (None: nothing), and its share."""

    value: Any
    fraction: Decimal


def answer(question: Question, values: Sequence[str]) -> Tried:
    """Mark an answer; raises question_types.ResponseRefused."""
    value = attempts.response_value(question, values)
    return Tried(value, attempts.fraction_of(question, value))


def show_tried(
    question: Question,
    language: str,
    pictures: Pictures,
    seed: int | None = None,
    tried: Tried | None = None,
) -> ShownQuestion:
    """A question in the reader's language; with a seed, its choices are shuffled by it."""

    def render(source: str, part: str) -> str:
        return render_markdown(source, pictures, prefix=f"{FIELD}-{part}-")

    return show_question(
        FIELD,
        question,
        question_html(question, render),
        language,
        tried.value if tried else None,
        None if seed is None else order_choices(question, seed, POSITION),
        position=POSITION,
        fraction=tried.fraction if tried else None,
    )


def is_marked_at_once(question: Question) -> bool:
    """Whether an answer is right or wrong as soon as it is given."""
    kind = type_of(question)
    return kind.is_graded(question) and not kind.is_marked_by_hand(question)
