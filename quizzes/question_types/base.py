"""What every question type can do, and the facts that grading and reading give back."""

import math
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from core.sentences import NOTHING, Sentence, say
from quizzes.content import Choice, Question, QuestionText
from quizzes.question_types.form_fields import USUAL_FIELDS, HeadField, ItemRows
from quizzes.question_types.parts import KnownPart, parts_of_choices
from quizzes.question_types.rendering import Render, render_texts
from quizzes.quiz_markdown.attributes import NO_ATTRIBUTES, Attributes
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import NOTHING_MARKED, Item
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words

Response = TypeVar("Response")

PLACES = 12

# What a response is counted as that is none of the answers an author thought of.
OTHER = "other"
SOMETHING_ELSE = say("Something else")


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
    """What the items of a question say, by type: its choices, their texts and feedback.

    `details` go to the question and `text_details` to its words; `stem`, where there is one,
    takes the place of all that stands before the items, and `points` of a heading that names none.
    """

    choices: tuple[Choice, ...] = ()
    texts: tuple[str, ...] = ()
    feedback: tuple[str | None, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    text_details: Mapping[str, Any] = field(default_factory=dict)
    stem: str | None = None
    points: Decimal | None = None


@dataclass(frozen=True)
class Disagreement:
    """Why a translation is none of its original: what differs, and what would be right."""

    message: Sentence
    mend: Sentence


class QuestionType(ABC, Generic[Response]):
    """Everything that differs between types of question.

    A type is registered as one object and keeps nothing. `markdown_name` is its word in quiz
    Markdown, `attributes` and `flags` are those of a heading that only this type knows, those in
    `text_attributes` are written in translations, too, and `item_marker` begins an item of its
    answers.
    """

    name: str
    markdown_name: str
    # What trainers call it.
    label: Sentence
    # Types of one family may stand for one another in a translation that leaves marks out.
    family: str = ""
    attributes: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    text_attributes: frozenset[str] = frozenset()
    item_marker: re.Pattern[str] = NOTHING_MARKED
    # Whether the order of choices may change, and whether it must: it would give the answer away.
    shuffles_choices = True
    always_shuffles = False
    # Whether the items stand in the right order.
    order_is_key = False
    # Whether items say in every language what they are worth, since they differ by language.
    marks_by_language = False
    # Whether there is anything to answer.
    asks = True
    # Whether a response can be marked at once, without anybody who reads it.
    marks_at_once = True
    # Whether a response is in somebody's own words, and so tells of her.
    is_free_text = False
    # What a form asks, by the parts of the file that it writes; without `has_form` there is none.
    has_form = True
    # Where there is none, a new question begins with this text, by language.
    sample: Mapping[str, str] = MappingProxyType({})
    has_hints = True
    item_rows: ItemRows | None = None
    head_fields: tuple[HeadField, ...] = USUAL_FIELDS
    # What is to be known of the stem where it is typed into a form.
    stem_hint: Sentence = NOTHING

    # In a file ------------------------------------------------------------------------------

    def recognises(self, items: Sequence[Item]) -> bool:
        """Whether a question that names no type is plainly of this one."""
        return False

    @abstractmethod
    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the items, without asking whether they make a good question."""

    @abstractmethod
    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what keeps the items from making a good question."""

    def write_stem(self, question: Question, text: QuestionText) -> str:
        """Write what stands before the items, in the words of one language."""
        return text.stem

    def write_items(self, question: Question, text: QuestionText) -> tuple[Item, ...]:
        """Write the items that `read_answers` reads, in the words of one language."""
        return ()

    def write_attributes(self, question: Question, text: QuestionText) -> Attributes:
        """Write what only this type says in a heading."""
        return NO_ATTRIBUTES

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find why a translation, read as a question of its own, is none of the original."""
        return None

    def fit_translation(self, original: Question, text: QuestionText) -> QuestionText:
        """Make a translation that leaves something out run beside the original."""
        return text

    # Rendered -------------------------------------------------------------------------------

    def list_passages(self, text: QuestionText) -> Iterator[str]:
        """List every text that is Markdown."""
        parts = (text.stem, *text.choices, *text.feedback, text.explanation, *text.hints)
        return filter(None, parts)

    def render(self, text: QuestionText, render: Render) -> dict[str, Any]:
        """Render the words of one language; `show` is given them again."""
        return render_texts(text, render)

    # Answered -------------------------------------------------------------------------------

    def is_graded(self, question: Question) -> bool:
        """Whether responses earn points at all."""
        return self.asks

    def is_marked_by_hand(self, question: Question) -> bool:
        """Whether somebody has to read a response before it earns points."""
        return False

    @abstractmethod
    def parse_response(self, form_values: Sequence[str], question: Question) -> Response | None:
        """Read what a form sent; None where nothing was answered.

        Raises ResponseRefused for anything that is no possible response to the question.
        """

    @abstractmethod
    def form_values(
        self, question: Question, response: Response, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give the values that the form of a page sends which shows this response.

        They stand as on the page, where choices are in this order; fields left empty count.
        """

    def no_values(self, question: Question) -> tuple[str, ...]:
        """Give the values that the form sends while nothing is answered."""
        return ()

    @abstractmethod
    def serialise(self, response: Response) -> Any:
        """Give the response as a JSON value."""

    @abstractmethod
    def deserialise(self, value: Any) -> Response:
        """Make the response that `serialise` wrote; ResponseRefused for anything else."""

    @abstractmethod
    def grade(self, question: Question, response: Response | None) -> Grade:
        """Grade a response; none earns nothing, nor does what is not graded here."""

    @abstractmethod
    def correct_response(self, question: Question) -> Response | None:
        """Give a response that earns all; None where there is none to give."""

    def is_complete(self, question: Question, response: Response) -> bool:
        """Whether nothing is left to answer in a response."""
        return True

    # Corrected ------------------------------------------------------------------------------

    def marks(self, question: Question) -> Any:
        """Give all that decides what a response earns, to be held against another edition."""
        choices = [(choice.is_correct, choice.fraction) for choice in question.choices]
        words = question.texts[question.language].choices if self.order_is_key else ()
        return (choices, words, question.scoring, dict(question.details))

    def reads_alike(self, before: Question, after: Question) -> bool:
        """Whether a response to one edition of a question says the same in another.

        Responses name choices by their index: there must be as many, none may have moved, and
        one that is marked otherwise must be in the words that were chosen.
        """
        return are_same_choices(choice_words(before), choice_words(after))

    # Shown ----------------------------------------------------------------------------------

    @abstractmethod
    def show(
        self, question: Question, words: Words, response: Response | None, order: Sequence[int]
    ) -> Any:
        """Give what the type's template shows beside the stem; choices are in this order."""

    def in_words(self, text: QuestionText, response: Response) -> Any:
        """Give what was answered in the words of one language, as its giver has it on record."""
        return self.serialise(response)

    # Counted --------------------------------------------------------------------------------

    def list_parts(self, question: Question) -> tuple[KnownPart, ...]:
        """Give the parts that are told in any case; others are told where they are counted."""
        return parts_of_choices(question)

    def count_parts(self, question: Question, response: Response) -> tuple[str, ...]:
        """Give what a response is counted as in statistics: one word for each choice it makes."""
        return ()

    def name_part(self, question: Question, word: str) -> Sentence:
        """Say what a word of `count_parts` stands for, where that is no choice of the question."""
        return SOMETHING_ELSE if word == OTHER else Sentence(word)

    def guess_share(self, question: Question) -> Fraction | None:
        """Give the share of the points that guessing earns on average; None where nobody can say.

        Source: Moodle, “Quiz statistics calculations”, random guess score.
        """
        return None


def choice_words(question: Question) -> list[tuple[str, Any]]:
    """Give the choices in the words they were written in, each with how it is marked."""
    words = question.texts[question.language].choices
    marks = ((choice.is_correct, choice.fraction) for choice in question.choices)
    return list(zip(words, marks, strict=False))


def are_same_choices(before: Sequence[tuple[str, Any]], after: Sequence[tuple[str, Any]]) -> bool:
    """Whether an index means the same choice in both; each is given with how it is marked.

    Words may be mended where the mark stays: that is another way to say the same.
    """
    if len(before) != len(after):
        return False
    old, new = {words for words, _mark in before}, {words for words, _mark in after}
    return not any(
        words != other_words and (mark != other_mark or words in new or other_words in old)
        for (words, mark), (other_words, other_mark) in zip(before, after, strict=True)
    )


def grade_share(share: Fraction) -> Grade:
    """Grade a share of the points, brought between 0 and 1.

    It is kept to twelve decimal places and rounded up: three thirds are never less than one, so
    rounding fails nobody.
    """
    within = min(max(share, Fraction(0)), Fraction(1))
    return Grade(Decimal(math.ceil(within * 10**PLACES)).scaleb(-PLACES).normalize())
