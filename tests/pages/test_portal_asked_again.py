"""What a learner sees of a course that asks again: one next thing, a card, a word on record."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from core import clock
from core.database import db
from courses import operations as courses
from courses.operations import Change
from courses.queries import find_latest_edition
from enrolments.models import Enrolment
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import get_course, get_file
from tests.factories.learning import BEGAN, RIGHT

NOW = BEGAN + timedelta(days=10)
CARD = "/courses/basics/changes"


@pytest.fixture(autouse=True)
def now():
    clock.set_source(lambda: NOW)


@pytest.fixture
def person(make):
    unit = make.unit()
    person = make.person("hoa", unit)
    course = make.course("basics")
    make.assignment(course, unit)
    make.lessons_read(person, course)
    make.graded_attempt(person, course, RIGHT, RIGHT, RIGHT)
    return person


@pytest.fixture
def reader(site, person):
    return site.reader("hoa")


def change(again, old="Một đoạn văn ngắn.", new="Một đoạn văn dài.", at=NOW):
    course = get_course("basics")
    file = get_file(course, "lessons/01-lesson-1.md")
    courses.save_draft(file, file.source.replace(old, new), file.version, at)
    courses.publish_draft(course, Change("x", is_material=True, again=again), at)
    db.session.commit()


def edition():
    found = find_latest_edition(get_course("basics").id)
    assert found is not None
    return str(found.id)


def state():
    db.session.expire_all()
    return db.session.scalars(select(Enrolment)).one().state


def test_the_next_thing_is_to_see_what_changed(reader):
    change("card")
    page = reader.get("/")
    assert page.links()["Look at it"] == CARD
    assert reader.get("/courses/basics").links()["See what has changed"] == CARD


def test_the_card_shows_before_and_now_and_asks_little(reader):
    change("card")
    reader.get(CARD)
    with counted_queries() as queries:
        page = reader.get(CARD)
    assert len(queries) <= MOST_QUERIES
    removed = [each.text for each in page.all(".//del")]
    added = [each.text for each in page.all(".//ins")]
    assert ([*map(str.strip, removed)], [*map(str.strip, added)]) == (["ngắn"], ["dài"])
    assert "Bốn" not in page.text


def test_confirming_completes_once_more_and_twice_is_once(reader):
    change("card")
    form = {"edition": edition()}
    assert reader.post(CARD, form, 303).location == "/"
    assert state() == "completed"
    assert reader.post(CARD, form, 303).location == "/"
    assert "See what has changed" not in reader.get("/courses/basics").links()


def test_what_changed_once_more_meanwhile_is_shown_first(reader):
    change("card")
    seen = edition()
    change("card", "Một đoạn văn dài.", "Một đoạn văn rất dài.", NOW + timedelta(minutes=1))
    page = reader.post(CARD, {"edition": seen}, 409)
    assert "rất dài" in page.text
    assert state() == "asked_again"


@pytest.mark.parametrize("form", [{}, {"edition": "x"}, {"edition": "9" * 40}])
def test_nonsense_confirms_nothing(reader, form):
    change("card")
    reader.post(CARD, form, 409)
    assert state() == "asked_again"


def test_where_nothing_is_asked_the_card_leads_to_the_course(reader, site, make):
    assert reader.client.get(CARD).location == "/courses/basics"
    make.person("nam")
    site.reader("nam").post(CARD, {"edition": edition()}, 404)


def test_by_the_whole_course_one_begins_at_its_first_lesson(reader):
    change("course")
    links = reader.get("/").links()
    assert links["Start"] == "/courses/basics/lessons/lesson-1"
    page = reader.get("/courses/basics")
    assert "stands on your record" in page.text


def test_the_record_keeps_both_facts(reader):
    change("course")
    page = reader.get("/record")
    assert "Completed" in page.text
    assert "Asked again" in page.text
    assert "Một đoạn văn ngắn" in reader.get("/record/basics/lessons/lesson-1").text


def test_a_withdrawn_course_is_seen_on_the_record_alone(reader):
    course = get_course("basics")
    courses.withdraw_course(course, NOW)
    db.session.commit()
    reader.get("/courses/basics", 404)
    for path in ("/", "/courses"):
        assert "Khóa học thử" not in reader.get(path).text
    assert "Khóa học thử" in reader.get("/record").text
    assert "Một đoạn văn ngắn" in reader.get("/record/basics/lessons/lesson-1").text
