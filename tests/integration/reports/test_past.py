"""Reports as of a day that is past, on both databases."""

from datetime import UTC, date, datetime
from itertools import product
from random import Random

import pytest

from accounts import operations, queries
from accounts.models import Placement
from accounts.operations import Author, UnitDetails
from accounts.tree import seen_on
from core import clock
from core.database import db
from reports.completion import MISSING, NOBODY, SEXES, STATES, PeopleFilter, add_up
from reports.past import past_of
from reports.queries import people

ZONE = "Asia/Ho_Chi_Minh"
TODAY = date(2026, 11, 23)
AUTHOR = Author(None, datetime(2026, 11, 23, 2, tzinfo=UTC), TODAY)
DAY = date(2026, 11, 10)
BEFORE = datetime(2026, 11, 2, 3, tzinfo=UTC)
AFTER = datetime(2026, 11, 15, 3, tzinfo=UTC)
DUE = date(2026, 12, 15)


@pytest.fixture
def office(make):
    """A root with two units, a course assigned to all of them."""
    root = make.unit("Tỉnh")
    units = [make.unit("Phòng A", root), make.unit("Phòng B", root)]
    course = make.bare_course()
    return root, units, course, make.bare_assignment(course, root, DUE)


def as_of(day=DAY, unit=None, paths=None):
    """The past of a day, at a unit by its id, or at what is seen from `paths` of today."""
    units = seen_on(queries.list_units_on(day), queries.list_units(), paths)
    at = next(each for each in units if each.id == unit) if unit else None
    return past_of(day, clock.end_of(day, ZONE), units, at)


def rows_of(course, past, **wanted):
    return people.list_people(PeopleFilter(course.id, None, past=past, **wanted), past.day, [])


def names_of(course, past, **wanted):
    return [row.full_name for row in rows_of(course, past, **wanted)]


def states_of(course, day=DAY):
    return [row.shown for row in rows_of(course, as_of(day))]


def numbers_of(course, past):
    return add_up(people.list_groups(None, past.day, past)).get(course.id, NOBODY)


def move(person, unit, day):
    """Let somebody work elsewhere from a day on."""
    (placement,) = person.placements
    placement.valid_to = day
    db.session.flush()
    db.session.add(Placement(person_id=person.id, unit_id=unit.unit_id, valid_from=day))
    db.session.commit()


def test_who_moved_since_counts_where_she_worked_then(office, make):
    _root, (first, second), course, assignment = office
    person = make.person(unit=first)
    make.enrolment(person, course, assignment, BEFORE)
    move(person, second, date(2026, 11, 12))
    for day, unit, other in ((DAY, first, second), (date(2026, 11, 12), second, first)):
        assert len(rows_of(course, as_of(day, unit.unit_id))) == 1
        assert numbers_of(course, as_of(day, unit.unit_id)).count() == 1
        assert rows_of(course, as_of(day, other.unit_id)) == []
        assert numbers_of(course, as_of(day, other.unit_id)).count() == 0


def test_a_unit_that_moved_since_counts_where_it_hung_then(office, make):
    _root, (first, second), course, assignment = office
    team = make.unit("Tổ", first)
    make.enrolment(make.person(unit=team), course, assignment)
    operations.change_unit(team.unit_id, UnitDetails("Tổ", "", second.unit_id), AUTHOR)
    db.session.commit()
    assert numbers_of(course, as_of(DAY, first.unit_id)).count() == 1
    assert numbers_of(course, as_of(DAY, second.unit_id)).count() == 0


def test_a_unit_merged_or_closed_since_is_there_with_its_people(office, make):
    _root, (first, second), course, assignment = office
    make.enrolment(make.person(unit=first), course, assignment, BEFORE)
    empty = make.unit("Phòng C")
    operations.merge_unit(first.unit_id, second.unit_id, AUTHOR)
    db.session.commit()
    assert numbers_of(course, as_of(DAY, first.unit_id)).count("completed") == 1
    assert numbers_of(course, as_of(DAY, second.unit_id)).count() == 0
    assert empty.unit_id in {unit.id for unit in queries.list_units_on(DAY)}


