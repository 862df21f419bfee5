"""What became of a bank's questions: how often each was published, and asked in attempts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

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
class PublishedQuestion:
    """A question that was published, and how many editions it has."""

    id: int
    edition_count: int


@dataclass(frozen=True)
class EditionOfQuestion:
    """A question as it stood when it was published."""

    number: int
    created_at: datetime
    content: Mapping[str, Any]
    html: Mapping[str, Any]


def list_published_questions(owner_key: str) -> dict[tuple[str, str], PublishedQuestion]:
    """All questions of an owner that were ever published, by their bank's key and their own."""
    query = (
        select(QuestionBank.key, Question.key, Question.id, func.count(QuestionEdition.id))
        .join(Question, Question.bank_id == QuestionBank.id)
        .join(QuestionEdition, QuestionEdition.question_id == Question.id)
        .where(QuestionBank.owner_key == owner_key)
        .group_by(QuestionBank.key, Question.key, Question.id)
        .order_by(Question.id)
    )
    return {(row[0], row[1]): PublishedQuestion(*row[2:]) for row in db.session.execute(query)}


def count_times_asked(owner_key: str, question_ids: Collection[int]) -> dict[int, int]:
    """In how many attempts each question stands, by its id; sensitive quizzes tell nothing."""
    query = (
        select(QuestionEdition.question_id, func.count())
        .join(AttemptItem, AttemptItem.question_edition_id == QuestionEdition.id)
        .where(QuestionEdition.question_id.in_(question_ids))
        .group_by(QuestionEdition.question_id)
        .order_by(QuestionEdition.question_id)
    )
    if sensitive := _list_sensitive_editions(owner_key):
        others = Attempt.quiz_edition_id.not_in(sensitive)
        query = query.join(Attempt, Attempt.id == AttemptItem.attempt_id).where(others)
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_published_question(owner_key: str, bank_key: str, key: str) -> int | None:
    """The id of a question that was published under this name."""
    query = (
        select(Question.id)
        .join(QuestionBank, QuestionBank.id == Question.bank_id)
        .where(QuestionBank.owner_key == owner_key, QuestionBank.key == bank_key)
        .where(Question.key == key)
    )
    return db.session.scalar(query)


def list_question_editions(question_id: int) -> list[EditionOfQuestion]:
    """All editions of a question, the newest first."""
    query = (
        select(
            QuestionEdition.number,
            QuestionEdition.created_at,
            QuestionEdition.content,
            QuestionEdition.html,
        )
        .where(QuestionEdition.question_id == question_id)
        .order_by(QuestionEdition.number.desc())
    )
    return [EditionOfQuestion(*row) for row in db.session.execute(query)]


def _list_sensitive_editions(owner_key: str) -> list[int]:
    """Settings are read whole: PostgreSQL refuses to look into some JSON that it keeps."""
    query = (
        select(QuizEdition.id, QuizEdition.settings)
        .join(Quiz, Quiz.id == QuizEdition.quiz_id)
        .where(Quiz.owner_key == owner_key)
        .order_by(QuizEdition.id)
    )
    return [row.id for row in db.session.execute(query) if row.settings.get("sensitive")]
