"""How questions behave while an attempt goes on: checked one by one, with tries and hints. Pure.

A behaviour is named by the quiz (`feedback:`). With `after_submit` nothing is checked before
all is submitted. With `immediate` a question is checked once. With `interactive` one may try
again after a wrong answer, as often as the question has hints; each try costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from quizzes.content import Question
from quizzes.question_types import type_of
from quizzes.question_types.base import Grade, grade_share

CHECKING = frozenset({"immediate", "interactive"})
# As Moodle has it by default: the third try earns a third.
USUAL_PENALTY = Decimal("0.3333333")


@dataclass(frozen=True)
class Tries:
    """The responses of a question that were checked, in order, and whether it is done with."""

    checked: tuple[Any, ...] = ()
    is_finished: bool = False


@dataclass(frozen=True)
class Checked:
    """What checking a response gives: the tries with it, and what it earns so far."""

    tries: Tries
    fraction: Decimal


def can_check(question: Question, behaviour: str) -> bool:
    """Whether a question can be checked as it goes: it is marked, and not by hand."""
    kind = type_of(question)
    is_marked = kind.is_graded(question) and not kind.is_marked_by_hand(question)
    return behaviour in CHECKING and is_marked


def most_tries(question: Question, behaviour: str) -> int:
    """How often a question may be checked: interactive, once more than it has hints."""
    if behaviour != "interactive":
        return 1
    return 1 + max(len(text.hints) for text in question.texts.values())


def check_response(
    question: Question, behaviour: str, tries: Tries, value: Any, grade: Grade
) -> Checked:
    """Check a response that its type graded; what is right, or the last try, ends the question.

    The response of the last try once more is that try: a button pressed twice costs nothing.
    """
    checked = (*tries.checked[: count_tries_before(tries.checked, value)], value)
    is_finished = grade.is_correct or len(checked) >= most_tries(question, behaviour)
    return Checked(Tries(checked, is_finished), worth(question, len(checked), grade.fraction))


def count_tries_before(checked: Sequence[Any], value: Any) -> int:
    """How many tries there were before a response; that of the last try is still that try."""
    return len(checked) - (bool(checked) and checked[-1] == value)


def worth(question: Question, try_count: int, fraction: Decimal) -> Decimal:
    """What a share is worth at the nth try: every try before it costs the penalty.

    Source: Moodle, “Question behaviours”, interactive with multiple tries.
    """
    penalty = Fraction(USUAL_PENALTY if question.penalty is None else question.penalty)
    lost = penalty * max(try_count - 1, 0)
    return grade_share(Fraction(fraction) - lost).fraction


def hint_of(tries: Tries, hints: Sequence[Any]) -> Any | None:
    """The hint that is shown: that of the last try, while another one is left."""
    count = len(tries.checked)
    return hints[count - 1] if 0 < count <= len(hints) and not tries.is_finished else None
