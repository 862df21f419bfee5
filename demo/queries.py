"""Every SELECT of the demo."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, exists, func, or_, select

from accounts.models import Organisation, Person, Unit
from core.database import db
from courses.models import Course
from enrolments.models import Enrolment
from quizzes.models import Attempt, QuestionEdition, Quiz, QuizEdition


def is_demo() -> bool:
    """Whether this database holds the demo."""
    return bool(db.session.scalar(select(Organisation.is_demo).where(Organisation.id == 1)))


def holds_anything() -> bool:
    """Whether somebody has begun to use this database."""
    taken = or_(*(exists(select(model.id)) for model in (Organisation, Person, Unit, Course)))
    return bool(db.session.scalar(select(taken)))


def count_people() -> int:
    """How many people there are."""
    return db.session.scalar(select(func.count()).select_from(Person)) or 0


def list_unit_ids() -> dict[str, int]:
    """The ids of all units, by their keys."""
    return dict(db.session.execute(select(Unit.key, Unit.id)).all())


def list_person_ids() -> dict[str, int]:
    """The ids of all people, by their usernames."""
    query = select(Person.username, Person.id).order_by(Person.id)
    return dict(db.session.execute(query).all())


def list_enrolment_ids(course_id: int) -> dict[int, int]:
    """The ids of a course's enrolments, by person."""
    query = select(Enrolment.person_id, Enrolment.id).where(Enrolment.course_id == course_id)
    return dict(db.session.execute(query).all())


def list_attempt_ids(quiz_id: int) -> dict[UUID, int]:
    """The ids of a quiz's attempts, by their public identifiers."""
    query = select(Attempt.uuid, Attempt.id).where(Attempt.quiz_id == quiz_id)
    return dict(db.session.execute(query).all())


def get_quiz_edition(quiz_edition_id: int) -> tuple[QuizEdition, str]:
    """A quiz edition, and its quiz's key; raises NoResultFound."""
    query = (
        select(QuizEdition, Quiz.key)
        .join(Quiz, Quiz.id == QuizEdition.quiz_id)
        .where(QuizEdition.id == quiz_edition_id)
    )
    edition, key = db.session.execute(query).one()
    return edition, key


def list_question_editions(ids: list[int]) -> list[Row[Any]]:
    """What is needed to answer these question editions."""
    query = select(
        QuestionEdition.id, QuestionEdition.type, QuestionEdition.points, QuestionEdition.content
    ).where(QuestionEdition.id.in_(ids))
    return list(db.session.execute(query.order_by(QuestionEdition.id)))
