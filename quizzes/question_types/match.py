"""Match: each left side gets one of the right sides, some of which may belong to none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from core.sentences import Sentence, say
from quizzes.content import Question, QuestionText
from quizzes.question_types.base import (
    Answers,
    Disagreement,
    Grade,
    QuestionType,
    ResponseRefused,
    grade_share,
)
from quizzes.question_types.choices import find_other_items, fit_items
from quizzes.question_types.match_shown import (
    ShownAstray,
    ShownLeft,
    ShownMatch,
    ShownOption,
)
from quizzes.question_types.pairs import (
    PAIR_ROWS,
    check_pairs,
    comparable,
    read_pair,
    read_side,
    write_pair,
)
from quizzes.question_types.parts import KnownPart
from quizzes.question_types.rendering import Render, phrasing, plain_text, render_texts
from quizzes.quiz_markdown.attributes import Attributes
from quizzes.quiz_markdown.blocks import QuestionBlock
from quizzes.quiz_markdown.items import Item
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.wording import Words


@dataclass(frozen=True)
class MatchResponse:
    """Pairs of a left and a right side, by the indexes of their items; never empty."""

    pairs: tuple[tuple[int, int], ...]


class Match(QuestionType[MatchResponse]):
    """A question whose items are pairs: `- left :: right`, or `- :: right` to lead astray.

    Right sides that read the same are the same answer. A page numbers them by the alphabet: the
    index of an item would say which left side it belongs to.
    """

    name = "match"
    markdown_name = "match"
    label = say("Match")
    item_marker = re.compile(r"[-*+](?:[ \t]+|$)")
    always_shuffles = True
    item_rows = PAIR_ROWS

    def read_answers(self, block: QuestionBlock, problems: ProblemLog) -> Answers:
        """Read the items as pairs; a right side is a choice, correct where it has a left one."""
        pairs = [read_pair(item, problems) for item in block.items]
        both = zip(block.items, pairs, strict=True)
        return Answers(
            choices=tuple(read_side(*each, problems) for each in both),
            texts=tuple(right for _left, right in pairs),
            feedback=tuple(item.feedback for item in block.items),
            text_details={"left": [left for left, _right in pairs]},
        )

    def check_answers(self, block: QuestionBlock, problems: ProblemLog) -> None:
        """Name what keeps pairs from being matched."""
        check_pairs(block, problems)

    def write_items(self, question: Question, text: QuestionText) -> tuple[Item, ...]:
        """Write the pairs as items."""
        parts = zip(
            question.choices, _lefts(text.details), text.choices, text.feedback, strict=True
        )
        return tuple(
            Item(
                mark="-",
                text=write_pair(left, right),
                feedback=feedback,
                attributes=Attributes(None, ("fixed",) if choice.is_fixed else ()),
            )
            for choice, left, right, feedback in parts
        )

    def find_disagreement(self, original: Question, translated: Question) -> Disagreement | None:
        """Find whether there are other pairs; a left side may be left to be translated."""
        other = find_other_items(original, translated)
        pairs = zip(original.choices, translated.choices, strict=False)
        if other or all(own.is_correct or not each.is_correct for own, each in pairs):
            return other
        return Disagreement(
            say("“#%(id)s” has a left side that the original has not.", id=original.id),
            say("Translate the same pairs in the same order."),
        )

    def fit_translation(self, original: Question, text: QuestionText) -> QuestionText:
        """Leave every pair to be translated where there is none."""
        if text.choices:
            return text
        return replace(fit_items(original, text), details={"left": [""] * len(original.choices)})

    def list_passages(self, text: QuestionText) -> Iterator[str]:
        """List the left sides with all other texts."""
        yield from super().list_passages(text)
        yield from filter(None, _lefts(text.details))

    def render(self, text: QuestionText, render: Render) -> dict[str, Any]:
        """Render the left sides with all other texts."""
        lefts = [
            phrasing(render(left, f"left-{index}")) if left else ""
            for index, left in enumerate(_lefts(text.details))
        ]
        return {**render_texts(text, render), "left": lefts}

    def parse_response(
        self, form_values: Sequence[str], question: Question
    ) -> MatchResponse | None:
        """Read what stands beside each left side, as `2:0`: item and number."""
        lefts = {str(index): index for index in find_lefts(question)}
        numbers = number_right_sides(question)
        # Of right sides that read the same, the first is kept.
        rights = {str(number): numbers.index(number) for number in numbers}
        pairs: dict[int, int] = {}
        for value in filter(None, form_values):
            left, _colon, right = value.partition(":")
            if left not in lefts or right not in rights:
                raise ResponseRefused(f"{value!r:.40} is no pair of question {question.id}")
            if lefts[left] in pairs:
                raise ResponseRefused(f"question {question.id} takes one right side for {left}")
            pairs[lefts[left]] = rights[right]
        return MatchResponse(tuple(sorted(pairs.items()))) if pairs else None

    def form_values(
        self, question: Question, response: MatchResponse, order: Sequence[int]
    ) -> tuple[str, ...]:
        """Give what stands beside each left side; those stand as in the file."""
        numbers, pairs = number_right_sides(question), dict(response.pairs)
        return tuple(
            f"{left}:{numbers[pairs[left]]}" if left in pairs else ""
            for left in find_lefts(question)
        )

    def no_values(self, question: Question) -> tuple[str, ...]:
        """Give an empty value for each left side."""
        return ("",) * len(find_lefts(question))

    def serialise(self, response: MatchResponse) -> list[list[int]]:
        """Give the pairs as lists of two indexes."""
        return [list(pair) for pair in response.pairs]

    def deserialise(self, value: Any) -> MatchResponse:
        """Make a response of a list of pairs, no left side twice."""
        is_list = isinstance(value, list) and value and all(map(_is_pair, value))
        if not is_list or len({left for left, _right in value}) < len(value):
            raise ResponseRefused(f"{value!r:.40} is no list of pairs")
        return MatchResponse(tuple(sorted((left, right) for left, right in value)))

    def grade(self, question: Question, response: MatchResponse | None) -> Grade:
        """Give an equal share for each left side that has the right side of its own pair.

        A wrong one costs nothing: the others are earned by knowing them all the same.
        """
        lefts, numbers = find_lefts(question), number_right_sides(question)
        given = dict(response.pairs) if response else {}
        right = sum(left in given and numbers[given[left]] == numbers[left] for left in lefts)
        return grade_share(Fraction(right, max(len(lefts), 1)))

    def correct_response(self, question: Question) -> MatchResponse | None:
        """Give each left side the right side of its pair."""
        values = [f"{left}:{number_right_sides(question)[left]}" for left in find_lefts(question)]
        return self.parse_response(values, question)

    def is_complete(self, question: Question, response: MatchResponse) -> bool:
        """Whether every left side has a right one."""
        return len(response.pairs) == len(find_lefts(question))

    def show(
        self,
        question: Question,
        words: Words,
        response: MatchResponse | None,
        order: Sequence[int],
    ) -> ShownMatch:
        """Give the left sides, and the right sides to choose from."""
        numbers, pairs = number_right_sides(question), dict(response.pairs if response else ())
        firsts = {numbers[index]: index for index in reversed(order)}
        options = (
            _show_option(words, index, numbers[index])
            for index in order
            if firsts[numbers[index]] == index
        )
        lefts = (
            _show_left(question, words, numbers, left, pairs.get(left))
            for left in find_lefts(question)
        )
        astray = (
            ShownAstray(words.choice(index), words.feedback(index))
            for index, choice in enumerate(question.choices)
            if not choice.is_correct
        )
        return ShownMatch(tuple(options), tuple(lefts), tuple(astray))

    def in_words(self, text: QuestionText, response: MatchResponse) -> dict[str, str]:
        """Give the right side put to each left one."""
        return {_lefts(text.details)[left]: text.choices[right] for left, right in response.pairs}

    def list_parts(self, question: Question) -> tuple[KnownPart, ...]:
        """Give the pairs that belong together."""
        numbers = number_right_sides(question)
        return tuple(
            KnownPart(f"{left}:{numbers.index(numbers[left])}", is_right=True)
            for left in find_lefts(question)
        )

    def count_parts(self, question: Question, response: MatchResponse) -> tuple[str, ...]:
        """Count each pair by the indexes of its items; right sides that read the same are one."""
        numbers = number_right_sides(question)
        return tuple(
            f"{left}:{numbers.index(numbers[right])}"
            for left, right in response.pairs
            if right < len(numbers)
        )

    def name_part(self, question: Question, word: str) -> Sentence:
        """Say what was put together."""
        text = question.texts[question.language]
        lefts, (left, _colon, right) = _lefts(text.details), word.partition(":")
        is_pair = left.isdecimal() and right.isdecimal()
        if not is_pair or max(int(left), int(right)) >= len(lefts):
            return super().name_part(question, word)
        return Sentence(f"{lefts[int(left)]} → {text.choices[int(right)]}")

    def marks(self, question: Question) -> Any:
        """Give which right sides are the same answer, and which items have a left side."""
        numbers = number_right_sides(question)
        return ([numbers.index(number) for number in numbers], find_lefts(question))

    def guess_share(self, question: Question) -> Fraction | None:
        """Give the chance that a right side taken at random is that of the pair."""
        count = len(set(number_right_sides(question)))
        return Fraction(1, count) if count else None


def find_lefts(question: Question) -> list[int]:
    """Find the items that have a left side."""
    return [index for index, choice in enumerate(question.choices) if choice.is_correct]


def number_right_sides(question: Question) -> list[int]:
    """Number the right sides by the alphabet; those that read the same have one number."""
    texts = [comparable(text) for text in question.texts[question.language].choices]
    places = {text: place for place, text in enumerate(sorted(set(texts)))}
    return [places[text] for text in texts]


def _lefts(details: Mapping[str, Any]) -> Sequence[str]:
    lefts: Sequence[str] = details.get("left", ())
    return lefts


def _is_pair(value: Any) -> bool:
    is_two = isinstance(value, list) and len(value) == 2
    return is_two and all(type(index) is int and index >= 0 for index in value)


def _show_option(words: Words, index: int, number: int) -> ShownOption:
    html, language = words.locate(lambda texts: texts["choices"][index]) or ("", words.reader)
    text = plain_text(html) or str(number + 1)
    return ShownOption(number, text, None if language == words.reader else language)


def _show_left(
    question: Question, words: Words, numbers: Sequence[int], left: int, right: int | None
) -> ShownLeft:
    said = [words.feedback(left)]
    if right is not None and numbers[right] in _numbers_astray(question, numbers):
        said.append(words.feedback(right))
    return ShownLeft(
        index=left,
        text=words.get(lambda texts: texts["left"][left] if texts.get("left") else None),
        number=None if right is None else numbers[right],
        answer=None if right is None else words.choice(right),
        right_answer=words.choice(left),
        is_correct=right is not None and numbers[right] == numbers[left],
        feedback=tuple(each for each in said if each),
    )


def _numbers_astray(question: Question, numbers: Sequence[int]) -> set[int]:
    """The numbers of the right sides that belong to no left one."""
    return set(numbers) - {numbers[left] for left in find_lefts(question)}
