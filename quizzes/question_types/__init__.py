"""The types of question there are: one module each, and one line in the registry.

A type owns how its answers are read, written, responded to, graded and shown (`base`).
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from quizzes.question_types.base import Grade, QuestionType, ResponseRefused
from quizzes.question_types.multiple_choice import MultipleChoice
from quizzes.question_types.single_choice import SingleChoice
from quizzes.question_types.true_false import TrueFalse
from quizzes.quiz_markdown.items import Item

__all__ = ["REGISTRY", "Grade", "QuestionType", "ResponseRefused", "work_out_type"]

_TYPES: tuple[QuestionType[Any], ...] = (
    SingleChoice(),
    MultipleChoice(),
    TrueFalse(),
)

REGISTRY: Mapping[str, QuestionType[Any]] = MappingProxyType({kind.name: kind for kind in _TYPES})


def work_out_type(items: Sequence[Item]) -> QuestionType[Any] | None:
    """Work out the type of a question from its items, or None where they do not say it."""
    return next((kind for kind in _TYPES if kind.recognises(items)), None)
