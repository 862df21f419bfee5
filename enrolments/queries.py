"""Every SELECT about enrolments and results."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Row, and_, bindparam, select

from accounts.models import Person, Placement, UnitPeriod
from core.database import db
from courses.models import Activity, Course, CourseEdition, LessonEdition
from enrolments.models import ActivityResult, Assignment, Enrolment


@dataclass(frozen=True)
class LearnerEnrolment:
    """One person's way through one course, as a page shows it."""

    enrolment_id: int
    course_key: str
    state: str
    due_on: date | None
    completed_at: datetime | None
    place: str
    results: dict[int, "LearnerResult"]

    def is_done(self, activity_id: int) -> bool:
        """Whether an activity is done."""
        result = self.results.get(activity_id)
        return result is not None and result.state == "completed"


@dataclass(frozen=True)
class LearnerResult:
    """One activity's result."""

    activity_id: int
    state: str
    scaled_score: Decimal | None
    passed: bool | None
    completed_at: datetime | None


@dataclass(frozen=True)
class CompletedEdition:
    """When a course was completed, and the number of the edition it was completed in."""

    completed_at: datetime | None
    number: int


# Asked on every page of a learner, hence put together only once.
LEARNER_QUERY = (
    select(
        Enrolment.id,
        Course.key,
        Enrolment.state,
        Enrolment.due_on,
        Enrolment.completed_at,
        Enrolment.place,
        ActivityResult.activity_id,
        ActivityResult.state.label("result_state"),
        ActivityResult.scaled_score,
        ActivityResult.passed,
        ActivityResult.completed_at.label("result_at"),
    )
    .join(Course, Course.id == Enrolment.course_id)
    .outerjoin(ActivityResult, ActivityResult.enrolment_id == Enrolment.id)
    .where(Enrolment.person_id == bindparam("person_id"))
    .order_by(Enrolment.due_on.is_(None), Enrolment.due_on, Enrolment.id)
)
ONE_COURSE_QUERY = LEARNER_QUERY.where(Course.key == bindparam("course_key"))


def list_learner_enrolments(person_id: int) -> list[LearnerEnrolment]:
    """A person's enrolments with all results, in one query; the most urgent first."""
    return _gather(list(db.session.execute(LEARNER_QUERY, {"person_id": person_id})))


def find_learner_enrolment(person_id: int, course_key: str) -> LearnerEnrolment | None:
    """A person's enrolment in one course."""
    given = {"person_id": person_id, "course_key": course_key}
    found = _gather(list(db.session.execute(ONE_COURSE_QUERY, given)))
    return found[0] if found else None


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
    """The assignment of a course to exactly this unit."""
    query = select(Assignment).where(
        Assignment.course_id == course_id, Assignment.unit_id == unit_id
    )
    return db.session.scalars(query).first()


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
    query = select(Assignment).where(Assignment.unit_id.in_(ids)).order_by(Assignment.id)
    return sorted(db.session.scalars(query), key=lambda each: ids.index(each.unit_id))


def list_assigned_ids(course_id: int) -> dict[int, int | None]:
    """Everybody who is enrolled in a course, with the id of the assignment it is by, if any."""
    query = select(Enrolment.person_id, Enrolment.assignment_id)
    rows = db.session.connection().execute(query.where(Enrolment.course_id == course_id))
    return {row[0]: row[1] for row in rows}


def list_assignments_over_all(unit_ids: set[int]) -> dict[int, list[Assignment]]:
    """By unit, the assignments that reach it, the farthest first."""
    periods = select(UnitPeriod.unit_id, UnitPeriod.path).where(UnitPeriod.valid_to.is_(None))
    paths = {row.unit_id: row.path for row in db.session.execute(periods)}
    by_unit: dict[int, list[Assignment]] = {}
    for assignment in db.session.scalars(select(Assignment).order_by(Assignment.id)):
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


def list_completed_editions(person_id: int) -> dict[str, CompletedEdition]:
    """By course key, when and in which edition this person completed it."""
    query = (
        select(Course.key, Enrolment.completed_at, CourseEdition.number)
        .join(Course, Course.id == Enrolment.course_id)
        .join(CourseEdition, CourseEdition.id == Enrolment.completed_edition_id)
        .where(Enrolment.person_id == person_id)
        .order_by(Course.key)
    )
    return {row.key: CompletedEdition(row[1], row[2]) for row in db.session.execute(query)}


def _gather(rows: list[Row[tuple[object, ...]]]) -> list[LearnerEnrolment]:
    found: dict[int, LearnerEnrolment] = {}
    for row in rows:
        enrolment = found.get(row.id)
        if enrolment is None:
            enrolment = LearnerEnrolment(
                row.id, row.key, row.state, row.due_on, row.completed_at, row.place, {}
            )
            found[row.id] = enrolment
        if row.activity_id is not None:
            enrolment.results[row.activity_id] = LearnerResult(
                row.activity_id, row.result_state, row.scaled_score, row.passed, row.result_at
            )
    return list(found.values())


def find_read_lesson(person_id: int, course_key: str, lesson_key: str) -> ActivityResult | None:
    """A person's own result of a lesson that was read."""
    query = (
        select(ActivityResult)
        .join(Enrolment, Enrolment.id == ActivityResult.enrolment_id)
        .join(Activity, Activity.id == ActivityResult.activity_id)
        .join(Course, Course.id == Enrolment.course_id)
        .where(
            Enrolment.person_id == person_id,
            Course.key == course_key,
            Activity.kind == "lesson",
            Activity.key == lesson_key,
            ActivityResult.state == "completed",
        )
    )
    return db.session.scalars(query).first()
