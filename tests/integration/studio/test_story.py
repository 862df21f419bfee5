"""A text changes, and nobody's past does: the whole way from a first edition to a second."""

from datetime import UTC, datetime, timedelta

import pytest

from core import clock
from courses.queries import find_published_course
from tests.factories.courses import bundle_texts, lesson_source
from tests.factories.learning import RIGHT
from tests.pages.studio import draft_named

READ = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FILE = "/studio/courses/basics/files/lessons/01-lesson-1.md"
COURSE = "/courses/basics"
LESSON = f"{COURSE}/lessons/lesson-1"
DONE = "You have completed this course"
STANDS = "You completed this course on 20 Nov 2026, and that stands."
RECORD = "/record/basics/lessons/lesson-1"
OLD, NEW = "Một đoạn văn ngắn.", "Điều này nay đã khác."


@pytest.fixture(autouse=True)
def now():
    clock.set_source(lambda: READ)


@pytest.fixture(autouse=True)
def trainer(make):
    make.role(make.person("giang"), "trainer")


@pytest.fixture
def learner(make):
    unit = make.unit()
    return make.person("hoa", unit)


def save(trainer, source):
    trainer.post(FILE, {"source": source, "version": 1})


def publish(trainer, **form):
    trainer.post("/studio/courses/basics/publish", {"draft": draft_named(), **form})


def three_days_later(site):
    """The trainer and the learner sign in again."""
    clock.set_source(lambda: READ + timedelta(days=3))
    return site.reader("giang"), site.reader("hoa")


def test_who_completed_stays_completed_and_keeps_the_text_that_was_read(make, site, learner):
    make.draft(bundle_texts("basics"))
    publish(site.reader("giang"))
    reader = site.reader("hoa")
    assert OLD in reader.get(LESSON).text
    for number in (1, 2):
        reader.post(f"/courses/basics/lessons/lesson-{number}/read")
    make.graded_attempt(learner, find_published_course("basics"), RIGHT, RIGHT, RIGHT)
    assert DONE in reader.get(COURSE).text

    trainer, reader = three_days_later(site)
    save(trainer, lesson_source("lesson-1", "Bài 1", NEW))
    assert NEW not in reader.get(LESSON).text
    publish(trainer, note="Luật đã đổi.", is_material="no")

    assert NEW in reader.get(LESSON).text
    assert OLD not in reader.get(LESSON).text
    assert DONE in reader.get(COURSE).text
    kept = reader.get(RECORD).text
    assert OLD in kept
    assert NEW not in kept
    assert "edition 1" in kept


def test_a_material_change_takes_no_completion_away(make, site, learner):
    make.draft(bundle_texts("basics", questions=0))
    publish(site.reader("giang"))
    reader = site.reader("hoa")
    for number in (1, 2):
        reader.post(f"/courses/basics/lessons/lesson-{number}/read")

    trainer, reader = three_days_later(site)
    save(trainer, lesson_source("lesson-1", "Bài 1", NEW))
    publish(trainer, note="Luật đã đổi.", is_material="card")
    assert STANDS in reader.get(COURSE).text
    assert OLD in reader.get(RECORD).text


def test_somebody_who_reads_later_has_the_new_text_on_record(make, site, learner):
    make.draft(bundle_texts("basics"))
    publish(site.reader("giang"))
    trainer, reader = three_days_later(site)
    save(trainer, lesson_source("lesson-1", "Bài 1", NEW))
    publish(trainer, note="Luật đã đổi.", is_material="card")
    reader.post(f"{LESSON}/read")
    assert NEW in reader.get(RECORD).text


def test_who_had_the_old_text_before_her_while_the_new_one_came_has_the_old_on_record(
    make, site, learner
):
    make.draft(bundle_texts("basics"))
    trainer, reader = site.reader("giang"), site.reader("hoa")
    publish(trainer)
    (shown,) = reader.get(LESSON).all(".//input[@name='edition']")
    save(trainer, lesson_source("lesson-1", "Bài 1", NEW))
    publish(trainer, note="Luật đã đổi.", is_material="no")
    reader.post(f"{LESSON}/read", {"edition": shown.get("value")})
    assert OLD in reader.get(RECORD).text


def test_an_edition_of_something_else_is_not_put_on_record(make, site, learner):
    make.draft(bundle_texts("basics"))
    publish(site.reader("giang"))
    reader = site.reader("hoa")
    (other,) = reader.get(f"{COURSE}/lessons/lesson-2").all(".//input[@name='edition']")
    reader.post(f"{LESSON}/read", {"edition": other.get("value")})
    assert "Bài 1" in reader.get(RECORD).heading
