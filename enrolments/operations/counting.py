"""Numbers kept with each write: how many people stand how, by course and unit.

Whoever changes an enrolment, or who counts where, names the courses and the people or units it
touches; at the end of the transaction their units are counted anew. Nothing is added or taken
away, so a number cannot drift from the rows it counts. Units are counted by turns: of two who
count the same unit at once, the later sees what the earlier wrote. Where people work is read once
it is our turn at their units, since whoever lets them work elsewhere has to wait for these, too.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, or_, select

from accounts.models import Person, Placement
from core.database import TURNS, before_commit, db, take_turns
from enrolments.models import Enrolment, StandingCount

ALL_COURSES = None
COLUMNS = ("course_id", "unit_id", "sex", "state", "due_on", "people")
COUNTING = 15  # the decision that tells of it
AT_ONCE = 500  # values in one statement: far below what either database takes


class Touched(NamedTuple):
    """What is to be counted anew: a unit, or wherever a person works, in one course or in all."""

    course_id: int | None
    unit_id: int | None = None
    person_id: int | None = None


def count_later(unit_ids: Iterable[int], course_id: int | None = ALL_COURSES) -> None:
    """Count these units anew when this transaction ends, in one course or in all."""
    before_commit(_count_touched, (Touched(course_id, unit_id=each) for each in unit_ids))


def count_later_of(person_ids: Iterable[int], course_id: int | None = ALL_COURSES) -> None:
    """Count the units in which these people work anew, when this transaction ends."""
    before_commit(_count_touched, (Touched(course_id, person_id=each) for each in person_ids))


def count_anew() -> None:
    """Count everything anew, at once: after rows were written by the thousand."""
    take_turns(COUNTING, range(TURNS))
    db.session.execute(delete(StandingCount))
    _insert(_counted())


def _count_touched(touched: set[Touched]) -> None:
    places = _hold_places(touched)
    whole = {unit_id for unit_id, course_id in places if course_id is ALL_COURSES}
    single = {(unit, course) for unit, course in places if course and unit not in whole}
    db.session.execute(delete(StandingCount).where(_is_touched(StandingCount, whole, single)))
    _insert(_counted().where(_is_touched(None, whole, single)))


def _hold_places(touched: set[Touched]) -> set[tuple[int, int | None]]:
    """The units touched, each with its course, once it is our turn at all of them."""
    given = {(each.unit_id, each.course_id) for each in touched if each.unit_id}
    held = {unit_id for unit_id, _ in given}
    take_turns(COUNTING, held)
    while True:
        places = given | _list_places(touched)
        unit_ids = {unit_id for unit_id, _ in places}
        if unit_ids <= held:
            return places
        take_turns(COUNTING, unit_ids - held)
        held |= unit_ids


def _list_places(touched: set[Touched]) -> set[tuple[int, int | None]]:
    """Where the people touched work now, each with the course."""
    by_course: dict[int | None, list[int]] = {}
    for each in touched:
        if each.person_id:
            by_course.setdefault(each.course_id, []).append(each.person_id)
    places: set[tuple[int, int | None]] = set()
    for course_id, person_ids in by_course.items():
        for start in range(0, len(person_ids), AT_ONCE):
            query = select(Placement.unit_id).where(
                Placement.person_id.in_(person_ids[start : start + AT_ONCE]),
                Placement.valid_to.is_(None),
            )
            places |= {(unit_id, course_id) for unit_id in db.session.scalars(query.distinct())}
    return places


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
