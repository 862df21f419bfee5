"""The types of question there are: one module each, and one line in the registry.

A type owns how its answers are read, written, responded to, graded and shown (`base`).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from quizzes.content import Question
from quizzes.question_types.base import Grade, QuestionType, ResponseRefused
from quizzes.question_types.cloze import Cloze
from quizzes.question_types.description import Description
from quizzes.question_types.essay import Essay
from quizzes.question_types.match import Match
from quizzes.question_types.multiple_choice import MultipleChoice
from quizzes.question_types.number import Number
from quizzes.question_types.order import Order
from quizzes.question_types.scale import Scale
from quizzes.question_types.scenario import Scenario
from quizzes.question_types.short_answer import ShortAnswer
from quizzes.question_types.single_choice import SingleChoice
from quizzes.question_types.true_false import TrueFalse
from quizzes.quiz_markdown.items import Item

__all__ = [
    "HAND_MARKED",
    "REGISTRY",
    "Grade",
    "QuestionType",
    "ResponseRefused",
    "type_of",
    "work_out_type",
]

_TYPES: tuple[QuestionType[Any], ...] = (
    SingleChoice(),
    MultipleChoice(),
    TrueFalse(),
    ShortAnswer(),
    Number(),
    Match(),
    Order(),
    Cloze(),
    Essay(),
    Scenario(),
    Scale(),
    Description(),
)

REGISTRY: Mapping[str, QuestionType[Any]] = MappingProxyType({kind.name: kind for kind in _TYPES})

# What somebody has to read before it earns points; without a rubric nobody does.
HAND_MARKED = (Essay.name,)


def type_of(question: Question) -> QuestionType[Any]:
    """The type of a question."""
    return REGISTRY[question.type]


def work_out_type(items: Sequence[Item]) -> QuestionType[Any] | None:
    """Work out the type of a question from its items, or None where they do not say it."""
    return next((kind for kind in _TYPES if kind.recognises(items)), None)
