"""What the types have in common whose answers are marked choices: `- [ ]` and `- [x]`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from core.sentences import say
from quizzes.content import Choice, Question, QuestionText
from quizzes.question_types.base import (
    Answers,
    Disagreement,
    QuestionType,
    ResponseRefused,
)
from quizzes.question_types.form_fields import (
    FLAG,
    TEXT,
    ItemFeedback,
    ItemField,
    ItemFlag,
    ItemMark,
    ItemRows,
    ItemShare,
    ItemText,
    ItemValue,
)
from quizzes.quiz_markdown.attributes import (
    Attributes,
    read_number,
    refuse_unknown,
    write_number,
)
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words

RIGHT_MARK = "- [x]"
WRONG_MARK = "- [ ]"
CHOICE_FIELDS: tuple[ItemField, ...] = (
    ItemText(name="text", label=say("Text"), kind=TEXT, is_wording=True),
    ItemMark(
        name="is_right",
        label=say("This one is right"),
        set_mark=RIGHT_MARK,
        unset_mark=WRONG_MARK,
    ),
    ItemFeedback(),
)
FIXED = ItemFlag(name="fixed", label=say("Keeps its place when choices are shuffled"), kind=FLAG)
MISCONCEPTION = ItemValue(
    name="misconception",
    label=say("What whoever chooses it believes"),
    hint=say("A word or two; it is counted in the statistics."),
)


@dataclass(frozen=True)
class ChoiceResponse:
    """The choices taken, by their indexes in the file; never empty."""

    chosen: frozenset[int]


@dataclass(frozen=True)
class ShownChoice:
    """A choice: the value it sends, its words, and what is known of it at review."""

    value: str
    text: Markup
    is_chosen: bool
    is_correct: bool
    feedback: Markup | None


@dataclass(frozen=True)
class ShownChoices:
    """The choices of a question, in the order they are shown in."""

    choices: tuple[ShownChoice, ...]

    @property
    def options(self) -> tuple[tuple[str, Markup], ...]:
        """What a form offers: values and words."""
        return tuple((choice.value, choice.text) for choice in self.choices)

    @property
    def selected(self) -> frozenset[str]:
        """The values chosen."""
        return frozenset(choice.value for choice in self.choices if choice.is_chosen)


class ChoiceQuestionType(QuestionType[ChoiceResponse]):
    """Reads, writes and shows choices; how many may be taken, its types say."""

    family = "choices"
    item_marker = re.compile(r"[-*+] \[[ xX]\](?:[ \t]+|$)")
    takes_several = False
    item_rows = ItemRows(
        label=say("Choices"),
        row_label=say("Choice"),
        fields=(*CHOICE_FIELDS, ItemShare(), FIXED, MISCONCEPTION),
        least=4,
    )

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the items as choices."""
        return Answers(
            choices=tuple(_read_choice(item, problems) for item in block.items),
            texts=tuple(item.text for item in block.items),
            feedback=tuple(item.feedback for item in block.items),
        )

    def write_items(self, question: Question, text: QuestionText) -> tuple[Item, ...]:
        """Write the choices as items."""
        return tuple(map(_write_choice, question.choices, text.choices, text.feedback))

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether there are other choices, or other marks where there are any."""
        return find_other_items(original, translated) or _find_other_marks(original, translated)

    def fit_translation(self, original: Question, text: QuestionText) -> QuestionText:
        """Leave every choice to be translated where there is none."""
        return fit_items(original, text)

    def parse_response(
        self, form_values: Sequence[str], question: Question
    ) -> ChoiceResponse | None:
        """Read the indexes that a form sent, as in `QuestionType`."""
        indexes = {str(index): index for index in range(len(question.choices))}
        unknown = next((value for value in form_values if value not in indexes), None)
        if unknown is not None:
            raise ResponseRefused(f"{unknown!r} is no choice of question {question.id}")
        chosen = frozenset(indexes[value] for value in form_values)
        if len(chosen) > 1 and not self.takes_several:
            raise ResponseRefused(f"question {question.id} takes one choice, not {len(chosen)}")
        return ChoiceResponse(chosen) if chosen else None

    def form_values(
        self, question: Question, response: ChoiceResponse, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give the indexes chosen, as their choices stand on the page."""
        return tuple(str(index) for index in order if index in response.chosen)

    def serialise(self, response: ChoiceResponse) -> list[int]:
        """Give the indexes, in order."""
        return sorted(response.chosen)

    def deserialise(self, value: Any) -> ChoiceResponse:
        """Make a response of a list of indexes."""
        is_list = isinstance(value, list) and value
        if not is_list or not all(type(index) is int and index >= 0 for index in value):
            raise ResponseRefused(f"{value!r} is no list of choices")
        return ChoiceResponse(frozenset(value))

    def correct_response(self, question: Question) -> ChoiceResponse:
        """Give all right choices."""
        return ChoiceResponse(find_right(question.choices))

    def show(
        self,
        question: Question,
        words: Words,
        response: ChoiceResponse | None,
        order: Sequence[int],
    ) -> ShownChoices:
        """Give the choices with their words."""
        chosen = response.chosen if response else frozenset()
        choices = (
            ShownChoice(
                str(index),
                words.choice(index),
                index in chosen,
                question.choices[index].is_correct,
                words.feedback(index),
            )
            for index in order
        )
        return ShownChoices(tuple(choices))

    def in_words(self, text: QuestionText, response: ChoiceResponse) -> list[str]:
        """Give the choices taken."""
        return [text.choices[index] for index in sorted(response.chosen)]

    def count_parts(self, question: Question, response: ChoiceResponse) -> tuple[str, ...]:
        """Count each choice by its index."""
        return tuple(str(index) for index in sorted(response.chosen))


