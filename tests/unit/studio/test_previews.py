"""Texts that are being written, as their readers will see them."""

import pytest

from core.markdown import Picture
from studio.previews import TextSource, preview_course, preview_lesson, preview_quiz
from tests.factories.courses import SOURCES, bundle_texts, lesson_source, quiz_source

LESSON = "lessons/a.md"
QUIZ = "quizzes/final.md"
PICTURES = {"media/a.svg": Picture("/media/abc.svg", 10, 10)}


def lesson(text, path=LESSON, original=None):
    return preview_lesson(TextSource(path, text, "vi", original), PICTURES)


def quiz(text, path=QUIZ, original=None):
    return preview_quiz(TextSource(path, text, "vi", original), PICTURES)


def test_a_lesson_shows_its_title_its_text_and_its_checks_without_their_keys():
    shown = lesson(lesson_source("a", "Giới", "Một *đoạn*."))
    assert (shown.title, shown.minutes, shown.language) == ("Giới", 5, "vi")
    assert [block.kind for block in shown.blocks] == ["html", "check"]
    assert "<em>đoạn</em>" in shown.blocks[0].html
    assert [str(words) for _value, words in shown.blocks[1].options] == ["Ba", "Bốn"]
    assert shown.problems == []


def test_the_key_of_a_check_is_at_hand_for_trying_it():
    assert lesson(lesson_source("a")).checks["check-1"]["correct"] == [1]


def test_a_picture_that_is_there_is_shown_and_one_that_is_not_is_named_with_its_line():
    text = lesson_source("a", text="![Ở đây](media/a.svg)\n\n![Không](media/none.svg)")
    shown = lesson(text)
    assert "/media/abc.svg" in shown.blocks[0].html
    [problem] = shown.problems
    assert "media/none.svg" in problem.message
    assert text.splitlines()[problem.line - 1] == "![Không](media/none.svg)"


def test_pictures_that_this_text_does_not_show_are_not_its_problem():
    assert lesson(lesson_source("a")).problems == []


def test_a_translation_takes_minutes_and_sources_from_its_original():
    original = lesson_source("a").replace(
        f"minutes: 5\n{SOURCES}", "minutes: 7\nsources:\n  - title: Luật Bình đẳng giới"
    )
    text = lesson_source("a", "Gender").replace(f"minutes: 5\n{SOURCES}\n", "")
    shown = lesson(text, "lessons/a.en.md", (LESSON, original))
    assert (shown.language, shown.title, shown.minutes) == ("en", "Gender", 7)
    assert [source["title"] for source in shown.sources] == ["Luật Bình đẳng giới"]


def test_a_quiz_shows_every_question_with_its_answer_and_explanation():
    shown = quiz(quiz_source(questions=2))
    assert (shown.title, shown.is_bank, shown.question_count) == ("Kiểm tra", False, 2)
    first = shown.questions[0]
    assert str(first.stem) == "Câu hỏi 1?"
    assert [str(words) for _value, words in first.parts.options] == ["Đúng 1", "Sai 1"]
    assert [choice.is_correct for choice in first.parts.choices] == [True, False]
    assert "Giải thích 1." in str(first.explanation)
    assert not first.parts.selected


def test_questions_have_fields_of_their_own():
    fields = [question.field for question in quiz(quiz_source(questions=3)).questions]
    assert len(set(fields)) == 3


def test_a_question_without_answers_is_a_problem_at_its_line_and_the_others_are_shown():
    text = quiz_source(questions=1) + "\n## Câu không có đáp án\n"
    shown = quiz(text)
    assert len(shown.questions) == 1
    [problem] = shown.problems
    assert text.splitlines()[problem.line - 1] == "## Câu không có đáp án"


def test_a_translated_quiz_shows_the_original_where_a_word_is_missing():
    translation = (
        "---\nid: final\nkind: quiz\ntitle: Test\n---\n\n## Question 1? {#q1 type=single}\n"
    )
    shown = quiz(translation, "quizzes/final.en.md", (QUIZ, quiz_source(questions=2)))
    assert shown.title == "Test"
    assert [str(question.stem) for question in shown.questions] == [
        "Question 1?",
        '<span lang="vi">Câu hỏi 2?</span>',
    ]
    assert str(shown.questions[0].parts.choices[0].text) == '<span lang="vi">Đúng 1</span>'


def test_mistakes_of_the_original_are_not_told_at_its_translation():
    broken = quiz_source(questions=1) + "\n## Không có đáp án {#q9}\n"
    translation = (
        "---\nid: final\nkind: quiz\ntitle: Test\n---\n\n## Question 1? {#q1 type=single}\n"
    )
    assert quiz(translation, "quizzes/final.en.md", (QUIZ, broken)).problems == []


def test_a_course_shows_its_title_and_its_activities_in_order():
    shown = preview_course(bundle_texts("course"))
    assert shown.titles["vi"] == "Khóa học thử"
    assert [each.kind for each in shown.activities] == ["lesson", "lesson", "quiz"]
    assert shown.problems == []


def test_a_course_names_an_activity_that_is_not_there():
    texts = bundle_texts("course")
    texts["course.yml"] = texts["course.yml"].replace("lesson: lesson-2", "lesson: lesson-9")
    shown = preview_course(texts)
    assert [each.kind for each in shown.activities] == ["lesson", "quiz"]
    assert any("lesson-9" in problem.message for problem in shown.problems)


@pytest.mark.parametrize("text", ["", ": no", "[]"])
def test_a_course_that_cannot_be_read_shows_what_is_wrong(text):
    shown = preview_course({**bundle_texts("course"), "course.yml": text})
    assert shown.problems
    assert shown.activities == ()
