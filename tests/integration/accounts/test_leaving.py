"""Who leaves, comes back or moves is announced; accounts close after the last day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts import operations
from accounts.events import PeopleChanged
from accounts.models import Person
from accounts.operations import Author, DetailsRefused, LastAdministrator, PersonDetails, Place
from core import clock, events
from core.database import db
from core.jobs import enqueue, run_due

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
YESTERDAY = TODAY - timedelta(days=1)
BY_NOBODY = Author(None, NOW, TODAY)


@pytest.fixture
def changed(monkeypatch):
    """What was announced about where people count; nobody else hears it."""
    heard: list[PeopleChanged] = []
    monkeypatch.setattr(events, "_handlers", {PeopleChanged: [heard.append]})
    return heard


@pytest.fixture
def unit(make):
    """A unit with an administrator of the whole."""
    unit = make.unit("A")
    make.role(make.person("chief", unit), "administrator")
    return unit


def details_of(person, **changes):
    known = {"full_name": person.full_name, "username": person.username, "sex": person.sex}
    return PersonDetails(**{**known, **changes})


def announced(person, *units):
    return PeopleChanged(frozenset({person.id}), frozenset(unit.unit_id for unit in units))


def test_who_moves_counts_no_longer_where_she_was(app, make, unit, changed):
    there = make.unit("B")
    person = make.person("hoa", unit)
    operations.place_person(person.id, Place(there.unit_id), BY_NOBODY)
    assert changed == [announced(person, unit, there)]


def test_a_move_corrected_on_the_same_day_names_the_unit_left_too(app, make, unit, changed):
    second, third = make.unit("B"), make.unit("C")
    person = make.person("hoa", unit)
    operations.place_person(person.id, Place(second.unit_id), BY_NOBODY)
    operations.place_person(person.id, Place(third.unit_id), BY_NOBODY)
    assert changed[-1] == announced(person, second, third)


def test_who_goes_and_comes_back_is_counted_anew(app, make, unit, changed):
    person = make.person("hoa", unit)
    operations.deactivate_person(person, BY_NOBODY)
    operations.reactivate_person(person, BY_NOBODY)
    assert changed == [announced(person, unit)] * 2


def test_only_what_counts_is_announced(app, make, unit, changed):
    person = make.person("hoa", unit)
    operations.change_person(person, details_of(person, phone="099"), BY_NOBODY)
    operations.place_person(person.id, Place(unit.unit_id, "Trưởng phòng"), BY_NOBODY)
    assert changed == []
    operations.change_person(person, details_of(person, sex="male"), BY_NOBODY)
    assert changed == [announced(person, unit)]


def test_an_account_closes_on_the_day_after_the_last(app, make, unit):
    clock.set_source(lambda: NOW)
    gone, here = make.person("hoa", unit), make.person("dao", unit)
    gone.ended_on, here.ended_on = YESTERDAY, TODAY
    db.session.commit()
    for _ in range(2):
        enqueue("people.close_ended", {}, NOW)
        db.session.commit()
        run_due(app)
    assert (gone.deactivated_at, here.deactivated_at) == (NOW, None)


def test_the_job_leaves_the_last_administrator_in(app, make):
    clock.set_source(lambda: NOW)
    only, other = make.person("only"), make.person("hoa")
    make.role(only, "administrator")
    only.ended_on = other.ended_on = YESTERDAY
    db.session.commit()
    enqueue("people.close_ended", {}, NOW)
    db.session.commit()
    run_due(app)
    assert (only.is_active, other.is_active) == (True, False)


def test_the_last_administrator_is_given_no_last_day(app, make, unit):
    chief = db.session.query(Person).filter_by(username="chief").one()
    with pytest.raises(DetailsRefused) as refusal:
        operations.change_person(chief, details_of(chief, ended_on=TODAY), BY_NOBODY)
    assert refusal.value.fields == {"ended_on"}
    make.role(make.person("second", unit), "administrator")
    operations.change_person(chief, details_of(chief, ended_on=TODAY), BY_NOBODY)


def test_who_is_the_last_with_an_end_in_sight_stays_too(app, make):
    person = make.person("only")
    make.role(person, "administrator").valid_to = date(2030, 1, 1)
    with pytest.raises(LastAdministrator):
        operations.deactivate_person(person, BY_NOBODY)


def test_who_comes_back_after_her_last_day_may_stay(app, make, unit):
    person = make.person("hoa", unit)
    person.ended_on = YESTERDAY
    operations.deactivate_person(person, BY_NOBODY)
    operations.reactivate_person(person, BY_NOBODY)
    assert (person.deactivated_at, person.ended_on) == (None, None)