@pytest.mark.parametrize(("moment", "state"), [(BEFORE, "completed"), (AFTER, "not_started")])
def test_what_was_completed_later_was_not_completed_yet(office, make, moment, state):
    _root, (first, _second), course, assignment = office
    make.enrolment(make.person(unit=first), course, assignment, moment)
    assert states_of(course) == [state]
    (row,) = rows_of(course, as_of())
    assert row.completed_at == (moment if state == "completed" else None)
    assert numbers_of(course, as_of()).count(state) == 1


def test_who_had_begun_was_in_progress_though_done_today(office, make):
    _root, (first, _second), course, assignment = office
    enrolment = make.enrolment(make.person(unit=first), course, assignment, AFTER)
    enrolment.started_at = BEFORE
    db.session.commit()
    assert states_of(course) == ["in_progress"]
    assert states_of(course, date(2026, 11, 1)) == ["not_started"]


def test_overdue_is_who_was_overdue_on_that_day(office, make):
    _root, (first, _second), course, assignment = office
    for due_on in (date(2026, 11, 9), DAY, date(2026, 11, 11)):
        make.enrolment(make.person(unit=first), course, assignment, AFTER, due_on=due_on)
    assert sorted(states_of(course)) == ["not_started", "not_started", "overdue"]
    assert numbers_of(course, as_of()).count("overdue") == 1


@pytest.mark.parametrize(("left_at", "count"), [(AFTER, 1), (BEFORE, 0)])
def test_who_left_since_still_counted_then(office, make, left_at, count):
    _root, (first, _second), course, assignment = office
    person = make.person(unit=first)
    make.enrolment(person, course, assignment)
    person.deactivated_at = left_at
    db.session.commit()
    assert numbers_of(course, as_of()).count() == len(rows_of(course, as_of())) == count
    ended_at = clock.end_of(DAY, ZONE)
    assert queries.count_people_by_unit_on(DAY, ended_at).get(first.unit_id, 0) == count


def test_who_came_or_was_enrolled_later_did_not_count_yet(office, make):
    _root, (first, _second), course, assignment = office
    enrolment = make.enrolment(make.person(unit=first), course, assignment)
    enrolment.enrolled_at = AFTER
    newcomer = make.person(unit=first)
    make.enrolment(newcomer, course, assignment)
    newcomer.created_at = AFTER
    db.session.commit()
    assert rows_of(course, as_of()) == []
    assert numbers_of(course, as_of()) == NOBODY


def test_what_was_taken_by_choice_is_seen_by_nobody(office, make):
    _root, (first, _second), course, _assignment = office
    make.enrolment(make.person(unit=first), course, None, BEFORE)
    assert rows_of(course, as_of()) == []
    assert numbers_of(course, as_of()) == NOBODY


def test_a_day_ends_at_midnight_where_the_organisation_is(office, make):
    """17:00 of London winter is the midnight of Hà Nội."""
    _root, (first, _second), course, assignment = office
    last = datetime(2026, 11, 10, 16, 59, 59, tzinfo=UTC)
    for moment in (last, datetime(2026, 11, 10, 17, tzinfo=UTC)):
        make.enrolment(make.person(unit=first), course, assignment, moment)
    rows = rows_of(course, as_of(), state="completed")
    assert [row.completed_at for row in rows] == [last]
    assert numbers_of(course, as_of()).count("completed") == 1
    assert numbers_of(course, as_of(date(2026, 11, 11))).count("completed") == 2


def test_results_are_those_there_were(office, make):
    _root, (first, _second), course, assignment = office
    enrolment = make.enrolment(make.person(unit=first), course, assignment, AFTER)
    make.activity_result(enrolment, course.activity_ids[0], BEFORE)
    make.activity_result(enrolment, course.activity_ids[-1], AFTER, "0.9")
    past = as_of()
    results = people.list_results(PeopleFilter(course.id, None, past=past), DAY)
    assert [row.activity_id for row in results] == [course.activity_ids[0]]
    wanted = PeopleFilter(course.id, None, past=past)
    (row,) = people.list_people(wanted, DAY, [], course.activity_ids[-1])
    assert row.scaled_score is None


