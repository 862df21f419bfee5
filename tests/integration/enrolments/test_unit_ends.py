"""Assignments of a unit that ends: who has a course keeps it, nobody new gets it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from accounts import operations
from accounts.operations import Author, Place
from core.database import db
from enrolments.models import Assignment, Enrolment
from enrolments.operations import assign_course
from enrolments.queries import count_assignments_of, find_assignment

TODAY = date(2026, 11, 23)
AUTHOR = Author(None, datetime(2026, 11, 23, 2, 0, tzinfo=UTC), TODAY)
LATE = date(2026, 12, 31)


@pytest.fixture
def tree(make):
    root = make.unit("Root")
    units = {"root": root, "a": make.unit("A", root), "b": make.unit("B", root)}
    units["c"] = make.unit("C", units["a"])
    return units


def merge(tree, unit="a", into="b"):
    operations.merge_unit(tree[unit].unit_id, tree[into].unit_id, AUTHOR)
    db.session.commit()


def come(person, unit):
    operations.place_person(person.id, Place(unit.unit_id), AUTHOR)
    db.session.commit()


def assigned(person) -> list[date | None]:
    query = select(Enrolment.due_on).where(Enrolment.person_id == person.id)
    return list(db.session.scalars(query.where(Enrolment.assignment_id.is_not(None))))


def test_who_had_a_course_keeps_it_and_nobody_else_gets_it(make, tree) -> None:
    had, there, course = make.person(unit=tree["a"]), make.person(unit=tree["b"]), make.course()
    make.assignment(course, tree["a"], LATE)
    merge(tree)
    newcomer = make.person()
    come(newcomer, tree["b"])
    assert [assigned(each) for each in (had, there, newcomer)] == [[LATE], [], []]


@pytest.mark.parametrize("way", ["merge", "close"])
def test_opened_again_a_unit_assigns_nothing(make, tree, way) -> None:
    course, newcomer = make.course(), make.person()
    make.assignment(course, tree["b"])
    unit_id = tree["b"].unit_id
    if way == "merge":
        merge(tree, "b", "a")
    else:
        operations.close_unit(unit_id, AUTHOR)
    operations.reopen_unit(unit_id, tree["root"].unit_id, AUTHOR)
    come(newcomer, tree["b"])
    assert assigned(newcomer) == []


def test_opened_again_a_unit_is_assigned_a_course_anew(make, tree) -> None:
    course, newcomer = make.course(), make.person()
    unit_id = tree["b"].unit_id
    former = make.assignment(course, tree["b"]).id
    operations.close_unit(unit_id, AUTHOR)
    assert count_assignments_of(unit_id) == 0
    operations.reopen_unit(unit_id, tree["root"].unit_id, AUTHOR)
    assign_course(course.course_id, unit_id, LATE, AUTHOR.at)
    come(newcomer, tree["b"])
    assert assigned(newcomer) == [LATE]
    assert count_assignments_of(unit_id) == 1
    standing = find_assignment(course.course_id, unit_id)
    assert standing is not None
    assert standing.id != former
    assert db.session.get_one(Assignment, former).ended_at == AUTHOR.at


def test_what_was_assigned_above_and_below_goes_on(make, tree) -> None:
    above, below, newcomer = make.course("above"), make.course("below"), make.person()
    make.assignment(above, tree["root"], LATE)
    make.assignment(below, tree["c"], LATE)
    merge(tree)
    come(newcomer, tree["c"])
    assert assigned(newcomer) == [LATE, LATE]
