"""The record keeps what was done, whatever becomes of the course."""

from datetime import UTC, datetime

import pytest

from core import clock
from core.database import db
from enrolments.operations import record_lesson_read
from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, lesson_source
from tests.factories.learning import RIGHT
from tests.pages.reader import text_of

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now():
    clock.set_source(lambda: NOW)


@pytest.fixture
def course(make):
    return make.publish(make.draft(bundle_texts("moving")))


@pytest.fixture
def learner(make, course):
    person = make.person("hoa")
    make.lessons_read(person, course)
    return person


def publish_without(make, *paths, questions=3):
    """A new edition in which lesson-2 is no more, and these files neither."""
    texts = bundle_texts("moving", questions=questions)
    texts["course.yml"] = texts["course.yml"].replace("  - lesson: lesson-2\n", "")
    texts["lessons/01-lesson-1.md"] = lesson_source("lesson-1", "Tên mới")
    return make.publish(make.draft({k: v for k, v in texts.items() if k not in paths}))


def lines_of(page):
    return [text_of(each) for each in page.all(".//ul[@class='plain lines']/li")]


@pytest.mark.parametrize("paths", [("lessons/02-lesson-2.md",), ()])
def test_a_lesson_that_left_the_course_stays_on_the_record_of_who_read_it(
    make, site, learner, paths
):
    publish_without(make, *paths)
    page = site.reader("hoa").get("/record")
    assert [line.split()[:2] for line in lines_of(page)] == [["Tên", "mới"], ["Bài", "2"]]
    [address] = [link for link in page.links().values() if link.endswith("lesson-2")]
    assert "Bài 2" in site.reader("hoa").get(address).heading


def test_a_title_on_the_record_is_the_one_that_was_read(make, site, course):
    make.lessons_read(make.person("lan"), course)
    renamed = lesson_source("lesson-2", "Tên khác")
    make.publish(make.draft({**bundle_texts("moving"), "lessons/02-lesson-2.md": renamed}))
    publish_without(make)
    text = site.reader("lan").get("/record").text
    assert "Bài 2" in text
    assert "Tên khác" not in text


def test_a_quiz_that_left_the_course_stays_with_its_score(make, site, course, learner):
    make.graded_attempt(learner, course, RIGHT, RIGHT, RIGHT)
    publish_without(make, questions=0)
    [line] = [each for each in lines_of(site.reader("hoa").get("/record")) if "Kiểm tra" in each]
    assert "100%" in line
    assert "Passed" in line


def test_a_course_of_which_only_what_left_was_read_is_on_the_record(make, site, course):
    person = make.person("lan")
    lesson = course.find_activity("lesson", "lesson-2")
    record_lesson_read(person.id, course, lesson, NOW)
    db.session.commit()
    publish_without(make)
    page = site.reader("lan").get("/record")
    assert [line.split()[:2] for line in lines_of(page)] == [["Bài", "2"]]


def test_nothing_that_left_is_on_the_record_of_who_never_read_it(make, site, learner):
    make.person("lan")
    publish_without(make)
    assert "Bài 2" not in site.reader("lan").get("/record").text


def test_however_much_left_the_record_asks_no_more(make, site, learner, course):
    reader = site.reader("hoa")
    reader.get("/record")
    with counted_queries() as few:
        reader.get("/record")
    publish_without(make, questions=0)
    reader.get("/record")
    with counted_queries() as many:
        reader.get("/record")
    assert len(many) == len(few) <= MOST_QUERIES
