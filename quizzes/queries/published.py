"""Banks, questions and quizzes, and their editions."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import defer, joinedload

from core.database import db
from quizzes.models import (
    Question,
    QuestionBank,
    QuestionEdition,
    Quiz,
    QuizEdition,
)

QUIZ_EDITION = (
    select(QuizEdition)
    .where(QuizEdition.id == bindparam("id"))
    .options(joinedload(QuizEdition.quiz), defer(QuizEdition.pool), defer(QuizEdition.source))
)


def find_quiz(owner_key: str, key: str) -> Quiz | None:
    """The quiz of this owner with this key."""
    query = select(Quiz).where(Quiz.owner_key == owner_key, Quiz.key == key)
    return db.session.scalars(query).first()


def list_sensitive_quizzes(owner_key: str) -> dict[str, bool]:
    """All quizzes that this owner has published, and whether any edition says it is sensitive."""
    query = (
        select(Quiz.key, QuizEdition.settings)
        .join(QuizEdition, QuizEdition.quiz_id == Quiz.id)
        .where(Quiz.owner_key == owner_key)
        .order_by(Quiz.key, QuizEdition.number)
    )
    found: dict[str, bool] = {}
    for key, settings in db.session.execute(query):
        found[key] = found.get(key, False) or bool(settings.get("sensitive"))
    return found


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


def find_latest_edition(owner_key: str, key: str) -> QuizEdition | None:
    """The newest edition of the quiz of this owner with this key, and the quiz."""
    query = (
        select(QuizEdition)
        .join(Quiz, Quiz.id == QuizEdition.quiz_id)
        .where(Quiz.owner_key == owner_key, Quiz.key == key)
        .options(joinedload(QuizEdition.quiz))
        .order_by(QuizEdition.number.desc())
        .limit(1)
    )
    return db.session.scalars(query).first()


def get_quiz_edition(quiz_edition_id: int) -> QuizEdition:
    """An edition of a quiz with its quiz; raises NoResultFound.

    What it draws from, and the source of its texts, are read only once they are asked for.
    """
    return db.session.scalars(QUIZ_EDITION, {"id": quiz_edition_id}).one()
