"""Removing the quizzes of a course that nobody ever took."""

from sqlalchemy import delete, select

from core.database import db
from quizzes.models import (
    Question,
    QuestionBank,
    QuestionEdition,
    Quiz,
    QuizAnalysis,
    QuizEdition,
)


def remove_quizzes(owner_key: str) -> None:
    """Remove quizzes and banks with all their editions.

    The database refuses (IntegrityError) where an attempt, an exception or a practice card hangs
    on one of them, and the caller rolls back.
    """
    quizzes = select(Quiz.id).where(Quiz.owner_key == owner_key)
    banks = select(QuestionBank.id).where(QuestionBank.owner_key == owner_key)
    questions = select(Question.id).where(Question.bank_id.in_(banks))
    for statement in (
        delete(QuizAnalysis).where(QuizAnalysis.quiz_id.in_(quizzes)),
        delete(QuizEdition).where(QuizEdition.quiz_id.in_(quizzes)),
        delete(Quiz).where(Quiz.owner_key == owner_key),
        delete(QuestionEdition).where(QuestionEdition.question_id.in_(questions)),
        delete(Question).where(Question.bank_id.in_(banks)),
        delete(QuestionBank).where(QuestionBank.owner_key == owner_key),
    ):
        db.session.execute(statement, execution_options={"synchronize_session": False})
