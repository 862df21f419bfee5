"""The draft as a learner meets it: by unit and language, with a quiz that counts for nothing."""

from datetime import date

import pytest
from sqlalchemy import func, select

from core.database import db
from quizzes.models import Attempt
from tests.counting import counted_queries
from tests.factories.courses import bundle_texts, lesson_source
from tests.pages.reader import read_strictly
from tests.pages.studio import COURSE, save

STORY = """---
id: final
kind: quiz
title: Kiểm tra
pass_mark: 80
---

## Ở quầy {#counter type=scenario}

Một chị bước vào.

### Bạn làm gì? {#start}

- Mời chị ngồi -> calm {1}
- Nhìn đi chỗ khác -> alone

### Chị ngồi xuống. {#calm}

### Chị bỏ về. {#alone}
"""
LOOK = f"{COURSE}/as-learner"
QUIZ = f"{LOOK}/quizzes/final"


def test_the_draft_is_seen_and_not_the_edition(reader):
    save(reader, lesson_source("lesson-1", "Bài 1", "Chưa ai thấy."))
    page = reader.get(LOOK)
    assert page.heading == "Khóa học thử"
    lesson = reader.get(page.links()["Start"])
    assert "Chưa ai thấy." in lesson.text


def test_in_another_language_words_and_texts_are_those_of_the_language(site, make, trainer):
    texts = bundle_texts("basics", lessons=1)
    texts["lessons/01-lesson-1.en.md"] = lesson_source("lesson-1", "Lesson 1", "A short text.")
    make.draft(texts)
    reader = site.reader("giang")
    page = reader.get(f"{LOOK}/lessons/lesson-1?language=vi")
    assert "Một đoạn văn ngắn." in page.text
    assert "Xem như người học" in reader.client.get(f"{LOOK}?language=vi").text
    assert "A short text." in reader.get(f"{LOOK}/lessons/lesson-1?language=en").text


def test_a_unit_sees_what_is_assigned_to_it_and_by_when(reader, make, course):
    here = make.unit("Phòng Thu")
    make.unit("Phòng Chi")
    make.assignment(course, here, date(2026, 12, 15))
    page = reader.get(LOOK)
    options = {"".join(each.itertext()): each.get("value") for each in page.all(".//option")}
    page = reader.get(f"{LOOK}?unit={options['Phòng Thu']}")
    assert "Due 15 Dec 2026" in page.text
    page = reader.get(f"{LOOK}?unit={options['Phòng Chi']}")
    assert "Not assigned to this unit" in page.text


def test_a_quiz_is_taken_for_nothing(reader):
    page = read_strictly(reader.client.get(reader.client.get(QUIZ).location))
    fields = {each.get("name") for each in page.all(".//input[@type='radio']")}
    with counted_queries() as queries:
        response = reader.post(QUIZ, {"seed": "1", **dict.fromkeys(fields, "0")}, 200)
    assert not [each for each in queries if not each.lstrip().startswith(("SELECT", "BEGIN"))]
    page = read_strictly(response)
    assert "Passed: 100%" in page.text
    assert "Giải thích 1." in page.text
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 0


@pytest.mark.parametrize("form", [{}, {"seed": "x"}, {"q1": "99", "seed": "9" * 30}])
def test_no_answers_and_nonsense_are_marked_as_none(reader, form):
    page = read_strictly(reader.post(QUIZ, form, 200))
    assert "Not yet passed: 0%" in page.text


def test_a_check_in_a_lesson_is_marked_and_kept_nowhere(reader):
    path = f"{LOOK}/lessons/lesson-1"
    page = read_strictly(reader.post(f"{path}/checks/1", {"check-1-answer": "1"}, 200))
    assert "Đếm trên ngón tay." in page.text
    reader.post(f"{path}/checks/9", {}, 404)


@pytest.mark.parametrize("path", ["/lessons/none", "/quizzes/none", "?unit=none"])
def test_what_is_not_there_is_not_found(reader, path):
    reader.get(f"{LOOK}{path}", 404)


def test_a_story_is_gone_through_step_by_step(site, make, trainer):
    texts = bundle_texts("basics", lessons=1)
    texts["quizzes/final.md"] = STORY
    make.draft(texts)
    reader = site.reader("giang")
    page = read_strictly(reader.post(QUIZ, {"seed": "1"} | {"q1": "", "at": "q1-now"}, 200))
    assert "Chị ngồi xuống." not in page.text
    form = {"seed": "1", "q1": "start:0", "at": "q1-now"}
    page = read_strictly(reader.post(QUIZ, form, 200))
    assert "Chị ngồi xuống." in page.text
    assert "Chị bỏ về." not in page.text
    page = read_strictly(reader.post(QUIZ, {"seed": "1", "q1": "start:0"}, 200))
    assert "Passed: 100%" in page.text
