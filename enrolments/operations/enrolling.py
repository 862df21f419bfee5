"""Writes about who is to learn what."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from core.database import db, insert_missing, insert_missing_rows
from core.inserting import insert_missing_for
from enrolments import queries
from enrolments.models import Assignment, Enrolment
from enrolments.operations.counting import count_later, count_later_of

AT_ONCE = 500


def assign_course(
    course_id: int, unit_id: int, due_on: date | None, at: datetime, by_id: int | None = None
) -> Assignment:
    """Everybody of a unit and below is to complete a course; assigning again moves the due day."""
    insert_missing(
        Assignment, course_id=course_id, unit_id=unit_id, created_at=at, created_by_id=by_id
    )
    assignment = queries.find_assignment(course_id, unit_id)
    if assignment is None:  # pragma: no cover - it was inserted a line above
        raise LookupError("The assignment is gone.")
    assignment.due_on = due_on
    db.session.flush()
    enrol_learners(queries.list_person_ids_under(unit_id), assignment, at)
    return assignment


def enrol_learners(person_ids: list[int], assignment: Assignment, at: datetime) -> None:
    """Enrol people through an assignment.

    Whoever took the course by choice counts among the assigned from now on, also when done; the
    due day is for those who are not done.
    """
    _enrol(person_ids, assignment, at)
    count_later_of(person_ids, assignment.course_id)


def enrol_where_all_placed(
    placements: Sequence[tuple[int, int]],
    at: datetime,
    except_for: Collection[tuple[int, int]] = frozenset(),
) -> None:
    """Give many people who came to units (pairs of their ids) the courses assigned there.

    Of several assignments of a course, the nearest unit's counts. Pairs of a person and a course
    in `except_for` stay as they are.
    """
    unit_ids = {unit_id for _, unit_id in placements}
    over = queries.list_assignments_over_all(unit_ids)
    nearest = {
        unit_id: {each.course_id: each for each in assignments}
        for unit_id, assignments in over.items()
    }
    by_unit: dict[int, list[int]] = {}
    for person_id, unit_id in placements:
        by_unit.setdefault(unit_id, []).append(person_id)
    by_course: dict[int, dict[Assignment, list[int]]] = {}
    for unit_id, person_ids in by_unit.items():
        for course_id, assignment in nearest[unit_id].items():
            some = by_course.setdefault(course_id, {}).setdefault(assignment, [])
            some += [each for each in person_ids if (each, course_id) not in except_for]
    for course_id, wanted in by_course.items():
        _enrol_all(course_id, wanted, at)
    count_later(unit_ids)


def enrol_by_choice(person_id: int, course_id: int, at: datetime) -> None:
    """Enrol somebody who began a course that nobody assigned."""
    insert_missing(Enrolment, **_new_enrolment(person_id, course_id, at))


def enrol_where_placed(person_id: int, unit_id: int, at: datetime) -> None:
    """Give somebody who came to a unit the courses assigned there."""
    for assignment in queries.list_assignments_over(unit_id):
        enrol_learners([person_id], assignment, at)


def _enrol(person_ids: list[int], assignment: Assignment, at: datetime) -> None:
    rows = [_new_enrolment(person_id, assignment.course_id, at) for person_id in person_ids]
    insert_missing_rows(Enrolment, rows)
    theirs = update(Enrolment).where(
        Enrolment.person_id.in_(person_ids), Enrolment.course_id == assignment.course_id
    )
    db.session.execute(theirs.values(assignment_id=assignment.id))
    is_open = Enrolment.state.not_in(("completed", "asked_again"))
    db.session.execute(theirs.where(is_open).values(due_on=assignment.due_on))


def _enrol_all(course_id: int, wanted: Mapping[Assignment, Collection[int]], at: datetime) -> None:
    """The same for thousands, most of whom are not in the course yet: people by assignment.

    Who came into it meanwhile, by choice for one, is found afterwards.
    """
    everybody = {person_id for person_ids in wanted.values() for person_id in person_ids}
    already = queries.list_enrolled_ids(course_id, everybody)
    for assignment, person_ids in wanted.items():
        given = {"assignment_id": assignment.id, "due_on": assignment.due_on}
        row = {"course_id": course_id, **_new_values(at), **given}
        new = [each for each in person_ids if each not in already]
        insert_missing_for(Enrolment, "person_id", new, row)
    already |= queries.list_ids_otherwise(course_id, [each.id for each in wanted])
    for assignment, person_ids in wanted.items():
        known = [each for each in person_ids if each in already]
        for start in range(0, len(known), AT_ONCE):
            _enrol(known[start : start + AT_ONCE], assignment, at)


def enrol_where_moved(unit_id: int, at: datetime) -> None:
    """Give everybody of a unit that hangs elsewhere now, and below it, what is assigned above."""
    enrol_who_came_along(queries.list_placements_under(unit_id), at)


def enrol_who_came_along(placements: Sequence[tuple[int, int]], at: datetime) -> None:
    """Give people whose unit came elsewhere what is assigned there and was not to them yet.

    What was assigned keeps its due day: nobody is overdue because the tree was put in order.
    """
    assigned = queries.list_assigned_courses({person_id for person_id, _ in placements})
    enrol_where_all_placed(placements, at, assigned)


def end_assignments_of(unit_id: int, at: datetime) -> None:
    """Let what is assigned to a unit end with it: who has a course by it keeps it, due day and all.

    Nobody new gets it, neither where the unit went nor when it is opened again.
    """
    theirs = update(Assignment).where(Assignment.unit_id == unit_id, Assignment.ended_at.is_(None))
    db.session.execute(theirs.values(ended_at=at))


def _new_enrolment(person_id: int, course_id: int, at: datetime) -> dict[str, Any]:
    return {"person_id": person_id, "course_id": course_id, **_new_values(at)}


def _new_values(at: datetime) -> dict[str, Any]:
    return {"state": "not_started", "enrolled_at": at, "place": ""}
