"""Responses that somebody has to read: what waits, what was marked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from core.database import db
from quizzes.models import Attempt, AttemptItem, QuestionEdition, Quiz
from quizzes.question_types import HAND_MARKED


@dataclass(frozen=True)
class HandLine:
    """A response in a list of those that wait, or were marked; nobody's name is in it."""

    attempt_uuid: UUID
    position: int
    submitted_at: datetime
    html: dict[str, Any]
    points: Any
    max_points: Any
    marked_at: datetime | None


def count_waiting(owner_key: str) -> dict[str, int]:
    """How many responses wait, by the key of the quiz."""
    query = (
        _by_hand(select(Quiz.key, func.count()))
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .where(Quiz.owner_key == owner_key, *_waits())
        .group_by(Quiz.key)
        .order_by(Quiz.key)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def count_waiting_of(quiz_id: int) -> int:
    """How many responses to a quiz wait."""
    query = _by_hand(select(func.count())).where(Attempt.quiz_id == quiz_id, *_waits())
    return db.session.scalar(query) or 0


def list_waiting(quiz_id: int, most: int) -> list[HandLine]:
    """What waits, question by question, the longest waiting first."""
    query = _lines().where(Attempt.quiz_id == quiz_id, *_waits())
    ordered = query.order_by(
        QuestionEdition.question_id, Attempt.submitted_at, Attempt.id, AttemptItem.position
    )
    return [HandLine(*row) for row in db.session.execute(ordered.limit(most))]


def list_marked(quiz_id: int, most: int) -> list[HandLine]:
    """What was marked last."""
    query = _lines().where(Attempt.quiz_id == quiz_id, AttemptItem.marked_at.is_not(None))
    ordered = query.order_by(AttemptItem.marked_at.desc(), AttemptItem.id.desc())
    return [HandLine(*row) for row in db.session.execute(ordered.limit(most))]


def find_hand_item(quiz_id: int, attempt_uuid: UUID, position: int) -> AttemptItem | None:
    """A response of an ended attempt that is marked by hand, with its attempt and its edition."""
    query = (
        select(AttemptItem)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .where(
            Attempt.quiz_id == quiz_id,
            Attempt.uuid == attempt_uuid,
            Attempt.state != "in_progress",
            AttemptItem.position == position,
            *_is_by_hand(),
        )
        .options(joinedload(AttemptItem.attempt), joinedload(AttemptItem.question_edition))
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).first()


def find_attempt_of_quiz(quiz_id: int, attempt_uuid: UUID) -> Attempt | None:
    """An attempt at a quiz, whoever's it is, locked until the transaction ends."""
    query = select(Attempt).where(Attempt.quiz_id == quiz_id, Attempt.uuid == attempt_uuid)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(fresh).first()


def has_unmarked(attempt_id: int) -> bool:
    """Whether a response of an attempt still waits for somebody."""
    query = _by_hand(select(AttemptItem.id)).where(
        Attempt.id == attempt_id, AttemptItem.marked_at.is_(None)
    )
    return db.session.scalars(query.limit(1)).first() is not None


def _lines() -> Select[*tuple[Any, ...]]:
    return _by_hand(
        select(
            Attempt.uuid,
            AttemptItem.position,
            Attempt.submitted_at,
            QuestionEdition.html,
            AttemptItem.points,
            QuestionEdition.points.label("max_points"),
            AttemptItem.marked_at,
        )
    )


def _by_hand(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(AttemptItem)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .where(*_is_by_hand())
    )


def _is_by_hand() -> list[ColumnElement[bool]]:
    """A response to a question that somebody marks; without a rubric it is worth no points."""
    return [
        AttemptItem.response.is_not(None),
        QuestionEdition.type.in_(HAND_MARKED),
        QuestionEdition.points > 0,
    ]


def _waits() -> list[ColumnElement[bool]]:
    return [Attempt.state == "submitted", AttemptItem.marked_at.is_(None)]