def test_a_manager_sees_what_was_hers_then_and_is_not_elsewhere_today(office, make):
    _root, (first, second), course, assignment = office
    gone, closed = make.unit("Tổ đi", first), make.unit("Tổ cũ", first)
    for unit, name in ((gone, "Lê Thị Đi"), (closed, "Lê Thị Cũ"), (second, "Lê Thị Xa")):
        make.enrolment(make.person(unit=unit, full_name=name), course, assignment)
    operations.change_unit(gone.unit_id, UnitDetails("Tổ đi", "", second.unit_id), AUTHOR)
    operations.merge_unit(closed.unit_id, first.unit_id, AUTHOR)
    db.session.commit()
    assert names_of(course, as_of(paths=(first.path,))) == ["Lê Thị Cũ"]
    assert as_of(paths=()).unit_ids == ()


def test_a_manager_whose_unit_hung_elsewhere_sees_it_where_it_hung(office, make):
    _root, (first, second), course, assignment = office
    make.enrolment(make.person(unit=first, full_name="Lê Thị An"), course, assignment)
    make.enrolment(make.person(unit=second, full_name="Lê Thị Xa"), course, assignment)
    operations.change_unit(first.unit_id, UnitDetails("A", "", second.unit_id), AUTHOR)
    db.session.commit()
    path = f"{second.path}{first.unit_id}/"
    assert names_of(course, as_of(paths=(path,))) == ["Lê Thị An"]


def populate(make, chance, units, course, assignment):
    """Forty people by chance: who came, moved, left, began and completed when."""
    moments = [BEFORE, AFTER, datetime(2026, 11, 10, 16, 59, tzinfo=UTC)]
    for _ in range(40):
        person = make.person(unit=chance.choice(units), sex=chance.choice(SEXES))
        enrolment = make.enrolment(
            person,
            course,
            chance.choice([assignment] * 4 + [None]),
            chance.choice([*moments, None]),
            due_on=chance.choice([None, date(2026, 11, 9), DAY, DUE]),
        )
        enrolment.started_at = enrolment.completed_at or chance.choice([None, BEFORE])
        enrolment.enrolled_at = chance.choice([enrolment.enrolled_at] * 4 + [AFTER])
        person.deactivated_at = chance.choice([None] * 4 + moments)
        if chance.random() < 0.3:
            move(person, chance.choice(units), chance.choice([date(2026, 11, 5), DAY, TODAY]))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_number_equals_the_rows_it_counts(office, make, seed):
    _root, units, course, assignment = office
    populate(make, Random(seed), units, course, assignment)
    db.session.commit()
    for past in (as_of(), as_of(DAY, units[0].unit_id), as_of(paths=())):
        numbers = numbers_of(course, past)
        for state, sex in product(("", MISSING, *STATES), ("", *SEXES)):
            wanted = PeopleFilter(course.id, None, state=state, sex=sex, past=past)
            rows = people.list_people(wanted, DAY, [])
            count = people.count_people(wanted, DAY)
            assert len(rows) == numbers.count(state, sex) == count


@pytest.mark.parametrize("sort", ["name", "unit", "state", "due", "completed"])
def test_every_order_shows_the_same_people(office, make, sort):
    _root, units, course, assignment = office
    populate(make, Random(4), units, course, assignment)
    db.session.commit()
    past = as_of()
    order = [unit.unit_id for unit in units]
    for is_descending in (False, True):
        wanted = PeopleFilter(course.id, None, sort=sort, is_descending=is_descending, past=past)
        rows = people.list_people(wanted, DAY, order)
        assert {row.id for row in rows} == {row.id for row in rows_of(course, past)}
