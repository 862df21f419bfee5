"""Attempts at sensitive quizzes that are to be erased, and what was counted of erased ones."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Row, func, literal, select

from core.database import UTCDateTime, db
from quizzes.models import Attempt, AttemptItem, ChoiceCount, Quiz, QuizEdition

ERASED = "erased"


def list_attempts_to_erase(
    owners: Collection[str], before: datetime, after_id: int, most: int
) -> list[int]:
    """Attempts at sensitive quizzes that were begun before a moment, in order of their ids.

    A quiz is sensitive where its owner is, or where any edition of it says so.
    """
    query = select(Attempt.id).where(
        Attempt.quiz_id.in_(_list_sensitive_ids(owners)),
        Attempt.state != ERASED,
        Attempt.started_at < before,
        Attempt.id > after_id,
    )
    return list(db.session.scalars(query.order_by(Attempt.id).limit(most)))


def find_attempt_by_id_for_update(attempt_id: int) -> Attempt | None:
    """An attempt, locked until the transaction ends; None where it is gone or erased."""
    query = select(Attempt).where(Attempt.id == attempt_id, Attempt.state != ERASED)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(fresh).first()


def was_left_before(attempt: Attempt, before: datetime) -> bool:
    """Whether nothing was answered or submitted in an attempt since a moment."""
    query = select(func.max(AttemptItem.saved_at, type_=UTCDateTime()))
    saved_at = db.session.scalar(query.where(AttemptItem.attempt_id == attempt.id))
    known = (attempt.started_at, attempt.submitted_at, saved_at)
    return max(filter(None, known)) < before


def get_choice_count_for_update(quiz_id: int, edition_id: int, *, is_first: bool) -> ChoiceCount:
    """What was counted of a question, locked until the transaction ends; raises NoResultFound."""
    query = select(ChoiceCount).where(
        ChoiceCount.quiz_id == quiz_id,
        ChoiceCount.question_edition_id == edition_id,
        ChoiceCount.is_first.is_(is_first),
    )
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(fresh).one()


def list_choice_counts(quiz_id: int, scope: str) -> list[Row[Any]]:
    """What was counted of each edition of a question: its id, asked, skipped, taken."""
    query = select(
        ChoiceCount.question_edition_id,
        ChoiceCount.asked,
        ChoiceCount.skipped,
        ChoiceCount.taken,
    ).where(ChoiceCount.quiz_id == quiz_id, _is_of(ChoiceCount.is_first, scope))
    order = (ChoiceCount.question_edition_id, ChoiceCount.is_first)
    return list(db.session.execute(query.order_by(*order)))


def count_erased(quiz_id: int, scope: str) -> int:
    """How many attempts at a quiz were counted and erased."""
    query = select(func.count()).select_from(Attempt)
    erased = query.where(Attempt.quiz_id == quiz_id, Attempt.state == ERASED)
    return db.session.scalar(erased.where(_is_of(Attempt.number == 1, scope))) or 0


def _is_of(is_first: Any, scope: str) -> ColumnElement[bool]:
    return literal(value=True, type_=Boolean()) if scope == "all" else is_first


def _list_sensitive_ids(owners: Collection[str]) -> list[int]:
    query = (
        select(Quiz.id, Quiz.owner_key, QuizEdition.settings)
        .join(QuizEdition, QuizEdition.quiz_id == Quiz.id)
        .order_by(Quiz.id, QuizEdition.number)
    )
    return sorted(
        {
            row.id
            for row in db.session.execute(query)
            if row.owner_key in owners or row.settings.get("sensitive")
        }
    )
