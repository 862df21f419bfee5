"""“Đã biết rồi?”: a test before the course leaves only the lessons of what was missed."""

import pytest
from sqlalchemy import select

from core.database import db
from enrolments.models import ActivityResult, Enrolment
from tests.factories.courses import bundle_texts
from tests.factories.learning import RIGHT, WRONG

COURSE = "/courses/basics"
TEST = """\
---
id: before
kind: quiz
title: Đã biết rồi?
pass_mark: 50
---

## Câu một? {#one tags=lesson-1}

- [x] đúng
- [ ] sai

## Câu hai? {#two tags=lesson-2}

- [x] đúng
- [ ] sai
"""


@pytest.fixture
def course(make):
    texts = bundle_texts("basics")
    before = "activities:\n  - {quiz: before, role: before, exempts: lessons}\n"
    manifest = texts["course.yml"].replace("activities:\n", before, 1)
    texts |= {"course.yml": manifest, "quizzes/before.md": TEST}
    return make.publish(make.draft(texts))


@pytest.fixture
def learner(make):
    return make.person("hoa", make.unit())


def take(make, learner, course, *values):
    uuid = make.attempt(learner, course, "before")
    make.submitted(uuid, learner, {position: [value] for position, value in enumerate(values, 1)})


def known():
    query = select(ActivityResult).where(ActivityResult.is_exempt).order_by(ActivityResult.id)
    return [result.activity.key for result in db.session.scalars(query)]


def test_the_course_offers_the_test_until_something_is_done(site, make, learner, course):
    reader = site.reader("hoa")
    assert "Known already?" in reader.get(COURSE).text
    reader.post(f"{COURSE}/lessons/lesson-1/read")
    assert "Known already?" not in reader.get(COURSE).text


def test_whoever_passes_is_left_with_the_lessons_of_what_was_missed(site, make, learner, course):
    take(make, learner, course, RIGHT, WRONG)
    assert known() == ["lesson-1"]
    page = site.reader("hoa").get(COURSE)
    assert "Known before" in page.text


def test_whoever_knows_everything_is_left_with_the_final_quiz(make, learner, course):
    take(make, learner, course, RIGHT, RIGHT)
    assert known() == ["lesson-1", "lesson-2"]
    assert db.session.scalars(select(Enrolment)).one().state == "in_progress"


def test_whoever_does_not_pass_reads_everything(make, learner, course):
    take(make, learner, course, WRONG, WRONG)
    assert known() == []


def test_a_lesson_that_was_read_stays_read(site, make, learner, course):
    site.reader("hoa").post(f"{COURSE}/lessons/lesson-1/read")
    take(make, learner, course, RIGHT, RIGHT)
    assert known() == ["lesson-2"]
