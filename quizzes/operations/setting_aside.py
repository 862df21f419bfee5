"""Setting attempts aside: the world above asks for a quiz anew."""

from typing import Any

from sqlalchemy import Select, select, update

from core.database import db
from quizzes.models import Attempt, Quiz
from quizzes.queries.attempts import MARKED


def set_attempts_aside(owner_key: str, person_ids: Select[Any]) -> None:
    """Let what these people have had marked so far of an owner's quizzes count no more.

    It stays on record, to be read. What is open, or waits for somebody to mark it, still counts.
    """
    quizzes = select(Quiz.id).where(Quiz.owner_key == owner_key)
    past = update(Attempt).where(
        Attempt.quiz_id.in_(quizzes),
        Attempt.person_id.in_(person_ids),
        Attempt.state.in_(MARKED),
    )
    db.session.execute(past.values(is_past=True))
