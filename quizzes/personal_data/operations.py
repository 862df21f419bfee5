"""Letting go of what a person wrote; results stay for the counts."""

from datetime import datetime

from sqlalchemy import delete, select, update

from core.database import db
from quizzes.models import Attempt, AttemptItem, PracticeCard, QuestionEdition, QuizException
from quizzes.question_types import REGISTRY

# A response to one of these is what was chosen, and says nothing of who did.
ANONYMOUS_TYPES = tuple(name for name, kind in REGISTRY.items() if not kind.is_free_text)


def anonymise_person(person_id: int, at: datetime) -> None:
    """Erase responses in free words and attempts that were not ended; keep choices and scores."""
    attempts = select(Attempt.id).where(Attempt.person_id == person_id)
    open_ones = attempts.where(Attempt.state == "in_progress")
    db.session.execute(delete(AttemptItem).where(AttemptItem.attempt_id.in_(open_ones)))
    db.session.execute(
        delete(Attempt).where(Attempt.person_id == person_id, Attempt.state == "in_progress")
    )
    chosen = select(QuestionEdition.id).where(QuestionEdition.type.in_(ANONYMOUS_TYPES))
    of_person = update(AttemptItem).where(AttemptItem.attempt_id.in_(attempts))
    written = AttemptItem.question_edition_id.not_in(chosen)
    db.session.execute(of_person.where(written).values(response=None, tries=[]))
    db.session.execute(
        of_person.values(client="", saved_at=None, given_at=None, is_flagged=False, comment="")
    )
    for model in (PracticeCard, QuizException):
        db.session.execute(delete(model).where(model.person_id == person_id))
