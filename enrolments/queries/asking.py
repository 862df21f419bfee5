"""Who would be asked again, and who was."""

from sqlalchemy import ColumnElement, Select, func, select

from accounts.models import Person, Placement
from core.database import db
from enrolments.asking import Asked, Standing, count_asked
from enrolments.models import Enrolment


def is_reached(is_sensitive: bool) -> ColumnElement[bool]:
    """Whose completion may be asked for again: of a sensitive course, whoever it was assigned to.

    That somebody chose one freely is nobody's affair, not even as a number.
    """
    is_anybody = Enrolment.id.is_not(None)
    return Enrolment.assignment_id.is_not(None) if is_sensitive else is_anybody


def count_people_to_ask(course_id: int, is_sensitive: bool) -> Asked:
    """How many active people a material change of a course would ask now, by either way."""
    query = (
        select(Enrolment.state, Enrolment.again, func.count())
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.course_id == course_id, Person.deactivated_at.is_(None))
        .where(is_reached(is_sensitive))
        .group_by(Enrolment.state, Enrolment.again)
        .order_by(Enrolment.state, Enrolment.again)
    )
    return count_asked(Standing(*row) for row in db.session.execute(query))


def count_asked_again(course_id: int, is_sensitive: bool) -> int:
    """How many active people are asked again for a course, and have not answered yet."""
    return db.session.scalar(select_asked_again(course_id, is_sensitive)) or 0


def select_asked_again(course_id: int, is_sensitive: bool) -> Select[int]:
    """The same as a part of another query."""
    return (
        select(func.count())
        .select_from(Enrolment)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.course_id == course_id, Enrolment.state == "asked_again")
        .where(Person.deactivated_at.is_(None), is_reached(is_sensitive))
    )


def hold_enrolments(course_id: int) -> None:
    """Let nobody complete a course, or begin it, until this transaction ends."""
    query = select(Enrolment.id).where(Enrolment.course_id == course_id).order_by(Enrolment.id)
    db.session.execute(query.with_for_update())


def list_units_of(course_id: int, *, is_begun: bool = True) -> list[int]:
    """The units in which somebody works now who has begun a course, or only has to."""
    query = (
        select(Placement.unit_id)
        .join(Enrolment, Enrolment.person_id == Placement.person_id)
        .where(Enrolment.course_id == course_id, Placement.valid_to.is_(None))
        .distinct()
        .order_by(Placement.unit_id)
    )
    if is_begun:
        query = query.where(Enrolment.state != "not_started")
    return list(db.session.scalars(query))
