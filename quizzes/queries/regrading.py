"""Attempts that were marked by an edition of a question that is no longer the newest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, cast, func, or_, select

from core.database import db
from quizzes.models import Attempt, AttemptItem, AttemptRegrade, QuestionEdition, QuizEdition


@dataclass(frozen=True)
class RegradeLine:
    """One time that attempts were marked anew: when, by whom, how many answers, and how many of
    them are worth something else since.
    """

    at: datetime
    by_id: int | None
    count: int
    changed: int


def count_by_edition(quiz_id: int) -> dict[int, int]:
    """How many answers of ended attempts there are to each edition of a question."""
    query = (
        select(AttemptItem.question_edition_id, func.count())
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(*_is_ended(quiz_id))
        .group_by(AttemptItem.question_edition_id)
        .order_by(AttemptItem.question_edition_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def list_editions(edition_ids: Sequence[int]) -> dict[int, QuestionEdition]:
    """Editions of questions by their ids."""
    query = select(QuestionEdition).where(QuestionEdition.id.in_(edition_ids))
    return {each.id: each for each in db.session.scalars(query.order_by(QuestionEdition.id))}


def list_quiz_editions(quiz_id: int) -> list[Row[Any]]:
    """The id, the pool and the settings of each edition of a quiz, the newest last."""
    query = select(QuizEdition.id, QuizEdition.pool, QuizEdition.settings)
    ordered = query.where(QuizEdition.quiz_id == quiz_id).order_by(QuizEdition.number)
    return list(db.session.execute(ordered))


def list_answers_to(quiz_id: int, edition_ids: Sequence[int]) -> list[Row[Any]]:
    """The answers of ended attempts to these editions, attempt by attempt, with its totals.

    Responses and tries are JSON as text, so that equal ones are marked once.
    """
    query = (
        select(
            Attempt.id,
            Attempt.points,
            Attempt.max_points,
            Attempt.passed,
            Attempt.quiz_edition_id,
            AttemptItem.question_edition_id,
            cast(AttemptItem.response, Text).label("response"),
            cast(AttemptItem.tries, Text).label("tries"),
            AttemptItem.fraction,
        )
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(
            *_is_ended(quiz_id),
            AttemptItem.question_edition_id.in_(edition_ids),
        )
        .order_by(Attempt.id, AttemptItem.position)
    )
    return list(db.session.execute(query))


def list_attempts_with(
    quiz_id: int, edition_ids: Sequence[int], after: int, most: int
) -> list[int]:
    """The ids of ended attempts that have an answer to one of these editions, from one id on."""
    query = (
        select(Attempt.id)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(
            *_is_ended(quiz_id),
            Attempt.id > after,
            AttemptItem.question_edition_id.in_(edition_ids),
        )
        .distinct()
        .order_by(Attempt.id)
    )
    return list(db.session.scalars(query.limit(most)))


def count_attempts_with(quiz_id: int, edition_ids: Sequence[int]) -> int:
    """How many such attempts there are."""
    query = (
        select(func.count(Attempt.id.distinct()))
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(
            *_is_ended(quiz_id),
            AttemptItem.question_edition_id.in_(edition_ids),
        )
    )
    return db.session.scalar(query) or 0


def get_attempt_for_update(attempt_id: int) -> Attempt:
    """An attempt, locked until the transaction ends; raises NoResultFound."""
    return db.session.get_one(Attempt, attempt_id, with_for_update=True, populate_existing=True)


def list_items_to(attempt_id: int, edition_ids: Sequence[int]) -> list[AttemptItem]:
    """The answers of an attempt to these editions."""
    query = select(AttemptItem).where(
        AttemptItem.attempt_id == attempt_id,
        AttemptItem.question_edition_id.in_(edition_ids),
        _is_readable(),
    )
    fresh = query.order_by(AttemptItem.position).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))


def list_regrades(quiz_id: int, most: int) -> list[RegradeLine]:
    """When attempts at a quiz were marked anew, the last time first."""
    is_other = AttemptRegrade.points_before.is_distinct_from(AttemptRegrade.points_after)
    query = (
        select(
            AttemptRegrade.at,
            AttemptRegrade.by_id,
            func.count(),
            func.count().filter(is_other),
        )
        .join(AttemptItem, AttemptItem.id == AttemptRegrade.attempt_item_id)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(Attempt.quiz_id == quiz_id)
        .group_by(AttemptRegrade.at, AttemptRegrade.by_id)
        .order_by(AttemptRegrade.at.desc())
        .limit(most)
    )
    return [RegradeLine(*row) for row in db.session.execute(query)]


def _is_ended(quiz_id: int) -> list[ColumnElement[bool]]:
    return [Attempt.quiz_id == quiz_id, Attempt.state != "in_progress", _is_readable()]


def _is_readable() -> ColumnElement[bool]:
    """Whether an answer can be marked anew: of people who are anonymous, words are gone."""
    return or_(AttemptItem.response.is_not(None), func.coalesce(AttemptItem.fraction, 0) == 0)
