"""Order: the items stand in the file as they should be put."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from core.sentences import Sentence, say
from quizzes.content import Choice, Question, QuestionText
from quizzes.question_types.base import (
    Answers,
    Disagreement,
    Grade,
    QuestionType,
    ResponseRefused,
    grade_share,
)
from quizzes.question_types.choices import find_other_items, fit_items, refuse_id
from quizzes.question_types.form_fields import TEXT, ItemFeedback, ItemRows, ItemText
from quizzes.question_types.parts import KnownPart
from quizzes.question_types.runs import find_in_order, mean_in_order
from quizzes.quiz_markdown.attributes import refuse_unknown
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words

MOST_GUESSED = 30


@dataclass(frozen=True)
class OrderResponse:
    """The place of each item from 1 on, as it was typed: None where none was, never all of them.

    Two items may have the same place: that earns little, but nothing that was typed is lost.
    """

    places: tuple[int | None, ...]


@dataclass(frozen=True)
class ShownItem:
    """An item with the place it was given, and whether the others in order agree with it."""

    number: int
    text: Markup
    place: int | None
    is_in_order: bool
    feedback: Markup | None


@dataclass(frozen=True)
class ShownOrder:
    """The items by the places they were given, the others after them; and as they should be."""

    items: tuple[ShownItem, ...]
    right: tuple[ShownItem, ...]

    @property
    def places(self) -> range:
        """The places there are."""
        return range(1, len(self.items) + 1)

    @property
    def in_order(self) -> int:
        """How many items stand in the right order to each other."""
        return sum(item.is_in_order for item in self.items)

    @property
    def is_correct(self) -> bool:
        """Whether all of them do."""
        return self.in_order == len(self.items)


class Order(QuestionType[OrderResponse]):
    """A question whose numbered items are put in order.

    A page numbers the items by the alphabet: their index would say where they belong.
    """

    name = "order"
    markdown_name = "order"
    label = say("Put in order")
    item_marker = re.compile(r"[0-9]{1,9}[.)](?:[ \t]+|$)")
    always_shuffles = order_is_key = True
    item_rows = ItemRows(
        label=say("Items in the right order"),
        row_label=say("Item"),
        fields=(
            ItemText(name="text", label=say("Text"), kind=TEXT, is_wording=True),
            ItemFeedback(label=say("What is said about it after answering")),
        ),
        least=4,
        mark="1.",
    )

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the items in their order, whatever their numbers are."""
        for item in block.items:
            refuse_unknown(item.attributes, (), (), item.line, problems)
            refuse_id(item, problems)
        return Answers(
            choices=(Choice(is_correct=True),) * len(block.items),
            texts=tuple(item.text for item in block.items),
            feedback=tuple(item.feedback for item in block.items),
        )

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what keeps items from being put in order: too few, without text, or alike."""
        if len(block.items) < 2:
            mend = say("Number each, in the right order: 1. first, 2. second.")
            problems.refuse(block.line, say("This question has fewer than two items."), mend)
        seen: set[str] = set()
        for item in block.items:
            if not item.text:
                mend = say("Write one after its number.")
                problems.refuse(item.line, say("This item has no text."), mend)
            elif item.text in seen:
                mend = say("Word each so that it can be told from the others.")
                problems.refuse(item.line, say("This item stands here twice."), mend)
            seen.add(item.text)

    def write_items(self, question: Question, text: QuestionText) -> tuple[Item, ...]:
        """Write the items, numbered from 1."""
        parts = zip(text.choices, text.feedback, strict=True)
        return tuple(Item(f"{number}.", *each) for number, each in enumerate(parts, 1))

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether there are more or fewer items."""
        return find_other_items(original, translated)

    def fit_translation(self, original: Question, text: QuestionText) -> QuestionText:
        """Leave every item to be translated where there is none."""
        return fit_items(original, text)

    def parse_response(
        self, form_values: Sequence[str], question: Question
    ) -> OrderResponse | None:
        """Read what stands beside each item, as `0:3`: its number and its place."""
        numbers = number_items(question)
        items = {str(number): index for index, number in enumerate(numbers)}
        allowed = {str(place): place for place in range(1, len(numbers) + 1)}
        places: list[int | None] = [None] * len(numbers)
        for value in filter(None, form_values):
            number, _colon, place = value.partition(":")
            if number not in items or place not in allowed:
                raise ResponseRefused(f"{value!r:.40} is no place in question {question.id}")
            if places[items[number]] is not None:
                raise ResponseRefused(f"question {question.id} takes one place for an item")
            places[items[number]] = allowed[place]
        return OrderResponse(tuple(places)) if any(places) else None

    def form_values(
        self, question: Question, response: OrderResponse, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give what stands beside each item, in the order in which the page shows them."""
        numbers, places = number_items(question), response.places
        return tuple(
            f"{numbers[index]}:{places[index]}" if places[index] else ""
            for index in sort_items(places, order)
        )

    def no_values(self, question: Question) -> tuple[str, ...]:
        """Give an empty value for each item."""
        return ("",) * len(question.choices)

    def serialise(self, response: OrderResponse) -> list[int | None]:
        """Give the places of the items."""
        return list(response.places)

    def deserialise(self, value: Any) -> OrderResponse:
        """Make a response of a list of places, not all of them None."""
        is_list = isinstance(value, list) and any(each is not None for each in value)
        if not is_list or not all(each is None or _is_place(each) for each in value):
            raise ResponseRefused(f"{value!r:.40} is no list of places")
        return OrderResponse(tuple(value))

    def grade(self, question: Question, response: OrderResponse | None) -> Grade:
        """Give (L - 1) / (n - 1), where L of the n items stand in the right order to each other.

        L is the length of the longest increasing subsequence of the places, so that one item
        too early costs one step and not the place of every item after it. One less of both,
        since one item by itself is always in order: the reversed order, which has everything
        wrong, earns nothing. An item without a place is in no order, nor are two at one place.
        """
        if response is None:
            return grade_share(Fraction(0))
        steps = max(len(question.choices) - 1, 1)
        return grade_share(Fraction(len(find_in_order(response.places)) - 1, steps))

    def correct_response(self, question: Question) -> OrderResponse:
        """Give the order of the file."""
        return OrderResponse(tuple(range(1, len(question.choices) + 1)))

    def is_complete(self, question: Question, response: OrderResponse) -> bool:
        """Whether every item has a place, each another."""
        return None not in response.places and len(set(response.places)) == len(question.choices)

    def show(
        self,
        question: Question,
        words: Words,
        response: OrderResponse | None,
        order: Sequence[int],
    ) -> ShownOrder:
        """Give the items as they were put, and as they should be."""
        numbers = number_items(question)
        places = response.places if response else (None,) * len(numbers)
        longest = find_in_order(places)
        in_order = longest if len(longest) > 1 else ()
        right = tuple(
            ShownItem(
                numbers[index],
                words.choice(index),
                places[index],
                index in in_order,
                words.feedback(index),
            )
            for index in range(len(numbers))
        )
        return ShownOrder(tuple(right[index] for index in sort_items(places, order)), right)

    def in_words(self, text: QuestionText, response: OrderResponse) -> list[str]:
        """Give the items that have a place, in the order of their places."""
        placed = [(place, index) for index, place in enumerate(response.places) if place]
        return [text.choices[index] for _place, index in sorted(placed)]

    def list_parts(self, question: Question) -> tuple[KnownPart, ...]:
        """Give each item at the place where it belongs."""
        return tuple(
            KnownPart(f"{index}:{index + 1}", is_right=True)
            for index in range(len(question.choices))
        )

    def name_part(self, question: Question, word: str) -> Sentence:
        """Say which item stood where."""
        items = question.texts[question.language].choices
        index, _colon, place = word.partition(":")
        if not index.isdecimal() or int(index) >= len(items):
            return super().name_part(question, word)
        return Sentence(f"{place}. {items[int(index)]}")

    def count_parts(self, question: Question, response: OrderResponse) -> tuple[str, ...]:
        """Count each item that has a place, by its index and the place."""
        return tuple(f"{index}:{place}" for index, place in enumerate(response.places) if place)

    def guess_share(self, question: Question) -> Fraction | None:
        """Give what an order taken at random earns on average: 1/2 of 3 items, 0.37 of 10."""
        count = len(question.choices)
        if not 2 <= count <= MOST_GUESSED:
            return None
        return (mean_in_order(count) - 1) / (count - 1)


def number_items(question: Question) -> list[int]:
    """Number the items by the alphabet, from 0."""
    texts = question.texts[question.language].choices
    ranked = sorted(range(len(texts)), key=lambda index: (texts[index], index))
    return [ranked.index(index) for index in range(len(texts))]


def sort_items(places: Sequence[int | None], order: Sequence[int]) -> list[int]:
    """Sort items by their places; equal ones as in `order`, those without one last.

    So a page that is shown again stands as it was left by whoever moved items about on it.
    """
    return sorted(order, key=lambda index: (places[index] is None, places[index] or 0))


def _is_place(value: Any) -> bool:
    return type(value) is int and value > 0
