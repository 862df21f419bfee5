"""Every SELECT about banks, quizzes and attempts."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.orm import defer, joinedload

from core.database import db
from quizzes.models import (
    Attempt,
    AttemptItem,
    Question,
    QuestionBank,
    QuestionEdition,
    Quiz,
    QuizEdition,
)


@dataclass(frozen=True)
class AttemptLine:
    """One attempt in a list of somebody's attempts."""

    uuid: UUID
    number: int
    state: str
    started_at: datetime
    submitted_at: datetime | None
    scaled_score: Decimal | None
    passed: bool | None


def find_quiz(owner_key: str, key: str) -> Quiz | None:
    """The quiz of this owner with this key."""
    query = select(Quiz).where(Quiz.owner_key == owner_key, Quiz.key == key)
    return db.session.scalars(query).first()


def find_bank(owner_key: str, key: str) -> QuestionBank | None:
    """The bank of this owner with this key."""
    query = select(QuestionBank).where(QuestionBank.owner_key == owner_key, QuestionBank.key == key)
    return db.session.scalars(query).first()


def list_questions(bank_id: int) -> list[Question]:
    """All questions of a bank, retired ones too, in their order."""
    query = select(Question).where(Question.bank_id == bank_id)
    return list(db.session.scalars(query.order_by(Question.position, Question.id)))


def latest_question_editions(bank_id: int) -> dict[int, QuestionEdition]:
    """The newest edition of each question of a bank, by the question's id."""
    query = (
        select(QuestionEdition)
        .join(Question, Question.id == QuestionEdition.question_id)
        .where(Question.bank_id == bank_id)
        .order_by(QuestionEdition.number)
        .options(defer(QuestionEdition.content), defer(QuestionEdition.html))
    )
    return {edition.question_id: edition for edition in db.session.scalars(query)}


def latest_quiz_edition(quiz_id: int) -> QuizEdition | None:
    """The newest edition of a quiz."""
    query = select(QuizEdition).where(QuizEdition.quiz_id == quiz_id)
    return db.session.scalars(query.order_by(QuizEdition.number.desc()).limit(1)).first()


def get_quiz_edition(quiz_edition_id: int) -> QuizEdition:
    """An edition of a quiz with its quiz; raises NoResultFound."""
    query = select(QuizEdition).where(QuizEdition.id == quiz_edition_id)
    return db.session.scalars(query.options(joinedload(QuizEdition.quiz))).one()


def list_attempts(quiz_id: int, person_id: int) -> list[AttemptLine]:
    """Somebody's attempts at a quiz, the newest first."""
    query = (
        select(
            Attempt.uuid,
            Attempt.number,
            Attempt.state,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.scaled_score,
            Attempt.passed,
        )
        .where(Attempt.quiz_id == quiz_id, Attempt.person_id == person_id)
        .order_by(Attempt.number.desc())
    )
    return [AttemptLine(*row) for row in db.session.execute(query)]


def find_open_attempt(quiz_id: int, person_id: int) -> Attempt | None:
    """The attempt that somebody is in the middle of."""
    query = select(Attempt).where(
        Attempt.quiz_id == quiz_id,
        Attempt.person_id == person_id,
        Attempt.state == "in_progress",
    )
    return db.session.scalars(query).first()


def count_attempts(quiz_id: int, person_id: int) -> int:
    """How many attempts somebody has begun."""
    query = select(func.count()).where(Attempt.quiz_id == quiz_id, Attempt.person_id == person_id)
    return db.session.scalar(query) or 0


def count_times_seen(quiz_id: int, person_id: int) -> dict[int, int]:
    """How often somebody was asked each question in attempts at a quiz, by question id."""
    query = (
        select(QuestionEdition.question_id, func.count())
        .join(AttemptItem, AttemptItem.question_edition_id == QuestionEdition.id)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .where(Attempt.quiz_id == quiz_id, Attempt.person_id == person_id)
        .group_by(QuestionEdition.question_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_attempt(uuid: UUID, person_id: int) -> Attempt | None:
    """Somebody's own attempt with its quiz edition; somebody else's is not found."""
    query = (
        select(Attempt)
        .where(Attempt.uuid == uuid, Attempt.person_id == person_id)
        .options(
            joinedload(Attempt.quiz_edition).defer(QuizEdition.pool),
            joinedload(Attempt.quiz_edition).defer(QuizEdition.source),
            joinedload(Attempt.quiz_edition).joinedload(QuizEdition.quiz),
        )
    )
    return db.session.scalars(query).first()


def find_attempt_for_update(uuid: UUID, person_id: int) -> Attempt | None:
    """Somebody's own attempt, locked until the transaction ends."""
    query = select(Attempt).where(Attempt.uuid == uuid, Attempt.person_id == person_id)
    fresh = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(fresh).first()


def list_items(attempt_id: int) -> list[Row[Any]]:
    """The questions of an attempt in their order: item columns, and the edition's."""
    query = (
        select(
            AttemptItem.id,
            AttemptItem.position,
            AttemptItem.choice_order,
            AttemptItem.response,
            AttemptItem.saved_at,
            AttemptItem.fraction,
            AttemptItem.points,
            QuestionEdition.id.label("edition_id"),
            QuestionEdition.type,
            QuestionEdition.points.label("max_points"),
            QuestionEdition.content,
            QuestionEdition.html,
        )
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .where(AttemptItem.attempt_id == attempt_id)
        .order_by(AttemptItem.position)
    )
    return list(db.session.execute(query))


def find_item_for_saving(uuid: UUID, person_id: int, position: int) -> Row[Any] | None:
    """One question of somebody's own attempt, and the attempt's state.

    The attempt is locked against submission meanwhile: an answer shown as saved is graded.
    """
    query = (
        select(
            Attempt.state,
            Attempt.deadline_at,
            AttemptItem.id,
            AttemptItem.client,
            AttemptItem.sequence,
            AttemptItem.saved_at,
            QuestionEdition.id.label("edition_id"),
            QuestionEdition.content,
        )
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .where(
            Attempt.uuid == uuid,
            Attempt.person_id == person_id,
            AttemptItem.position == position,
        )
        .with_for_update(read=True, of=Attempt)
    )
    return db.session.execute(query).first()


def question_contents(edition_ids: list[int]) -> dict[int, dict[str, Any]]:
    """What question editions say, by id."""
    query = select(QuestionEdition.id, QuestionEdition.content).where(
        QuestionEdition.id.in_(edition_ids)
    )
    return {row.id: row.content for row in db.session.execute(query.order_by(QuestionEdition.id))}
