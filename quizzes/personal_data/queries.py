"""A person's own attempts and responses; of sensitive quizzes nothing is shown here.

Who sits beside her, or finds the file, learns nothing of them: the course as a whole stands among
the enrolments, under its neutral title.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from core.database import db
from core.personal_data import Record, Sections
from quizzes.models import Attempt, AttemptItem, QuestionEdition, Quiz, QuizEdition


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
            AttemptItem.saved_at,
            QuestionEdition.content,
        )
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(QuestionEdition, QuestionEdition.id == AttemptItem.question_edition_id)
        .where(AttemptItem.attempt_id.in_(attempt_ids))
        .order_by(AttemptItem.attempt_id, AttemptItem.position)
    )
    return db.session.execute(query).all()


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
        "saved_at": row.saved_at,
    }


def _in_words(response: Any, content: Mapping[str, Any]) -> Any:
    """The texts of the choices that were taken; what is no list of choices, as it is."""
    choices = content["texts"][0]["choices"]
    if isinstance(response, list) and all(
        isinstance(index, int) and 0 <= index < len(choices) for index in response
    ):
        return [choices[index] for index in response]
    return response


def _without(record: Record, *names: str) -> Record:
    return {name: value for name, value in record.items() if name not in names}