def is_marked_right(item: Item) -> bool:
    """Whether an item is marked as right."""
    return "x" in item.mark.lower()


def list_right(items: Iterable[Item]) -> list[Item]:
    """List the items marked as right."""
    return [item for item in items if is_marked_right(item)]


def find_right(choices: Sequence[Choice]) -> frozenset[int]:
    """Find the indexes of the right choices."""
    return frozenset(index for index, choice in enumerate(choices) if choice.is_correct)


def find_other_items(original: Question, translated: Question) -> Disagreement | None:
    """Find whether a translation has items, and not as many as the original."""
    count, translated_count = len(original.choices), len(translated.choices)
    if translated_count in (0, count):
        return None
    message = say(
        "“#%(id)s” has not as many choices as the original: %(here)d, not %(there)d.",
        id=original.id,
        here=translated_count,
        there=count,
    )
    return Disagreement(message, say("Translate the same choices in the same order."))


def fit_items(original: Question, text: QuestionText) -> QuestionText:
    """Leave every item to be translated where a translation has none."""
    if text.choices:
        return text
    count = len(original.choices)
    return replace(text, choices=("",) * count, feedback=(None,) * count)


def refuse_id(item: Item, problems: ProblemLog) -> None:
    """Name an id that an item was given."""
    if item.attributes.id:
        mend = say("Take it out; only questions have one.")
        problems.refuse(item.line, say("A choice has no id."), mend)


def _find_other_marks(original: Question, translated: Question) -> Disagreement | None:
    marks = [choice.is_correct for choice in translated.choices]
    if not any(marks) or marks == [choice.is_correct for choice in original.choices]:
        return None
    message = say("The marks of “#%(id)s” are not those of the original.", id=original.id)
    return Disagreement(message, say("Mark the same choices with [x], or none."))


def read_share(item: Item) -> Decimal | None:
    """Read the share of the points in an item's attributes, from -1 to 1."""
    shares = (_parse_share(flag) for flag in item.attributes.flags)
    return next((share for share in shares if share is not None), None)


def check_choices(block: QuestionBlock, problems: ProblemLog) -> None:
    """Name what no question with choices can do without."""
    if len(block.items) < 2:
        problems.refuse(
            block.line,
            say("This question has fewer than two choices."),
            say("Write each on a line of its own that begins with - [ ] or - [x]."),
        )
    elif not list_right(block.items):
        mend = say("Begin the right one with - [x].")
        problems.refuse(block.line, say("No choice is marked as right."), mend)
    for item in block.items:
        if not item.text:
            mend = say("Write one after its mark.")
            problems.refuse(item.line, say("This choice has no text."), mend)


def _read_choice(item: Item, problems: ProblemLog) -> Choice:
    attributes = item.attributes
    shares = [flag for flag in attributes.flags if _parse_share(flag) is not None]
    refuse_unknown(attributes, {"misconception"}, {"fixed", *shares[:1]}, item.line, problems)
    refuse_id(item, problems)
    return Choice(
        is_correct=is_marked_right(item),
        fraction=read_share(item),
        is_fixed="fixed" in attributes.flags,
        misconception=attributes.values.get("misconception"),
    )


def _write_choice(choice: Choice, text: str, feedback: str | None) -> Item:
    flags = [] if choice.fraction is None else [f"{write_number(choice.fraction * 100)}%"]
    flags += ["fixed"] if choice.is_fixed else []
    values = {"misconception": choice.misconception} if choice.misconception else {}
    return Item(
        mark=RIGHT_MARK if choice.is_correct else WRONG_MARK,
        text=text,
        feedback=feedback,
        attributes=Attributes(None, tuple(flags), values),
    )


def _parse_share(flag: str) -> Decimal | None:
    percent = read_number(flag.removesuffix("%")) if flag.endswith("%") else None
    return percent / 100 if percent is not None and abs(percent) <= 100 else None
