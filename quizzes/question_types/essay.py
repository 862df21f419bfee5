"""Essay: a text of one's own, marked by somebody with a rubric, or a reflection nobody marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from core.sentences import say
from quizzes.content import Question, QuestionText
from quizzes.question_types.base import (
    Answers,
    Disagreement,
    Grade,
    QuestionType,
    ResponseRefused,
)
from quizzes.question_types.form_fields import WHAT_IT_IS, ItemPoints, ItemRows, ItemText
from quizzes.question_types.rendering import Render, render_texts
from quizzes.quiz_markdown.attributes import Attributes, read_number, write_number
from quizzes.quiz_markdown.blocks import ANSWERS, QuestionBlock
from quizzes.quiz_markdown.items import Item, ends_in_list, find_last_run
from quizzes.quiz_markdown.lines import scan
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words

LONGEST = 20_000
MARK = "-"

_LINE_END = re.compile(r"\r\n?")


class MarkOutOfRange(ValueError):
    """What was awarded does not fit the rubric: for each criterion, from 0 to what it is worth."""


@dataclass(frozen=True, eq=False)
class EssayResponse:
    """The text as it was typed, lines ending in \\n; space at its end makes no other response."""

    text: str

    def __eq__(self, other: object) -> bool:
        """Whether the texts are the same but for space at the end."""
        return isinstance(other, EssayResponse) and self.text.rstrip() == other.text.rstrip()

    def __hash__(self) -> int:
        """Equal for equal texts."""
        return hash(self.text.rstrip())


@dataclass(frozen=True)
class ShownCriterion:
    """What counts, and for how many points."""

    text: Markup
    points: Decimal


@dataclass(frozen=True)
class ShownEssay:
    """The own text, what it is marked by, and how long it may be."""

    text: str
    criteria: tuple[ShownCriterion, ...]
    longest: int = LONGEST


class Essay(QuestionType[EssayResponse]):
    """A question answered in one's own words."""

    name = "essay"
    markdown_name = "essay"
    marks_at_once = False
    label = say("Essay or reflection")
    is_free_text = True
    # A criterion is told from a list of the text by the number at its end.
    item_marker = re.compile(
        r"[-*+][ \t]+(?=(?:|.*[^\\{])\{[ \t]*[-+]?[0-9][0-9.,]*[ \t]*\}[ \t]*$)"
    )
    shuffles_choices = False
    marks_by_language = True
    # What it counts is the sum of its criteria.
    head_fields = WHAT_IT_IS
    item_rows = ItemRows(
        label=say("What a trainer marks it by"),
        row_label=say("Criterion"),
        fields=(ItemText(name="text", label=say("Criterion"), is_wording=True), ItemPoints()),
        hint=say("Without criteria it is a reflection, which nobody marks."),
    )

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the items as the criteria of a rubric."""
        points = [_read_points(item, problems) for item in block.items]
        if not points:
            return Answers()
        return Answers(
            texts=tuple(item.text for item in block.items),
            details={"criteria": list(map(write_number, points))},
            points=sum(points, Decimal(0)),
        )

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what is wrong with the criteria, and whether they make the question's points."""
        for item in block.items:
            _check_criterion(item, problems)
        given = read_number(block.attributes.values.get("points", ""))
        total = sum((_read_points(item, ProblemLog("")) for item in block.items), Decimal(0))
        if block.items and given is not None and given != total:
            made = write_number(total)
            problems.refuse(
                block.line,
                say(
                    "The criteria make %(made)s points, and the question has %(given)s.",
                    made=made,
                    given=write_number(given),
                ),
                say("Leave out points=, or write points=%(made)s.", made=made),
            )

    def write_stem(self, question: Question, text: QuestionText) -> str:
        """Write the stem; a list at its end that looks like a rubric is none."""
        looks_marked = find_last_run(scan(text.stem), self.item_marker) is not None
        return f"{text.stem}\n\n{ANSWERS}" if looks_marked and not text.choices else text.stem

    def write_items(self, question: Question, text: QuestionText) -> tuple[Item, ...]:
        """Write the criteria as items."""
        return tuple(
            Item(MARK, words, attributes=Attributes(None, (points,)))
            for words, points in zip(text.choices, _criteria_of(question), strict=True)
        )

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether there is another rubric, or one whose numbers were left out."""
        points, translated_points = _criteria_of(original), _criteria_of(translated)
        if translated_points == points or not (translated_points or _ends_in_list(translated)):
            return None
        if not translated_points and _ends_in_list(original):
            return None
        numbers = ", ".join(f"{{{number}}}" for number in points)
        return Disagreement(
            say("The criteria of “#%(id)s” are not those of the original.", id=original.id),
            say("Translate the same criteria in their order, with %(numbers)s.", numbers=numbers)
            if points
            else say("The original has none: leave out the numbers in braces."),
        )

    def fit_translation(self, original: Question, text: QuestionText) -> QuestionText:
        """Leave every criterion to be translated where there is none."""
        return text if text.choices else replace(text, choices=("",) * len(_criteria_of(original)))

    def render(self, text: QuestionText, render: Render) -> dict[str, Any]:
        """Render the stem with its paragraphs: it stands in no legend."""
        return {**render_texts(text, render), "stem": render(text.stem, "stem")}

    def is_graded(self, question: Question) -> bool:
        """Whether there is a rubric to mark it by."""
        return bool(_criteria_of(question))

    def is_marked_by_hand(self, question: Question) -> bool:
        """Whether there is a rubric to mark it by."""
        return self.is_graded(question)

    def parse_response(
        self, form_values: Sequence[str], question: Question
    ) -> EssayResponse | None:
        """Take one text, as it is typed; one that holds nothing but space is none."""
        if len(form_values) > 1:
            raise ResponseRefused(f"question {question.id} takes one text")
        text = _LINE_END.sub("\n", "".join(form_values))
        _refuse_unfit(text)
        return EssayResponse(text) if text.strip() else None

    def form_values(
        self, question: Question, response: EssayResponse, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give the text."""
        return (response.text,)

    def no_values(self, question: Question) -> tuple[str, ...]:
        """Give the empty field."""
        return ("",)

    def serialise(self, response: EssayResponse) -> str:
        """Give the text."""
        return response.text

    def deserialise(self, value: Any) -> EssayResponse:
        """Make a response of a text."""
        if not isinstance(value, str) or not value.strip():
            raise ResponseRefused("an essay's response is a text")
        _refuse_unfit(value)
        return EssayResponse(value)

    def grade(self, question: Question, response: EssayResponse | None) -> Grade:
        """Give nothing: what it earns, whoever marks it says."""
        return Grade(Decimal(0))

    def correct_response(self, question: Question) -> EssayResponse | None:
        """Give none: there is no text that is the right one."""
        return None

    def show(
        self,
        question: Question,
        words: Words,
        response: EssayResponse | None,
        order: Sequence[int],
    ) -> ShownEssay:
        """Give the own text and the rubric."""
        criteria = (
            ShownCriterion(words.choice(index), Decimal(points))
            for index, points in enumerate(_criteria_of(question))
        )
        return ShownEssay(response.text if response else "", tuple(criteria))


