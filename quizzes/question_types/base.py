"""What every question type can do, and the facts that grading and reading give back."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from quizzes.content import Choice, Question, QuestionText
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog

Response = TypeVar("Response")

PLACES = 12


class ResponseRefused(ValueError):
    """What was sent cannot be a response to this question."""


@dataclass(frozen=True)
class Grade:
    """The share of a question's points that a response earns, from 0 to 1."""

    fraction: Decimal

    @property
    def is_correct(self) -> bool:
        """Whether it earns all."""
        return self.fraction == 1

    @property
    def is_partially_correct(self) -> bool:
        """Whether it earns something and not all."""
        return 0 < self.fraction < 1


@dataclass(frozen=True)
class Answers:
    """What the items of a question say, by type: its choices, their texts and feedback."""

    choices: tuple[Choice, ...] = ()
    texts: tuple[str, ...] = ()
    feedback: tuple[str | None, ...] = ()


class QuestionType(Protocol[Response]):
    """Everything that differs between types of question.

    `markdown_name` is the type's word in quiz Markdown, `attributes` are those of a heading
    that only this type knows, `item_marker` begins an item of its answers, and
    `shuffles_choices` says whether their order may change.
    """

    name: str
    markdown_name: str
    attributes: frozenset[str]
    item_marker: re.Pattern[str]
    shuffles_choices: bool

    def recognises(self, items: Sequence[Item]) -> bool:
        """Whether a question that names no type is plainly of this one."""

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the items, without asking whether they make a good question."""

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what keeps the items from making a good question."""

    def write_items(self, question: Question, text: QuestionText) -> tuple[Item, ...]:
        """Write the items that `read_answers` reads, in the words of one language."""

    def parse_response(self, form_values: Sequence[str], question: Question) -> Response | None:
        """Read what a form sent; None where nothing was answered.

        Raises ResponseRefused for anything that is no possible response to the question.
        """

    def serialise(self, response: Response) -> Any:
        """Give the response as a JSON value."""

    def deserialise(self, value: Any) -> Response:
        """Make the response that `serialise` wrote; ResponseRefused for anything else."""

    def grade(self, question: Question, response: Response | None) -> Grade:
        """Grade a response; none earns nothing."""

    def correct_response(self, question: Question) -> Response:
        """Give the response that earns all."""


def grade_share(share: Fraction) -> Grade:
    """Grade a share of the points, brought between 0 and 1.

    It is kept to twelve decimal places and rounded up: three thirds are never less than one, so
    rounding fails nobody.
    """
    within = min(max(share, Fraction(0)), Fraction(1))
    return Grade(Decimal(math.ceil(within * 10**PLACES)).scaleb(-PLACES).normalize())
