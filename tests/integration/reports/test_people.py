"""The people behind the numbers, on both databases."""

from datetime import UTC, date, datetime
from itertools import product
from random import Random

import pytest

from core.database import db
from enrolments.models import Enrolment
from reports.completion import MISSING, NOBODY, SEXES, STATES, PeopleFilter, add_up, shown_state
from reports.queries import people

TODAY = date(2026, 11, 23)
DONE_AT = datetime(2026, 11, 2, 3, tzinfo=UTC)


@pytest.fixture
def office(make):
    """A root with two units, a course assigned to all of them."""
    root = make.unit("Tỉnh")
    units = [make.unit("Phòng A", root), make.unit("Phòng B", root)]
    course = make.bare_course()
    return root, units, course, make.bare_assignment(course, root, date(2026, 12, 15))


def names_of(course, paths=None, unit_order=(), **wanted):
    rows = people.list_people(PeopleFilter(course.id, paths, **wanted), TODAY, unit_order)
    return [row.full_name for row in rows]


def numbers_of(course, paths=None):
    return add_up(people.list_groups(paths, TODAY))[course.id]


def populate(make, seed, units, assigned):
    """Forty people by chance: moved, gone, enrolled by choice, in every state."""
    chance = Random(seed)
    for _ in range(40):
        person = make.person(unit=chance.choice([*units, None]), sex=chance.choice(SEXES))
        if chance.random() < 0.15:
            person.deactivated_at = DONE_AT
        for course, assignment in assigned:
            make.enrolment(
                person,
                course,
                chance.choice([assignment] * 3 + [None]),
                completed_at=DONE_AT if chance.random() < 0.4 else None,
                state=chance.choice(["not_started", "in_progress"]),
                due_on=chance.choice([None, date(2026, 11, 22), TODAY, date(2026, 12, 15)]),
            )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_number_equals_the_rows_it_counts(office, make, seed):
    root, units, course, assignment = office
    other = make.bare_course()
    populate(make, seed, units, [(course, assignment), (other, make.bare_assignment(other, root))])
    for paths in (None, (units[0].path,), (root.path,), ()):
        totals = add_up(people.list_groups(paths, TODAY))
        states, sexes = ("", MISSING, *STATES), ("", *SEXES)
        for each, state, sex in product((course, other), states, sexes):
            wanted = PeopleFilter(each.id, paths, state=state, sex=sex)
            rows = people.list_people(wanted, TODAY, [])
            number = totals.get(each.id, NOBODY).count(state, sex)
            assert len(rows) == number == people.count_people(wanted, TODAY)


@pytest.mark.parametrize("is_sensitive", [False, True])
def test_the_database_shows_the_same_state_as_the_rule(office, make, is_sensitive):
    _root, units, course, assignment = office
    days = [None, date(2026, 11, 22), TODAY, date(2026, 11, 24)]
    for state in ("not_started", "in_progress", "completed"):
        for due_on in days:
            enrolment = make.enrolment(
                make.person(unit=units[0]),
                course,
                assignment,
                DONE_AT if state == "completed" else None,
                state,
            )
            enrolment.due_on = due_on
    db.session.commit()
    wanted = PeopleFilter(course.id, None, is_sensitive)
    stored = {row.id: row.shown for row in people.list_people(wanted, TODAY, [])}
    for each in db.session.query(Enrolment):
        assert stored[each.id] == shown_state(each.state, each.due_on, TODAY, is_sensitive)


def test_who_left_took_it_by_choice_or_works_nowhere_does_not_count(office, make):
    _root, units, course, assignment = office
    make.enrolment(make.person(unit=units[0], full_name="Lê Thị An"), course, assignment)
    left = make.person(unit=units[0])
    left.deactivated_at = DONE_AT
    make.enrolment(left, course, assignment)
    make.enrolment(make.person(unit=units[0]), course, None)
    make.enrolment(make.person(unit=None), course, assignment)
    assert names_of(course) == ["Lê Thị An"]
    assert numbers_of(course).count() == 1


def test_a_person_counts_where_she_works_today(office, make):
    _root, (first, second), course, assignment = office
    person = make.person(unit=second)
    enrolment = make.enrolment(person, course, assignment, DONE_AT)
    enrolment.completed_unit_id = first.unit_id
    db.session.commit()
    assert names_of(course, (first.path,)) == []
    assert names_of(course, (second.path,)) == [person.full_name]


def test_names_stand_in_vietnamese_order(office, make):
    _root, units, course, assignment = office
    for name in ("Trần Văn Đức", "Lê Thị Ân", "Phạm Văn Dũng", "Ngô Thị An", "Đỗ Thị Ánh"):
        make.enrolment(make.person(unit=units[0], full_name=name), course, assignment)
    expected = ["Ngô Thị An", "Đỗ Thị Ánh", "Lê Thị Ân", "Phạm Văn Dũng", "Trần Văn Đức"]
    assert names_of(course) == expected
    assert names_of(course, is_descending=True) == expected[::-1]


def test_sorting_by_unit_state_and_days_puts_those_without_a_day_last(office, make):
    _root, (first, second), course, assignment = office
    early, late = date(2026, 11, 1), date(2026, 12, 1)
    rows = [
        ("A A", second, None, "not_started", late),
        ("A B", first, DONE_AT, "completed", early),
        ("A C", first, None, "in_progress", early),
    ]
    for name, unit, done, state, due in rows:
        enrolment = make.enrolment(
            make.person(unit=unit, full_name=name), course, assignment, done, state
        )
        enrolment.due_on = due
    db.session.commit()
    order = [first.unit_id, second.unit_id]
    assert names_of(course, unit_order=order, sort="unit") == ["A B", "A C", "A A"]
    assert names_of(course, sort="state") == ["A C", "A A", "A B"]
    assert names_of(course, sort="due") == ["A B", "A C", "A A"]
    for is_descending in (False, True):
        assert names_of(course, sort="completed", is_descending=is_descending)[0] == "A B"


def test_searching_needs_no_diacritics_and_takes_signs_as_they_are(office, make):
    _root, units, course, assignment = office
    make.enrolment(make.person(unit=units[0], full_name="Nguyễn Thị Đào"), course, assignment)
    assert names_of(course, search="thi dao") == ["Nguyễn Thị Đào"]
    assert names_of(course, search="nv0") == ["Nguyễn Thị Đào"]
    assert names_of(course, search="%") == []
    assert names_of(course, search="_") == []


def test_weeks_hold_every_completion_once(office, make):
    _root, units, course, assignment = office
    starts = [datetime(2026, 11, day, 17, tzinfo=UTC) for day in (1, 8, 15)]
    moments = [
        datetime(2026, 10, 5, tzinfo=UTC),
        datetime(2026, 11, 1, 16, 59, 59, tzinfo=UTC),
        datetime(2026, 11, 1, 17, tzinfo=UTC),
        datetime(2026, 11, 20, tzinfo=UTC),
    ]
    for moment in moments:
        make.enrolment(make.person(unit=units[0]), course, assignment, moment)
    assert people.count_by_week(course.id, None, starts) == {-1: 2, 0: 1, 2: 1}
    assert people.count_by_week(course.id, (units[1].path,), starts) == {}
