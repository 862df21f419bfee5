"""Checking a question while the attempt goes on, where the quiz's behaviour has it so."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from core.database import db
from quizzes import attempts, queries
from quizzes.behaviours import Tries, can_check, check_response
from quizzes.content import Question, from_json
from quizzes.models import AttemptItem
from quizzes.operations.refusals import AttemptNotFound, QuestionFinished
from quizzes.operations.saving import check_open, lock_attempt, told_by_form
from quizzes.question_types import type_of
from quizzes.quiz_settings import settings_from_json


def check_question(
    uuid: UUID, person_id: int, position: int, values: Sequence[str], at: datetime
) -> bool:
    """Save an answer and check it; one that is not whole is only saved. Whether it was checked.

    Raises AttemptNotFound (also where nothing can be checked), AttemptClosed, QuestionFinished
    or question_types.ResponseRefused.
    """
    attempt = lock_attempt(uuid, person_id)
    check_open(attempt, at)
    edition = queries.get_quiz_edition(attempt.quiz_edition_id)
    behaviour = settings_from_json(edition.settings).feedback
    item = queries.find_item(attempt.id, position)
    if item is None:
        raise AttemptNotFound
    question = from_json(item.question_edition.content)
    if not can_check(question, behaviour):
        raise AttemptNotFound
    if item.is_finished:
        raise QuestionFinished
    value = attempts.response_value(question, values)
    item.response = value
    for name, fact in told_by_form(attempt, at).items():
        setattr(item, name, fact)
    if attempts.is_open(question, value):
        db.session.flush()
        return False
    _keep(item, question, behaviour, value)
    return True


def _keep(item: AttemptItem, question: Question, behaviour: str, value: object) -> None:
    kind = type_of(question)
    grade = kind.grade(question, kind.deserialise(value))
    checked = check_response(question, behaviour, Tries(tuple(item.tries)), value, grade)
    item.tries = list(checked.tries.checked)
    item.is_finished = checked.tries.is_finished
    item.fraction = checked.fraction
    item.points = checked.fraction * Decimal(item.question_edition.points)
    db.session.flush()
