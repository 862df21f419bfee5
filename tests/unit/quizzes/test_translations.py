"""A translation brings texts in; everything else has to agree with the original."""

import pytest

from quizzes.publishing import question_html
from quizzes.quiz_markdown.reading import read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.wording import Passage, Words, find_passage

ORIGINAL = """\
---
id: final
kind: quiz
title: Kiểm tra
pass_mark: 80
---
Xin chào.

# Phần {#part}

## Hỏi? {#ask points=2}

- [ ] sai
    > vì sai
- [x] đúng

? gợi ý

> giải thích

## Nữa? {#more}

- [ ] không
- [x] có
"""
HEAD = "---\nid: final\nkind: quiz\ntitle: Test\n---\n"


def translate(body, head=HEAD):
    original, problems = read_quiz(ORIGINAL, "final.md", "vi")
    assert problems == []
    translation, problems = read_translation(head + body, "final.en.md", "en")
    assert problems == []
    return apply_translation(original, translation)


def test_texts_come_in_and_the_rest_stays():
    file, problems = translate(
        "Hello.\n\n# Part {#part}\n\n## Ask? {#ask points=9}\n"
        "- [ ] wrong\n    > as wrong\n- [x] right\n\n? hint\n\n> explained\n"
    )
    assert problems == []
    assert file.title == {"vi": "Kiểm tra", "en": "Test"}
    assert file.introduction == {"vi": "Xin chào.", "en": "Hello."}
    assert file.sections[0].title == {"vi": "Phần", "en": "Part"}
    asked, more = file.questions
    assert asked.points == 2
    assert list(asked.texts) == ["vi", "en"]
    assert asked.texts["en"].choices == ("wrong", "right")
    assert words_of(asked).hints() == ("hint",)
    assert list(more.texts) == ["vi"]
    assert file.settings.pass_mark == 80


def words_of(question):
    return Words(question_html(question, lambda source, _name: source), "en")


def test_each_part_that_nobody_translated_is_shown_in_the_original():
    file, _ = translate("## Ask? {#ask}\n- [ ] wrong\n- [ ]\n")
    words = words_of(file.questions[0])
    assert words.text("stem") == "Ask?"
    assert [words.choice(index) for index in (0, 1)] == ["wrong", '<span lang="vi">đúng</span>']
    assert [words.feedback(index) for index in (0, 1)] == ['<span lang="vi">vì sai</span>', None]
    assert words.text("explanation") == '<span lang="vi">giải thích</span>'
    assert words.hints() == ('<span lang="vi">gợi ý</span>',)


def test_a_question_in_a_language_it_does_not_have_is_shown_in_the_original():
    file, _ = translate("")
    words = words_of(file.questions[1])
    assert words.text("stem") == '<span lang="vi">Nữa?</span>'
    assert [words.choice(index) for index in (0, 1)] == [
        '<span lang="vi">không</span>',
        '<span lang="vi">có</span>',
    ]


@pytest.mark.parametrize("marks", ["  ", " x"])
def test_marks_may_be_left_out_and_must_agree_where_given(marks):
    file, problems = translate(f"## Ask? {{#ask}}\n- [{marks[0]}] wrong\n- [{marks[1]}] right\n")
    assert problems == []
    assert [choice.is_correct for choice in file.questions[0].choices] == [False, True]


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        (
            "## A {#ask}\n- [x] a\n- [ ] b\n",
            6,
            "The marks of “#ask” are not those of the original.",
        ),
        (
            "## A {#ask}\n- [ ] a\n- [ ] b\n- [ ] c\n",
            6,
            "“#ask” has not as many choices as the original: 3, not 2.",
        ),
        ("## A {#unasked}\n- [ ] a\n- [ ] b\n", 6, "The original has no “#unasked”."),
        ("# P {#other}\n", 6, "The original has no “#other”."),
    ],
)
def test_what_does_not_agree_is_a_problem_and_stays_untranslated(body, line, message):
    file, problems = translate(body)
    assert [(one.path, one.line, one.message) for one in problems] == [
        ("final.en.md", line, message)
    ]
    assert all(list(question.texts) == ["vi"] for question in file.questions)


def test_a_translation_of_another_file_is_a_problem():
    _, problems = translate("", head="---\nid: other\nkind: bank\n---\n")
    assert [one.message for one in problems] == ["This is no translation of the quiz final."]


def test_a_translation_into_the_same_language_is_a_problem():
    original, _ = read_quiz(ORIGINAL, "final.md", "vi")
    _, problems = apply_translation(original, original)
    assert [one.message for one in problems] == ["The translation is in the original's language."]


@pytest.mark.parametrize(
    ("texts", "passage"),
    [
        ({"vi": "a", "en": "b"}, Passage("b", "en")),
        ({"vi": "a", "en": ""}, Passage("a", "vi")),
        ({"vi": "a"}, Passage("a", "vi")),
        ({}, None),
    ],
)
def test_a_text_is_found_in_the_language_or_the_first_that_has_it(texts, passage):
    assert find_passage(texts, "en") == passage
