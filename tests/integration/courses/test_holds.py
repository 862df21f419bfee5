"""One person at a time holds a text; it is free again a while after her last sign of life."""

from datetime import timedelta
from functools import partial

import pytest

from core.database import db
from courses.holds import operations, queries
from tests.concurrency import do_at_once
from tests.factories.courses import PUBLISHED, bundle_texts

LESSON = "lessons/01-lesson-1.md"


@pytest.fixture
def course(make):
    return make.draft(bundle_texts("held"))


@pytest.fixture
def people(make):
    return make.person("lan", full_name="Lê Thị Lan"), make.person("nam", full_name="Trần Nam")


def at(seconds):
    return PUBLISHED + timedelta(seconds=seconds)


def holder(course, seconds=0):
    found = queries.find_holder(course.id, LESSON, at(seconds))
    return found.full_name if found else None


def test_whoever_comes_first_holds_it_and_goes_on_holding_it(course, people):
    lan, nam = people
    assert holder(course) is None
    assert operations.hold_text(course.id, LESSON, lan.id, at(0))
    assert not operations.hold_text(course.id, LESSON, nam.id, at(60))
    assert operations.hold_text(course.id, LESSON, lan.id, at(100))
    assert not operations.hold_text(course.id, LESSON, nam.id, at(200))
    found = queries.find_holder(course.id, LESSON, at(200))
    assert found is not None
    assert (found.full_name, found.since_at, found.seen_at) == ("Lê Thị Lan", at(0), at(100))


def test_it_is_free_two_minutes_after_the_last_sign(course, people):
    lan, nam = people
    operations.hold_text(course.id, LESSON, lan.id, at(0))
    assert (holder(course, 119), holder(course, 120)) == ("Lê Thị Lan", None)
    assert operations.hold_text(course.id, LESSON, nam.id, at(120))
    assert holder(course, 121) == "Trần Nam"


def test_it_can_be_taken_over_and_taken_back(course, people):
    lan, nam = people
    operations.hold_text(course.id, LESSON, lan.id, at(0))
    assert operations.hold_text(course.id, LESSON, nam.id, at(10), takes_over=True)
    assert not operations.hold_text(course.id, LESSON, lan.id, at(20))
    found = queries.find_holder(course.id, LESSON, at(20))
    assert found is not None
    assert (found.full_name, found.since_at) == ("Trần Nam", at(10))
    assert operations.hold_text(course.id, LESSON, lan.id, at(30), takes_over=True)


def test_only_whoever_holds_it_gives_it_free(course, people):
    lan, nam = people
    operations.hold_text(course.id, LESSON, lan.id, at(0))
    operations.release_text(course.id, LESSON, nam.id)
    assert holder(course) == "Lê Thị Lan"
    operations.release_text(course.id, LESSON, lan.id)
    operations.release_text(course.id, LESSON, lan.id)
    assert holder(course) is None


def test_each_text_is_held_by_itself(course, people):
    lan, nam = people
    operations.hold_text(course.id, LESSON, lan.id, at(0))
    assert operations.hold_text(course.id, "quizzes/final.md", nam.id, at(0))


def test_of_two_who_come_at_once_one_holds_it(app, course, people):
    course_id, ids = course.id, [person.id for person in people]

    def hold(person_id):
        is_held = operations.hold_text(course_id, LESSON, person_id, at(0))
        db.session.commit()
        return is_held

    held = do_at_once(app, [partial(hold, each) for each in ids])
    assert sorted(held) == [False, True]
