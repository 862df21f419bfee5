"""Writing a translation with its original beside it: what changed, and saying both are in step."""

import pytest

from tests.counting import MOST_QUERIES, counted_queries
from tests.factories.courses import bundle_texts, lesson_source, quiz_source
from tests.pages.reader import text_of
from tests.pages.studio import COURSE, LESSON, draft, save

PATH = "lessons/01-lesson-1.en.md"
ENGLISH = f"{COURSE}/files/{PATH}"
QUIZ = f"{COURSE}/files/quizzes/final.en.md"
TEXT = lesson_source("lesson-1", "Lesson 1", "A short text.")
VIOLENCE = "{{helplines: violence}}"


@pytest.fixture
def course(make):
    texts = {**bundle_texts("basics"), PATH: TEXT, "quizzes/final.en.md": quiz_source()}
    return make.publish(make.draft(texts))


def change(reader, text="Một đoạn văn rất ngắn.", version=1):
    save(reader, lesson_source("lesson-1", "Bài 1", text), version)


def pane(page):
    [place] = [each for each in page.all(".//div") if "data-original" in each.attrib]
    return place


def marks(page, tag="ins"):
    return [text_of(each) for each in pane(page).findall(f".//{tag}")]


def seen_on(page):
    [field] = [each for each in page.all(".//input") if each.get("name") == "seen"]
    return field.get("value")


def confirm(reader, seen, source):
    form = {"source": source, "version": 1, "intent": "confirm", "seen": seen}
    return reader.get(reader.post(ENGLISH, form).location)


def answer_to(reader, form):
    """What the editor's module is told."""
    headers = {"Accept": "application/json"}
    return reader.client.post(ENGLISH, data=form, headers=headers).get_json()


def may_confirm(page):
    return any(each.get("value") == "confirm" for each in page.all(".//button"))


def test_the_original_stands_beside_a_translation_as_learners_see_it(reader):
    words = text_of(pane(reader.get(ENGLISH)))
    for each in ("Tiếng Việt", "Bài 1", "Một đoạn văn ngắn.", "✓ Bốn", "Thiếu một."):
        assert each in words, words


def test_of_a_quiz_its_questions_with_what_is_right_and_why(reader):
    words = text_of(pane(reader.get(QUIZ)))
    for each in ("Kiểm tra", "Câu hỏi 1?", "✓ Đúng 1", "Giải thích 1."):
        assert each in words, words


def test_what_is_filled_in_later_stands_there_as_it_is_written(reader):
    change(reader, f"{VIOLENCE}\n\n{{{{organisation: committee | Ai ngồi trong ban}}}}")
    words = text_of(pane(reader.get(ENGLISH)))
    assert VIOLENCE in words
    assert "{{organisation: committee | Ai ngồi trong ban}}" in words


@pytest.mark.parametrize("path", [LESSON, f"{COURSE}/files/course.yml"])
def test_beside_an_original_stands_none(reader, path):
    assert not [each for each in reader.get(path).all(".//div") if "data-original" in each.attrib]


def test_what_changed_since_both_were_in_step_is_marked_where_it_stands(reader):
    assert not may_confirm(reader.get(ENGLISH))
    change(reader)
    page = reader.get(ENGLISH)
    assert marks(page) == ["rất"]
    assert "1 part of the original changed" in text_of(pane(page))


def test_it_is_asked_for_by_the_address(reader):
    page = reader.get(f"{ENGLISH}?beside=original")
    assert [each for each in page.all(".//section") if "data-opens" in each.attrib]
    assert not [
        each for each in reader.get(ENGLISH).all(".//section") if "data-opens" in each.attrib
    ]


def test_saving_and_saying_that_both_are_in_step_is_one_press(reader):
    change(reader)
    page = confirm(reader, seen_on(reader.get(ENGLISH)), TEXT + "\nMore.\n")
    assert "The translation is in step with its original." in page.text
    assert marks(page) == []
    assert "More." in draft(PATH).source
    assert not may_confirm(reader.get(ENGLISH))


def test_it_is_said_only_of_the_original_that_was_seen_and_what_was_typed_is_saved(reader):
    change(reader)
    seen = seen_on(reader.get(ENGLISH))
    change(reader, "Lại khác.", 2)
    page = confirm(reader, seen, TEXT + "\nMore.\n")
    assert "The original was changed meanwhile" in page.text
    assert may_confirm(page)
    assert "More." in draft(PATH).source


def test_the_module_is_answered_with_what_stands_beside_from_then_on(reader):
    change(reader)
    form = {"source": TEXT, "version": 1, "intent": "confirm"}
    stale = answer_to(reader, {**form, "seen": "x"})
    assert "changed meanwhile" in stale["original"]
    form["seen"] = seen_on(reader.get(ENGLISH))
    answer = answer_to(reader, form)
    assert "in step with its original" in answer["original"]
    assert "<ins" not in answer["original"]
    saved = answer_to(reader, {"source": TEXT, "version": 1})
    assert "original" not in saved


def test_who_says_so_of_an_original_only_saves_it(reader):
    reader.post(LESSON, {"source": TEXT, "version": 1, "intent": "confirm", "seen": "x"})
    assert draft().source == TEXT


def test_the_page_asks_little(reader):
    change(reader)
    reader.get(ENGLISH)
    with counted_queries() as queries:
        reader.get(ENGLISH)
    assert len(queries) <= MOST_QUERIES, queries
