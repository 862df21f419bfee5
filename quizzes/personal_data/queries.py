"""A person's own attempts and responses; of sensitive quizzes nothing is shown here.

Who sits beside her, or finds the file, learns nothing of them: the course as a whole stands among
the enrolments, under its neutral title.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from core.database import db
from core.personal_data import Record, Sections
from quizzes.content import from_json
from quizzes.models import (
    Attempt,
    AttemptItem,
    PracticeCard,
    Question,
    QuestionEdition,
    Quiz,
    QuizEdition,
    QuizException,
)
from quizzes.question_types import ResponseRefused, type_of


def export_attempts(
    list_sensitive_owners: Callable[[], frozenset[str]], person_id: int
) -> Sections:
    """Every attempt, and every response with the question it answers."""
    sensitive = list_sensitive_owners()
    rows = [row for row in _attempts(person_id) if not _is_sensitive(row, sensitive)]
    titles = {row.id: row.titles for row in rows}
    return {
        "attempts": [_attempt(row) for row in rows],
        "responses": [_response(row, titles[row.attempt_id]) for row in _items(list(titles))],
        "practice": [_card(row) for row in _cards(person_id) if row.owner_key not in sensitive],
        "quiz_exceptions": [_exception(row) for row in _exceptions(person_id)],
    }


def _attempts(person_id: int) -> Sequence[Row[Any]]:
    query = (
        select(
            Attempt.id,
            Quiz.owner_key,
            QuizEdition.titles,
            QuizEdition.settings,
            Attempt.number,
            Attempt.state,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.points,
            Attempt.max_points,
            Attempt.passed,
        )
        .join(Quiz, Quiz.id == Attempt.quiz_id)
        .join(QuizEdition, QuizEdition.id == Attempt.quiz_edition_id)
        .where(Attempt.person_id == person_id)
        .order_by(Attempt.started_at, Attempt.id)
    )
    return db.session.execute(query).all()


def _items(attempt_ids: list[int]) -> Sequence[Row[Any]]:
    query = (
        select(
            AttemptItem.attempt_id,
            Attempt.number,
            AttemptItem.response,
            AttemptItem.points,
            AttemptItem.comment,
            AttemptItem.saved_at,
            QuestionEdition.content,
        )
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .where(AttemptItem.attempt_id.in_(attempt_ids))
        .order_by(AttemptItem.attempt_id, AttemptItem.position)
    )
    return db.session.execute(query).all()


def _cards(person_id: int) -> Sequence[Row[Any]]:
    query = (
        select(
            Quiz.owner_key,
            Question.key,
            PracticeCard.box,
            PracticeCard.due_on,
            PracticeCard.answered_at,
        )
        .join(Quiz, Quiz.id == PracticeCard.quiz_id)
        .join(Question, Question.id == PracticeCard.question_id)
        .where(PracticeCard.person_id == person_id)
        .order_by(PracticeCard.answered_at, PracticeCard.id)
    )
    rows: Sequence[Any] = db.session.execute(query).all()
    return rows


def _exceptions(person_id: int) -> Sequence[Row[Any]]:
    query = (
        select(
            Quiz.key,
            QuizException.extra_minutes,
            QuizException.extra_attempts,
            QuizException.closes_at,
            QuizException.note,
            QuizException.at,
        )
        .join(Quiz, Quiz.id == QuizException.quiz_id)
        .where(QuizException.person_id == person_id)
        .order_by(QuizException.at, QuizException.id)
    )
    rows: Sequence[Any] = db.session.execute(query).all()
    return rows


def _card(row: Row[Any]) -> Record:
    record = _without(dict(row._mapping), "owner_key")
    return {"question": record.pop("key"), **record}


def _exception(row: Row[Any]) -> Record:
    record = dict(row._mapping)
    return {"quiz": record.pop("key"), **record}


def _is_sensitive(row: Row[Any], owners: frozenset[str]) -> bool:
    return row.owner_key in owners or bool(row.settings.get("sensitive"))


def _attempt(row: Row[Any]) -> Record:
    record = dict(row._mapping)
    return {"quiz": record.pop("titles"), **_without(record, "id", "owner_key", "settings")}


def _response(row: Row[Any], titles: Mapping[str, str]) -> Record:
    stems = {text["language"]: text["stem"] for text in row.content["texts"]}
    return {
        "quiz": titles,
        "number": row.number,
        "question": stems,
        "response": _in_words(row.response, row.content),
        "points": row.points,
        "comment": row.comment,
        "saved_at": row.saved_at,
    }


def _in_words(response: Any, content: Mapping[str, Any]) -> Any:
    """What was answered, in words; what its question no longer reads, as it is."""
    question = from_json(content)
    kind = type_of(question)
    try:
        given = kind.deserialise(response)
        return kind.in_words(question.texts[question.language], given)
    except (ResponseRefused, LookupError):
        return response


def _without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}
