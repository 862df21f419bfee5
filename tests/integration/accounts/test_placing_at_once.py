"""People placed at the same moment: nobody is in the way of others, and nobody is in two units."""

from functools import partial
from time import sleep

import pytest
from sqlalchemy import select

from accounts.models import Placement
from accounts.operations import Author, PersonDetails, Place, add_person, place_person
from core.database import db
from tests.concurrency import do_at_once
from tests.factories.learning import BEGAN

AUTHOR = Author(None, BEGAN, BEGAN.date())


@pytest.fixture
def units(make):
    return [make.unit("Phòng Thu"), make.unit("Phòng Chi")]


def slowly(action) -> None:
    """So that what is done at once meets in the middle."""
    action()
    sleep(0.3)
    db.session.commit()


def places_of(*people) -> list[list[int]]:
    """In which units these people work now."""
    db.session.rollback()
    query = select(Placement.unit_id).where(Placement.valid_to.is_(None))
    return [list(db.session.scalars(query.where(Placement.person_id == each))) for each in people]


def test_two_add_people_to_one_unit(app, units) -> None:
    place = Place(units[0].unit_id)

    def add(name):
        return add_person(PersonDetails(name, name), place, None, AUTHOR)

    do_at_once(app, [partial(slowly, partial(add, name)) for name in ("nguyen a", "nguyen b")])
    assert len(set(db.session.scalars(select(Placement.person_id)))) == 2


def test_two_people_change_places(app, make, units) -> None:
    thu, chi = (unit.unit_id for unit in units)
    an, binh = (make.person(unit=unit).id for unit in units)
    moves = [partial(place_person, *to, AUTHOR) for to in ((an, Place(chi)), (binh, Place(thu)))]
    do_at_once(app, [partial(slowly, move) for move in moves])
    assert places_of(an, binh) == [[chi], [thu]]


def test_of_two_who_move_somebody_the_later_counts(app, make, units) -> None:
    hoa, ids = make.person("hoa").id, [unit.unit_id for unit in units]
    moves = [partial(place_person, hoa, Place(unit_id), AUTHOR) for unit_id in ids]
    do_at_once(app, [partial(slowly, move) for move in moves])
    [[unit_id]] = places_of(hoa)
    assert unit_id in ids