def share_of_rubric(question: Question, awarded: Sequence[Decimal]) -> Fraction:
    """Give the share of a question's points that was awarded, criterion by criterion.

    Raises MarkOutOfRange where that is not for each criterion from 0 to what it is worth.
    """
    worth = [Decimal(points) for points in _criteria_of(question)]
    if not worth or len(awarded) != len(worth):
        raise MarkOutOfRange(f"{question.id} has {len(worth)} criteria, not {len(awarded)}")
    for mark, most in zip(awarded, worth, strict=True):
        if not mark.is_finite() or not 0 <= mark <= most:
            raise MarkOutOfRange(f"{mark} is not from 0 to {most}")
    return sum(map(Fraction, awarded), Fraction(0)) / sum(map(Fraction, worth))


def _criteria_of(question: Question) -> Sequence[str]:
    return tuple(question.details.get("criteria", ()))


def _ends_in_list(question: Question) -> bool:
    return ends_in_list(scan(question.texts[question.language].stem))


def _read_points(item: Item, problems: ProblemLog) -> Decimal:
    attributes = item.attributes
    word = attributes.flags[0] if attributes.flags else ""
    points = read_number(word)
    if points is None or points <= 0 or attributes != Attributes(None, (word,)):
        problems.refuse(
            item.line,
            say("“%(words)s” is no number of points.", words=word),
            say("Write a number above 0, with a point where it is no whole one: {0.5}."),
        )
        return Decimal(1)
    return points


def _check_criterion(item: Item, problems: ProblemLog) -> None:
    if not item.text or "\n" in item.text:
        problems.refuse(
            item.line,
            say("A criterion is one line of text with a number at its end."),
            say("Write it so: - It names a law {2}."),
        )
    if item.feedback:
        problems.refuse(
            item.line,
            say("A criterion has no feedback."),
            say("Say it in the explanation, which is shown as a model answer."),
        )


def _refuse_unfit(text: str) -> None:
    """Refuse what is too long, and what no database takes."""
    if len(text) > LONGEST:
        raise ResponseRefused(f"a text of {len(text)} characters; {LONGEST} are the most")
    if "\0" in text:
        raise ResponseRefused("a text with a NUL character")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ResponseRefused("a text that is no valid Unicode")
