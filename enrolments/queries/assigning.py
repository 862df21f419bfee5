"""Who is to learn what: enrolments, results, assignments."""

from collections.abc import Collection

from sqlalchemy import Select, and_, func, or_, select

from accounts.models import Person, Placement, UnitPeriod
from core.database import db
from courses.models import LessonEdition
from enrolments.models import ActivityResult, Assignment, Enrolment

AT_ONCE = 500  # values in one statement: far below what either database takes
WHOLE_FROM = 5_000


def get_enrolment_for_update(person_id: int, course_id: int) -> Enrolment:
    """The enrolment, locked until the transaction ends; raises NoResultFound."""
    query = select(Enrolment).where(
        Enrolment.person_id == person_id, Enrolment.course_id == course_id
    )
    return db.session.scalars(query.with_for_update()).one()


def list_results(enrolment_id: int) -> list[ActivityResult]:
    """All results of one enrolment."""
    query = select(ActivityResult).where(ActivityResult.enrolment_id == enrolment_id)
    return list(db.session.scalars(query.order_by(ActivityResult.id)))


def find_result(enrolment_id: int, activity_id: int) -> ActivityResult | None:
    """One activity's result."""
    query = select(ActivityResult).where(
        ActivityResult.enrolment_id == enrolment_id, ActivityResult.activity_id == activity_id
    )
    return db.session.scalars(query).first()


def find_current_unit_id(person_id: int) -> int | None:
    """Where a person works today."""
    query = select(Placement.unit_id).where(
        Placement.person_id == person_id, Placement.valid_to.is_(None)
    )
    return db.session.scalar(query)


def find_assignment(course_id: int, unit_id: int) -> Assignment | None:
    """The assignment of a course to exactly this unit, unless it has ended."""
    query = _standing().where(Assignment.course_id == course_id, Assignment.unit_id == unit_id)
    return db.session.scalars(query).first()


def count_assignments_of(unit_id: int) -> int:
    """How many courses are assigned to exactly this unit."""
    query = select(func.count(Assignment.id)).where(Assignment.ended_at.is_(None))
    return db.session.scalar(query.where(Assignment.unit_id == unit_id)) or 0


def list_person_ids_under(unit_id: int) -> list[int]:
    """Everybody active who works today in a unit or below it."""
    return [person_id for person_id, _unit_id in list_placements_under(unit_id)]


def list_placements_under(unit_id: int) -> list[tuple[int, int]]:
    """Everybody active who works today in a unit or below it, each with the unit's id."""
    path = select(UnitPeriod.path).where(
        UnitPeriod.unit_id == unit_id, UnitPeriod.valid_to.is_(None)
    )
    query = (
        select(Person.id, Placement.unit_id)
        .join(Placement, and_(Placement.person_id == Person.id, Placement.valid_to.is_(None)))
        .join(
            UnitPeriod,
            and_(UnitPeriod.unit_id == Placement.unit_id, UnitPeriod.valid_to.is_(None)),
        )
        .where(Person.deactivated_at.is_(None))
        .where(UnitPeriod.path.startswith(path.scalar_subquery()))
        .order_by(Person.id)
    )
    return [(person_id, placed_in) for person_id, placed_in in db.session.execute(query)]


def list_assigned_courses(person_ids: set[int]) -> set[tuple[int, int]]:
    """Which courses are assigned to which of these people: pairs of their ids."""
    query = (
        select(Enrolment.person_id, Enrolment.course_id)
        .where(Enrolment.person_id.in_(sorted(person_ids)), Enrolment.assignment_id.is_not(None))
        .order_by(Enrolment.person_id, Enrolment.course_id)
    )
    return {(person_id, course_id) for person_id, course_id in db.session.execute(query)}


def list_assignments_over(unit_id: int) -> list[Assignment]:
    """The assignments that reach a unit: its own and those above it, the farthest first.

    Taken up in this order, the nearest unit's due day is the one that counts.
    """
    path = db.session.scalar(
        select(UnitPeriod.path).where(UnitPeriod.unit_id == unit_id, UnitPeriod.valid_to.is_(None))
    )
    ids = [int(part) for part in (path or "").strip("/").split("/") if part]
    query = _standing().where(Assignment.unit_id.in_(ids)).order_by(Assignment.id)
    return sorted(db.session.scalars(query), key=lambda each: ids.index(each.unit_id))


def list_enrolled_ids(course_id: int, person_ids: Collection[int]) -> set[int]:
    """Of these people those enrolled in a course.

    Of very many the whole course is read at once, which may hold others, too.
    """
    query = select(Enrolment.person_id).where(Enrolment.course_id == course_id)
    wanted = sorted(person_ids)
    if len(wanted) > WHOLE_FROM:
        parts = [query]
    else:
        starts = range(0, len(wanted), AT_ONCE)
        parts = [query.where(Enrolment.person_id.in_(wanted[s : s + AT_ONCE])) for s in starts]
    connection = db.session.connection()
    return {row[0] for part in parts for row in connection.execute(part)}


def list_ids_otherwise(course_id: int, assignment_ids: Collection[int]) -> set[int]:
    """Who is in a course by choice, or by another assignment than these."""
    by_another = or_(
        Enrolment.assignment_id.is_(None), Enrolment.assignment_id.not_in(assignment_ids)
    )
    query = select(Enrolment.person_id).where(Enrolment.course_id == course_id, by_another)
    return set(db.session.scalars(query))


def list_assignments_over_all(unit_ids: set[int]) -> dict[int, list[Assignment]]:
    """By unit, the assignments that reach it, the farthest first."""
    periods = select(UnitPeriod.unit_id, UnitPeriod.path).where(UnitPeriod.valid_to.is_(None))
    paths = {row.unit_id: row.path for row in db.session.execute(periods)}
    by_unit: dict[int, list[Assignment]] = {}
    for assignment in db.session.scalars(_standing().order_by(Assignment.id)):
        by_unit.setdefault(assignment.unit_id, []).append(assignment)
    return {
        unit_id: [
            assignment
            for part in paths.get(unit_id, "").strip("/").split("/")
            if part
            for assignment in by_unit.get(int(part), [])
        ]
        for unit_id in unit_ids
    }


def is_lesson_edition(activity_id: int, edition_id: int) -> bool:
    """Whether this is an edition of this lesson."""
    query = select(LessonEdition.id).where(
        LessonEdition.id == edition_id, LessonEdition.activity_id == activity_id
    )
    return db.session.scalar(query) is not None


def _standing() -> Select[Assignment]:
    return select(Assignment).where(Assignment.ended_at.is_(None))
