"""Writes of attempts that were made and marked before today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

from demo import queries
from demo.history import PastAttempt
from demo.operations.rows import insert_rows
from quizzes import attempts
from quizzes.content import Question, from_json
from quizzes.grading import GradedItem, grade_attempt, has_passed
from quizzes.models import Attempt, AttemptItem, QuizEdition
from quizzes.question_types import REGISTRY
from quizzes.quiz_settings import QuizSettings, settings_from_json
from quizzes.selection import order_choices

RIGHT, WRONG = Decimal(1), Decimal(0)


@dataclass(frozen=True)
class QuestionKey:
    """How to answer a question: the right response, and responses that earn nothing."""

    points: Decimal
    question: Question
    right: Any
    wrong: tuple[Any, ...]


@dataclass(frozen=True)
class TakenQuiz:
    """A quiz edition with all that is needed to have taken it.

    In `pool` the questions are numbered in their order: a draw goes by these numbers, and ids
    differ between databases.
    """

    edition: QuizEdition
    pool: Sequence[Mapping[str, Any]]
    settings: QuizSettings
    own_bank: str
    return_to: str
    keys: Mapping[int, QuestionKey]


@dataclass(frozen=True)
class MarkedAttempt:
    """An attempt with its questions, ready to be written."""

    row: dict[str, Any]
    items: tuple[dict[str, Any], ...]


def open_quiz(quiz_edition_id: int, return_to: str) -> TakenQuiz:
    """Read a quiz edition and the keys of all questions it may ask."""
    edition, quiz_key = queries.get_quiz_edition(quiz_edition_id)
    ids = [entry["edition_id"] for entry in edition.pool]
    keys = {
        row.id: _question_key(row.points, from_json(row.content))
        for row in queries.list_question_editions(ids)
    }
    settings = settings_from_json(edition.settings)
    pool = [{**entry, "question_id": number} for number, entry in enumerate(edition.pool, 1)]
    return TakenQuiz(edition, pool, settings, f"quiz/{quiz_key}", return_to, keys)


def right_to_pass(quiz: TakenQuiz) -> int:
    """How many questions of one point have to be right."""
    mark = quiz.settings.pass_mark or Decimal(0)
    return int(-(-quiz.edition.question_count * mark // 100))


def mark_attempt(
    rng: Random, quiz: TakenQuiz, person_id: int, number: int, past: PastAttempt
) -> MarkedAttempt:
    """What the tables would hold had this attempt been made in the browser."""
    seed = rng.getrandbits(31)
    drawn = attempts.draw(quiz.pool, quiz.settings, {}, seed, quiz.own_bank)
    right = set(rng.sample(range(len(drawn)), min(past.right, len(drawn))))
    items = tuple(
        _item(rng, quiz, entry["edition_id"], seed, position, position - 1 in right, past)
        for position, entry in enumerate(drawn, 1)
    )
    row = {
        "uuid": UUID(int=rng.getrandbits(128), version=4),
        "quiz_id": quiz.edition.quiz_id,
        "quiz_edition_id": quiz.edition.id,
        "person_id": person_id,
        "number": number,
        "state": "graded",
        "seed": seed,
        "return_to": quiz.return_to,
        "started_at": past.started_at,
        "submitted_at": past.submitted_at,
        **_graded(quiz, items),
    }
    return MarkedAttempt(row, items)


def _graded(quiz: TakenQuiz, items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    maxima = [quiz.keys[item["question_edition_id"]].points for item in items]
    grade = grade_attempt(
        [GradedItem(item["fraction"], most) for item, most in zip(items, maxima, strict=True)]
    )
    mark = quiz.settings.pass_mark
    return {
        "points": grade.points,
        "max_points": grade.max_points,
        "scaled_score": grade.scaled_score,
        "passed": mark is None or has_passed(grade.points, grade.max_points, mark),
    }


def save_attempts(marked: Sequence[MarkedAttempt]) -> None:
    """Write attempts at one quiz, and their items."""
    insert_rows(Attempt, [each.row for each in marked])
    attempt_ids = queries.list_attempt_ids(marked[0].row["quiz_id"]) if marked else {}
    items = [
        {**item, "attempt_id": attempt_ids[each.row["uuid"]]}
        for each in marked
        for item in each.items
    ]
    insert_rows(AttemptItem, items)


def _question_key(points: Decimal, question: Question) -> QuestionKey:
    question_type = REGISTRY[question.type]
    correct = question_type.correct_response(question)
    right = None if correct is None else question_type.serialise(correct)
    return QuestionKey(points, question, right, _wrong_responses(question))


def _wrong_responses(question: Question) -> tuple[Any, ...]:
    """Single choices that earn nothing; for any other type, no answer at all."""
    kind = REGISTRY[question.type]
    if kind.family != "choices":
        return (None,)
    singles = [[index] for index in range(len(question.choices))]
    grades = ((one, kind.grade(question, kind.deserialise(one)).fraction) for one in singles)
    return tuple(one for one, fraction in grades if fraction == 0)


def _item(
    rng: Random,
    quiz: TakenQuiz,
    edition_id: int,
    seed: int,
    position: int,
    is_right: bool,
    past: PastAttempt,
) -> dict[str, Any]:
    key = quiz.keys[edition_id]
    taken: timedelta = past.submitted_at - past.started_at
    order: Sequence[int] = range(len(key.question.choices))
    if "choices" in quiz.settings.shuffle:
        order = order_choices(key.question, seed, position)
    return {
        "position": position,
        "question_edition_id": edition_id,
        "choice_order": list(order),
        "response": key.right if is_right else rng.choice(key.wrong),
        "sequence": 1,
        "saved_at": past.started_at + taken * position / (quiz.edition.question_count + 1),
        "fraction": RIGHT if is_right else WRONG,
        "points": key.points if is_right else WRONG,
    }
