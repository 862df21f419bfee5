"""People: added, changed, moved, deactivated; also at the same moment."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from time import sleep

import pytest
from sqlalchemy import select

from accounts import operations, queries
from accounts.events import PersonPlaced
from accounts.models import Person, Placement
from accounts.operations import Author, PersonDetails, Place, people
from accounts.reach import Reach
from core import events
from core.database import db
from tests.concurrency import do_at_once

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
LATER = Author(None, NOW + timedelta(days=30), date(2026, 12, 23))
BY_NOBODY = Author(None, NOW, TODAY)
WHOLE = Reach(True)


@pytest.fixture
def placed(monkeypatch):
    """The events that were announced; nobody else hears them."""
    heard: list[PersonPlaced] = []
    monkeypatch.setattr(events, "_handlers", {PersonPlaced: [heard.append]})
    return heard


def add(unit, username="lan", name="Phạm Thị Lan", author=BY_NOBODY, **details):
    person = operations.add_person(
        PersonDetails(name, username, **details), Place(unit.unit_id, "Cán sự"), "hash", author
    )
    db.session.commit()
    return person


def placements_of(person):
    query = select(Placement).where(Placement.person_id == person.id).order_by(Placement.id)
    return [(each.unit_id, each.valid_from, each.valid_to) for each in db.session.scalars(query)]


def test_who_is_added_can_be_sorted_found_and_placed(app, make, placed):
    unit = make.unit()
    person = add(unit, employee_code=" nv-1 ", email="Lan@Office.example")
    assert (person.employee_code, person.email) == ("NV-1", "lan@office.example")
    assert person.search_key == "pham thi lan"
    assert placed == [PersonPlaced(person.id, unit.unit_id, NOW)]
    assert placements_of(person) == [(unit.unit_id, TODAY, None)]


def test_a_move_closes_one_placement_and_opens_another(app, make, placed):
    here, there = make.unit("A"), make.unit("B")
    person = add(here)
    operations.place_person(person.id, Place(there.unit_id), LATER)
    assert placements_of(person) == [
        (here.unit_id, TODAY, LATER.today),
        (there.unit_id, LATER.today, None),
    ]
    assert placed[-1] == PersonPlaced(person.id, there.unit_id, LATER.at)


def test_a_new_position_is_no_move(app, make, placed):
    unit = make.unit()
    person = add(unit)
    operations.place_person(person.id, Place(unit.unit_id, "Trưởng phòng"), LATER)
    assert len(placements_of(person)) == 2
    assert len(placed) == 1


def is_done(operation, refusal):
    """Whether the operation was written; whoever does the same meanwhile has to wait."""
    try:
        operation()
        sleep(0.05)
        db.session.commit()
    except refusal:
        return False
    finally:
        db.session.rollback()
    return True


def test_nobody_is_placed_in_a_unit_that_is_closed_at_the_same_moment(app, make):
    for _ in range(5):
        unit_id, person_id = make.unit(parent=make.unit()).unit_id, make.person().id
        place = partial(operations.place_person, person_id, Place(unit_id), BY_NOBODY)
        close = partial(operations.close_unit, unit_id, BY_NOBODY)
        actions = [
            partial(is_done, place, operations.UnitClosed),
            partial(is_done, close, operations.UnitNotEmpty),
        ]
        assert sorted(do_at_once(app, actions)) == [False, True]


def test_what_is_corrected_on_the_same_day_leaves_no_empty_period(app, make, placed):
    here, there = make.unit("A"), make.unit("B")
    person = add(here)
    operations.place_person(person.id, Place(there.unit_id), BY_NOBODY)
    assert placements_of(person) == [(there.unit_id, TODAY, None)]
    assert len(placed) == 2


@pytest.mark.parametrize(
    ("details", "fields"),
    [
        ({"username": "HOA"}, {"username"}),
        ({"username": "nv-1"}, {"username"}),
        ({"username": "hoa@office.example"}, {"username"}),
        ({"employee_code": "nv-1"}, {"employee_code"}),
        ({"email": "HOA@office.example", "username": "hoa"}, {"email", "username"}),
    ],
)
def test_no_two_people_sign_in_with_the_same(app, make, placed, details, fields):
    unit = make.unit()
    add(unit, "hoa", employee_code="NV-1", email="hoa@office.example")
    with pytest.raises(operations.IdentifierTaken) as refusal:
        add(unit, **details)
    assert refusal.value.fields == fields


def test_ones_own_names_are_not_taken(app, make, placed):
    person = add(make.unit(), "hoa", employee_code="NV-1", email="hoa@office.example")
    details = PersonDetails("Tên mới", "HOA", "nv-1", email="hoa@office.example")
    operations.change_person(person, details)
    assert person.full_name == "Tên mới"


def test_of_two_who_take_a_name_at_once_one_is_told(app, make, placed):
    unit_id = make.unit().unit_id
    details = PersonDetails("Phạm Thị Lan", "lan")

    def take():
        try:
            operations.add_person(details, Place(unit_id), "hash", BY_NOBODY)
            db.session.commit()
        except operations.IdentifierTaken as refusal:
            return refusal.fields
        finally:
            db.session.rollback()
        return set()

    assert sorted(do_at_once(app, [take, take]), key=len) == [set(), {"username"}]
    assert len(db.session.scalars(select(Person)).all()) == 1


def test_a_name_taken_between_looking_and_writing_is_told_too(app, make, placed, monkeypatch):
    unit = make.unit()
    add(unit)
    monkeypatch.setattr(people, "_taken", _blind_once(people._taken))
    with pytest.raises(operations.IdentifierTaken) as refusal:
        add(unit)
    assert refusal.value.fields == {"username"}


def _blind_once(look):
    """Sees nothing the first time."""
    calls = []

    def looking(*given):
        calls.append(given)
        return look(*given) if len(calls) > 1 else set()

    return looking


def test_of_two_administrators_who_deactivate_each_other_at_once_one_stays(app, make):
    ids = [make.person(f"admin{number}").id for number in range(2)]
    for person_id in ids:
        make.role(db.session.get(Person, person_id), "administrator")

    def deactivate(mine, other):
        try:
            person = db.session.get_one(Person, other)
            operations.deactivate_person(person, Author(mine, NOW, TODAY))
            db.session.commit()
        except operations.LastAdministrator:
            return False
        finally:
            db.session.rollback()
        return True

    done = do_at_once(app, [lambda: deactivate(*ids), lambda: deactivate(*ids[::-1])])
    assert sorted(done) == [False, True]
    assert len(queries.list_whole_administrators(TODAY)) == 1


def test_the_last_administrator_stays_even_with_two_grants(app, make):
    person = make.person("only")
    make.role(person, "administrator")
    make.role(person, "administrator")
    local = make.person("local")
    make.role(local, "administrator", make.unit())
    with pytest.raises(operations.LastAdministrator):
        operations.deactivate_person(person, Author(local.id, NOW, TODAY))


def test_who_works_nowhere_is_seen_by_those_alone_who_see_everything(app, make):
    person = make.person("hoa")
    account = queries.find_account(person.uuid, WHOLE)
    assert account is not None
    assert account.unit is None
    assert queries.find_account(person.uuid, Reach(False, ("/",))) is None


def test_who_comes_back_is_announced_so_that_courses_reach_her(app, make, placed):
    unit = make.unit()
    person = add(unit)
    make.role(make.person(unit=unit), "administrator")
    operations.deactivate_person(person, BY_NOBODY)
    placed.clear()
    operations.reactivate_person(person, LATER)
    assert placed == [PersonPlaced(person.id, unit.unit_id, LATER.at)]
