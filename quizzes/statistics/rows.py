"""What is analysed: a row for each attempt, and what is known beforehand of each question."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import SupportsFloat

from quizzes.content import Question
from quizzes.question_types import type_of

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# What a question is known by, in every edition of it.
QuestionKey = int | str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One question in one attempt.

    `fraction` is the share earned of `max_points`, which are 0 for what is not graded; None means
    skipped, and earns nothing. `parts` are what `QuestionType.count_parts` makes of the response,
    `seconds` how long it took where that is known. `slot` is the place in the quiz that the
    question fills, where another might have been drawn for it (`name_slots`); a question that
    everybody is asked is its own slot.
    """

    question: QuestionKey
    fraction: SupportsFloat | None
    max_points: SupportsFloat
    parts: tuple[str, ...] = ()
    seconds: float | None = None
    slot: Hashable = None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One graded attempt: what it earned, of how much, and its questions."""

    points: SupportsFloat
    max_points: SupportsFloat
    items: Sequence[ItemRow]


@dataclass(frozen=True)
class Part:
    """A choice, or whatever else a response may be counted as; `word` is how it is counted.

    `label` is what a trainer knows it by. `is_right` is None for what is neither right nor wrong:
    a choice that earns some of the points, or words that nobody marked.
    """

    word: str
    label: str
    is_right: bool | None = None
    misconception: str | None = None


@dataclass(frozen=True)
class QuestionFacts:
    """What is known of a question without any attempt.

    `guess_share` is the share of the points that guessing earns on average (0 to 1), None where
    nobody can say. Of a question that is not graded only the parts, the skips and the time are
    told.
    """

    question: QuestionKey
    guess_share: float | None = None
    parts: tuple[Part, ...] = ()
    is_graded: bool = True


def describe_question(key: QuestionKey, question: Question) -> QuestionFacts:
    """Give the facts of a question; its choices are labelled A, B, C as its file has them."""
    kind = type_of(question)
    guess_share = kind.guess_share(question)
    return QuestionFacts(
        key,
        None if guess_share is None else float(guess_share),
        tuple(
            Part(part.word, _label(part.word), part.is_right, part.misconception)
            for part in kind.list_parts(question)
        ),
        kind.is_graded(question),
    )


def label_choice(index: int) -> str:
    """The letter of a choice, counted from 0; beyond Z its number, counted from 1."""
    return LETTERS[index] if index < len(LETTERS) else str(index + 1)


def name_slots(asked: Sequence[tuple[QuestionKey, str]], own_bank: str) -> tuple[Hashable, ...]:
    """The slot that each question of an attempt fills; `asked` are the questions and their banks.

    A question of the quiz itself is its own slot, wherever shuffling showed it. Questions drawn
    from one bank fill its slots in their order: which of them is first is chance anyway.
    """
    counts: dict[str, int] = {}
    slots: list[Hashable] = []
    for question, bank in asked:
        if bank == own_bank:
            slots.append(question)
        else:
            counts[bank] = counts.get(bank, 0) + 1
            slots.append((bank, counts[bank]))
    return tuple(slots)


def _label(word: str) -> str:
    return label_choice(int(word)) if word.isdecimal() else ""
