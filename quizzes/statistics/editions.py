"""The editions of questions that attempts hold, and which of them are one question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from quizzes.content import Question
from quizzes.question_types import type_of
from quizzes.statistics.rows import QuestionFacts, QuestionKey, describe_question


@dataclass(frozen=True)
class AskedEdition:
    """An edition of a question: which of its numbers, and the bank the question stands in.

    `position` is its place among the questions that are asked today, None for what no longer is.
    """

    id: int
    question_id: int
    number: int
    bank: str
    points: float
    question: Question
    position: int | None = None


@dataclass(frozen=True)
class AskedQuestion:
    """What is analysed as one question: the newest of its editions, and what is known of it.

    `is_former` says that the question is asked, or marked, otherwise by now.
    """

    facts: QuestionFacts
    edition: AskedEdition
    is_former: bool

    @property
    def key(self) -> QuestionKey:
        """What it is known by."""
        return self.facts.question


def is_marked_alike(one: Question, other: Question) -> bool:
    """Whether every response earns the same in both, however the words changed between them."""
    return one.type == other.type and type_of(one).marks(one) == type_of(other).marks(other)


def is_same_question(one: Question, other: Question) -> bool:
    """Whether responses to both can be counted together: marked alike, and saying the same."""
    return is_marked_alike(one, other) and type_of(one).reads_alike(other, one)


def list_asked(editions: Iterable[AskedEdition]) -> list[AskedQuestion]:
    """List what is to be analysed: today's questions in their order, then former ones.

    Editions that are marked alike are one question: what a trainer mends in the words does not
    begin it anew. One with another key, or other choices, is a question of its own, or its figures
    would say nothing of either.
    """
    by_question: dict[int, list[AskedEdition]] = {}
    for edition in sorted(editions, key=lambda each: each.number, reverse=True):
        by_question.setdefault(edition.question_id, []).append(edition)
    asked = [each for newest_first in by_question.values() for each in _part(newest_first)]
    return sorted(asked, key=_place)


def name_editions(
    asked: Sequence[AskedQuestion], editions: Iterable[AskedEdition]
) -> dict[int, QuestionKey]:
    """Give by the id of each edition the key of the question it counts for."""
    by_question: dict[int, list[AskedQuestion]] = {}
    for each in asked:
        by_question.setdefault(each.edition.question_id, []).append(each)
    return {
        edition.id: next(
            each.key
            for each in by_question[edition.question_id]
            if is_same_question(each.edition.question, edition.question)
        )
        for edition in editions
    }


def place_pool(pool: Sequence[Mapping[str, object]], own_bank: str) -> dict[object, int]:
    """Give the places of a pool's editions: the quiz's own questions first, then banks."""
    ids = [entry["edition_id"] for entry in pool if entry["bank"] == own_bank]
    ids += [entry["edition_id"] for entry in pool if entry["bank"] != own_bank]
    return {edition_id: place for place, edition_id in enumerate(ids)}


def _part(newest_first: Sequence[AskedEdition]) -> list[AskedQuestion]:
    parts: list[AskedQuestion] = []
    for edition in newest_first:
        if any(is_same_question(each.edition.question, edition.question) for each in parts):
            continue
        is_former = bool(parts) or edition.position is None
        key = f"{edition.question_id}@{edition.number}" if parts else edition.question_id
        parts.append(AskedQuestion(describe_question(key, edition.question), edition, is_former))
    return parts


def _place(asked: AskedQuestion) -> tuple[bool, int, int, int]:
    edition = asked.edition
    return (asked.is_former, edition.position or 0, edition.question_id, -edition.number)
