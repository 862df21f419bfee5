"""The cards of practice."""

from collections.abc import Collection

from sqlalchemy import select

from core.database import db
from quizzes.models import PracticeCard, QuestionEdition
from quizzes.practice import Card
from quizzes.question_types import REGISTRY


def list_cards(person_id: int, quiz_id: int) -> dict[int, Card]:
    """Where each question of a quiz lies for somebody, by its id."""
    query = select(PracticeCard.question_id, PracticeCard.box, PracticeCard.due_on).where(
        PracticeCard.person_id == person_id, PracticeCard.quiz_id == quiz_id
    )
    rows = db.session.execute(query.order_by(PracticeCard.question_id))
    return {row.question_id: Card(row.box, row.due_on) for row in rows}


def find_card(person_id: int, quiz_id: int, question_id: int) -> PracticeCard | None:
    """One card, locked until the transaction ends."""
    query = select(PracticeCard).where(
        PracticeCard.person_id == person_id,
        PracticeCard.quiz_id == quiz_id,
        PracticeCard.question_id == question_id,
    )
    return db.session.scalars(query.with_for_update()).first()


def list_practisable(edition_ids: Collection[int]) -> list[int]:
    """Of editions of questions, those that earn something and are marked at once."""
    query = select(QuestionEdition.id, QuestionEdition.type).where(
        QuestionEdition.id.in_(edition_ids), QuestionEdition.points > 0
    )
    rows = db.session.execute(query.order_by(QuestionEdition.id))
    return [row.id for row in rows if REGISTRY[row.type].marks_at_once]


def get_question_edition(edition_id: int) -> QuestionEdition:
    """An edition of a question; raises NoResultFound."""
    return db.session.scalars(select(QuestionEdition).where(QuestionEdition.id == edition_id)).one()
