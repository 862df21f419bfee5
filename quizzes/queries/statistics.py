"""What item analysis reads: editions, attempts as a stream, analyses that are kept."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Float, Row, Select, Text, cast, func, select

from core.database import db
from quizzes.models import (
    Attempt,
    AttemptItem,
    QuestionEdition,
    Quiz,
    QuizAnalysis,
    QuizEdition,
)
from quizzes.queries.attempts import MARKED
from quizzes.queries.erasing import ERASED
from quizzes.statistics.reading import StoredItem

AT_ONCE = 500


def get_quiz(quiz_id: int) -> Quiz:
    """A quiz; raises NoResultFound."""
    return db.session.get_one(Quiz, quiz_id)


def list_pools(quiz_id: int) -> list[list[dict[str, Any]]]:
    """The pool of each edition of a quiz, the newest last."""
    query = select(QuizEdition.pool).where(QuizEdition.quiz_id == quiz_id)
    return list(db.session.scalars(query.order_by(QuizEdition.number)))


def is_sensitive_quiz(quiz_id: int) -> bool:
    """Whether a quiz says in any edition that it is sensitive."""
    query = select(QuizEdition.settings).where(QuizEdition.quiz_id == quiz_id)
    return any(settings.get("sensitive") for settings in db.session.scalars(query))


def list_question_words(edition_ids: list[int]) -> dict[int, Row[Any]]:
    """What editions of questions say, as HTML and as content, by their ids."""
    query = select(QuestionEdition.id, QuestionEdition.html, QuestionEdition.content).where(
        QuestionEdition.id.in_(edition_ids)
    )
    return {row.id: row for row in db.session.execute(query.order_by(QuestionEdition.id))}


def list_editions_of_questions(question_ids: set[int]) -> list[Row[Any]]:
    """Every edition of these questions, with what it says."""
    query = (
        select(
            QuestionEdition.id,
            QuestionEdition.question_id,
            QuestionEdition.number,
            QuestionEdition.points,
            QuestionEdition.content,
        )
        .where(QuestionEdition.question_id.in_(sorted(question_ids)))
        .order_by(QuestionEdition.question_id, QuestionEdition.number)
    )
    return list(db.session.execute(query))


def stream_items(quiz_id: int, scope: str) -> Iterator[StoredItem]:
    """Every question of the attempts that count, attempt by attempt, some hundred at a time."""
    last = 0
    while attempts := _list_attempts_after(quiz_id, scope, last):
        yield from _list_items_of(attempts)
        last = attempts[-1].id


def _list_attempts_after(quiz_id: int, scope: str, attempt_id: int) -> Sequence[Row[Any]]:
    query = select(
        Attempt.id,
        cast(Attempt.points, Float).label("points"),
        cast(Attempt.max_points, Float).label("max_points"),
    ).where(*_counts(quiz_id, scope), Attempt.id > attempt_id)
    return db.session.execute(query.order_by(Attempt.id).limit(AT_ONCE)).all()


def _list_items_of(attempts: Sequence[Row[Any]]) -> Iterator[StoredItem]:
    """By the ids themselves: joined, PostgreSQL would go through all items for each part."""
    query = (
        select(
            AttemptItem.attempt_id,
            AttemptItem.question_edition_id,
            cast(AttemptItem.response, Text),
            cast(AttemptItem.fraction, Float),
            AttemptItem.spent_ms,
        )
        .where(AttemptItem.attempt_id.in_([attempt.id for attempt in attempts]))
        .order_by(AttemptItem.attempt_id, AttemptItem.position)
    )
    totals = {attempt.id: (attempt.points, attempt.max_points) for attempt in attempts}
    for attempt_id, *item in db.session.execute(query):
        yield (attempt_id, *totals[attempt_id], *item)


def count_attempts(quiz_id: int, scope: str) -> int:
    """How many attempts count."""
    query = select(func.count()).select_from(Attempt).where(*_counts(quiz_id, scope))
    return db.session.scalar(query) or 0


def find_analysis(quiz_id: int, scope: str) -> QuizAnalysis | None:
    """The analysis that is kept."""
    query = select(QuizAnalysis).where(QuizAnalysis.quiz_id == quiz_id)
    return db.session.scalars(query.where(QuizAnalysis.scope == scope)).first()


def list_scopes(quiz_id: int) -> list[str]:
    """Of which attempts at a quiz analyses are kept."""
    query = select(QuizAnalysis.scope).where(QuizAnalysis.quiz_id == quiz_id)
    return list(db.session.scalars(query.order_by(QuizAnalysis.scope)))


def list_outdated_analyses() -> list[tuple[int, str]]:
    """The analyses since which other attempts came to count: quiz_id and scope."""
    return [
        (row.quiz_id, row.scope)
        for scope in ("first", "all")
        for row in db.session.execute(_outdated(scope).order_by(QuizAnalysis.quiz_id))
    ]


def _outdated(scope: str) -> Select[*tuple[Any, ...]]:
    counted = (
        select(func.count())
        .select_from(Attempt)
        .where(*_counts(QuizAnalysis.quiz_id, scope))
        .correlate(QuizAnalysis)
        .scalar_subquery()
    )
    return select(QuizAnalysis.quiz_id, QuizAnalysis.scope).where(
        QuizAnalysis.scope == scope, QuizAnalysis.attempts != counted
    )


def _counts(quiz_id: Any, scope: str) -> list[ColumnElement[bool]]:
    """Which attempts count: marked ones, and by default only the first of each person.

    Also those that were erased once they were counted; of these no item is left to be read.
    """
    states = (*MARKED, ERASED)
    counts: list[ColumnElement[bool]] = [Attempt.quiz_id == quiz_id, Attempt.state.in_(states)]
    return counts if scope == "all" else [*counts, Attempt.number == 1]
