"""Numbers kept with each write: how many people stand how, by course and unit.

Whoever changes an enrolment, or who counts where, names the courses and units it touches; at the
end of the transaction these are counted anew. Nothing is added or taken away, so a number cannot
drift from the rows it counts. The units are locked first: of two who count the same unit at once,
the later sees what the earlier wrote.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, or_, select

from accounts.models import Person, Placement, Unit
from core.database import before_commit, db
from enrolments.models import Enrolment, StandingCount

ALL_COURSES = None
COLUMNS = ("course_id", "unit_id", "sex", "state", "due_on", "people")


def count_later(unit_ids: Iterable[int], course_id: int | None = ALL_COURSES) -> None:
    """Count these units anew when this transaction ends, in one course or in all."""
    before_commit(_count_touched, ((unit_id, course_id) for unit_id in unit_ids))


def count_later_of(person_ids: Iterable[int], course_id: int | None = ALL_COURSES) -> None:
    """Count the units in which these people work anew, when this transaction ends."""
    before_commit(_count_units_of, ((person_id, course_id) for person_id in person_ids))


def count_anew() -> None:
    """Count everything anew, at once: after rows were written by the thousand."""
    _lock_units(None)
    db.session.execute(delete(StandingCount))
    _insert(_counted())


def _count_units_of(touched: set[tuple[int, int | None]]) -> None:
    found: set[tuple[int, int | None]] = set()
    for course_id in {course_id for _, course_id in touched}:
        person_ids = sorted(person for person, course in touched if course == course_id)
        query = select(Placement.unit_id).where(
            Placement.person_id.in_(person_ids), Placement.valid_to.is_(None)
        )
        found |= {(unit_id, course_id) for unit_id in db.session.scalars(query.distinct())}
    before_commit(_count_touched, found)


def _count_touched(touched: set[tuple[int, int | None]]) -> None:
    _lock_units({unit_id for unit_id, _ in touched})
    whole = {unit_id for unit_id, course_id in touched if course_id is ALL_COURSES}
    single = {(unit, course) for unit, course in touched if course and unit not in whole}
    db.session.execute(delete(StandingCount).where(_is_touched(StandingCount, whole, single)))
    _insert(_counted().where(_is_touched(None, whole, single)))


def _lock_units(unit_ids: set[int] | None) -> None:
    query = select(Unit.id).order_by(Unit.id).with_for_update(key_share=True)
    if unit_ids is not None:
        query = query.where(Unit.id.in_(sorted(unit_ids)))
    db.session.execute(query)


def _is_touched(
    counts: type[StandingCount] | None, whole: set[int], single: set[tuple[int, int]]
) -> ColumnElement[bool]:
    unit = counts.unit_id if counts else Placement.unit_id
    course = counts.course_id if counts else Enrolment.course_id
    by_course: dict[int, list[int]] = {}
    for unit_id, course_id in sorted(single):
        by_course.setdefault(course_id, []).append(unit_id)
    return or_(
        unit.in_(sorted(whole)),
        *(and_(course == course_id, unit.in_(ids)) for course_id, ids in by_course.items()),
    )


def _counted() -> Select[*tuple[Any, ...]]:
    keys = (
        Enrolment.course_id,
        Placement.unit_id,
        Person.sex,
        Enrolment.state,
        Enrolment.due_on,
    )
    return (
        select(*keys, func.count())
        .select_from(Placement)
        .join(Person, Person.id == Placement.person_id)
        .join(Enrolment, Enrolment.person_id == Person.id)
        .where(Placement.valid_to.is_(None), Person.deactivated_at.is_(None))
        .where(Enrolment.assignment_id.is_not(None))
        .group_by(*keys)
    )


def _insert(counted: Select[*tuple[Any, ...]]) -> None:
    db.session.execute(insert(StandingCount).from_select(COLUMNS, counted))
