"""The numbers kept with each write are those of the rows, whatever happens at once."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from datetime import timedelta
from decimal import Decimal
from functools import partial
from random import Random
from time import sleep

import pytest
from sqlalchemy import func, select, update

from accounts.models import Person, Placement
from accounts.operations import (
    Author,
    Place,
    deactivate_person,
    place_person,
    reactivate_person,
)
from core.database import db, take_turns
from enrolments import operations
from enrolments.models import Enrolment, StandingCount
from enrolments.operations.counting import COUNTING
from tests.concurrency import do_at_once
from tests.factories.learning import BEGAN, DUE

AUTHOR = Author(None, BEGAN, BEGAN.date())


@pytest.fixture
def units(make):
    office = make.unit("Cơ sở")
    return [office, make.unit("Phòng Thu", parent=office), make.unit("Phòng Chi", parent=office)]


@pytest.fixture
def course(make):
    return make.course()


@pytest.fixture
def people(make, units):
    sexes = ("female", "male", "not_stated")
    return [make.person(unit=unit, sex=sex) for unit in units for sex in sexes]


def kept() -> set[tuple]:
    """What is kept, as rows without ids; no row twice."""
    count = StandingCount
    columns = (count.course_id, count.unit_id, count.sex, count.state, count.due_on, count.people)
    rows = [tuple(row) for row in db.session.execute(select(*columns))]
    assert len(rows) == len(set(rows))
    return set(rows)


def counted() -> set[tuple]:
    """The rows, counted one by one."""
    keys = (
        Enrolment.course_id,
        Placement.unit_id,
        Person.sex,
        Enrolment.state,
        Enrolment.due_on,
    )
    query = (
        select(*keys, func.count())
        .join(Person, Person.id == Enrolment.person_id)
        .join(Placement, Placement.person_id == Person.id)
        .where(Placement.valid_to.is_(None), Person.deactivated_at.is_(None))
        .where(Enrolment.assignment_id.is_not(None))
        .group_by(*keys)
    )
    return {tuple(row) for row in db.session.execute(query)}


def finish(person_id, course):
    """Read all lessons and pass the quiz."""
    for activity in course.activities:
        if activity.kind == "lesson":
            operations.record_lesson_read(person_id, course, activity, BEGAN)
        else:
            edition_id = activity.quiz_edition_id
            operations.record_quiz_result(
                person_id, course, activity, edition_id, Decimal(1), passed=True, at=BEGAN
            )
    db.session.commit()


def test_an_assignment_is_counted_by_unit_and_sex(make, units, course, people) -> None:
    make.assignment(course, units[0])
    assert kept() == counted()
    assert sum(row[-1] for row in kept()) == len(people)


def test_what_was_taken_by_choice_is_not_counted(course, people) -> None:
    operations.note_place(people[0].id, course, "lesson-1", BEGAN)
    db.session.commit()
    assert kept() == set()


def test_what_is_rolled_back_is_not_counted(make, units, course, people) -> None:
    make.assignment(course, units[0])
    before = kept()
    operations.note_place(people[0].id, course, "lesson-1", BEGAN)
    db.session.rollback()
    db.session.commit()
    assert kept() == before == counted()


def test_counting_anew_mends_what_somebody_changed_by_hand(make, units, course, people) -> None:
    make.assignment(course, units[0])
    db.session.execute(update(Enrolment).values(due_on=DUE + timedelta(days=1)))
    operations.count_anew()
    db.session.commit()
    assert kept() == counted()


STEPS = ("begin", "finish", "move", "leave", "return", "assign")


def take_step(step, person, unit, course):
    """One thing that happens in an organisation."""
    author = Author(None, BEGAN, BEGAN.date())
    if step == "begin":
        operations.note_place(person.id, course, "lesson-1", BEGAN)
    elif step == "finish":
        finish(person.id, course)
    elif step == "move":
        place_person(person.id, Place(unit.unit_id), author)
    elif step == "leave":
        deactivate_person(person, author)
    elif step == "return":
        reactivate_person(person, author)
    else:
        operations.assign_course(course.course_id, unit.unit_id, DUE, BEGAN)
    db.session.commit()


@pytest.mark.parametrize("seed", range(3))
def test_the_numbers_stay_those_of_the_rows(make, units, course, people, seed) -> None:
    make.role(make.person(unit=units[0]), "administrator")
    chance = Random(seed)
    for _ in range(15):
        step = chance.choice(STEPS)
        take_step(step, chance.choice(people), chance.choice(units), course)
        assert kept() == counted(), step


def test_colleagues_who_finish_at_once_are_all_counted(app, make, units, course, people) -> None:
    make.assignment(course, units[0])
    ids = [person.id for person in people]
    do_at_once(app, [partial(finish, person_id, course) for person_id in ids])
    db.session.rollback()
    assert kept() == counted()
    assert sum(row[-1] for row in kept() if row[3] == "completed") == len(people)


def while_it_waits(app, wait_for, units, action) -> None:
    """Do `wait_for`; `action`, meant at the same moment, waits until that is committed."""
    wait_for()
    take_turns(COUNTING, [unit.unit_id for unit in units])
    with ThreadPoolExecutor(1) as pool:
        acting = pool.submit(Context().run, in_its_own_context, app, action)
        sleep(0.5)
        db.session.commit()
        acting.result()
    db.session.rollback()
    assert kept() == counted()


def in_its_own_context(app, action) -> None:
    with app.app_context():
        action()
        db.session.commit()


def test_who_moves_while_she_finishes_is_counted_where_she_came(app, make, units, course) -> None:
    hoa = make.person("hoa", units[1])
    make.assignment(course, units[1])
    move = partial(place_person, hoa.id, Place(units[2].unit_id), AUTHOR)
    while_it_waits(app, move, units, partial(finish, hoa.id, course))
    assert [row[1] for row in kept()] == [units[2].unit_id]


def test_who_moves_while_she_leaves_is_counted_nowhere(app, make, units, course) -> None:
    hoa = make.person("hoa", units[1])
    make.assignment(course, units[1])
    make.role(make.person("chief", units[0]), "administrator")
    move = partial(place_person, hoa.id, Place(units[2].unit_id), AUTHOR)

    def leave():
        deactivate_person(db.session.get_one(Person, hoa_id), AUTHOR)

    hoa_id = hoa.id
    while_it_waits(app, move, units, leave)
    assert kept() == set()
