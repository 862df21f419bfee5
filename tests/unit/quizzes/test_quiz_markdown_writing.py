"""What is written reads back as it was, and is written again with the same bytes."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import settings as run
from hypothesis import strategies as st

from quizzes.content import QuizFile, Section
from quizzes.quiz_markdown.reading import parse_inline_check, read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_markdown.writing import write_quiz
from tests.unit.quizzes import pair_samples, samples, typed_samples

CANONICAL = """\
---
id: final
kind: quiz
title: Kiểm tra cuối khóa
pass_mark: 80
attempts: 3
time_limit: 1h30m
shuffle: [questions, choices]
feedback: immediate
review: {score: [submitted, closed], explanation: [closed]}
sensitive: violence
draw:
  - {bank: law, count: 6, tags: [article-5]}
  - {bank: other/law, count: 4, difficulty: hard}
---

Lời dẫn.

## Trước mọi phần {#first}

- [ ] a
- [x] b

# Phần một {#one}

Lời dẫn của phần.

## Chọn các ý đúng. {#many points=2.5 tags="law dates" difficulty=easy source="Điều 43"}

Ý nào?

- một
- hai

<!-- answers -->

- [x] Cơ quan {70% misconception=office}
    > Phản hồi.
- [x] Gia đình {30% fixed}
- [ ] Chỉ phụ nữ {-50%}

? Gợi ý một.
? Gợi ý hai.

> Giải thích.
>
> Hai đoạn.

## Đúng hay sai? {#true type=true-false}

> Một câu trích.

- [ ] Đúng
- [x] Sai

!!! explanation
    Vì thế.
"""


def file_of(*questions, **fields):
    return QuizFile(
        kind="quiz",
        id="final",
        language="vi",
        title={"vi": "Kiểm tra"},
        questions=questions,
        **fields,
    )


def test_a_canonical_file_is_written_with_the_same_bytes():
    file, problems = read_quiz(CANONICAL, "final.md", "vi")
    assert problems == []
    assert write_quiz(file, "vi") == CANONICAL


any_question = samples.questions() | typed_samples.questions() | pair_samples.questions()


@run(max_examples=200)
@given(any_question)
def test_a_written_question_reads_back_equal_and_is_written_the_same(question):
    written = write_quiz(file_of(question), "vi")
    file, problems = read_quiz(written, "final.md", "vi")
    assert problems == []
    assert file == file_of(question)
    assert write_quiz(file, "vi") == written


@given(samples.settings, samples.texts)
def test_written_settings_and_introduction_read_back_equal(settings, introduction):
    file = file_of(settings=settings, introduction={"vi": introduction})
    assert read_quiz(write_quiz(file, "vi"), "final.md", "vi") == (file, [])


@given(samples.questions("a"), samples.questions("b"), samples.texts)
def test_a_written_file_keeps_sections_and_questions_apart(first, second, introduction):
    section = Section("part", {"vi": "Phần một"}, {"vi": introduction})
    file = file_of(first, replace(second, section="part"), sections=(section,))
    assert read_quiz(write_quiz(file, "vi"), "final.md", "vi") == (file, [])


@run(max_examples=150)
@given(any_question, st.data())
def test_a_written_translation_merges_into_an_equal_file(question, data):
    english = data.draw(translations(question))
    original = file_of(question)
    translated = replace(
        file_of(replace(question, texts={**question.texts, "en": english})),
        title={"vi": "Kiểm tra", "en": "Test"},
    )
    written = write_quiz(translated, "en")
    file, problems = read_translation(written, "final.en.md", "en")
    assert problems == []
    assert apply_translation(original, file) == (translated, [])


def translations(question):
    """Draw the words of a question in another language."""
    if question.type in ("short_answer", "number", "cloze"):
        return typed_samples.translations(question)
    if question.type in ("match", "order", "scale"):
        return pair_samples.translations(question)
    return samples.translations(question)


def test_a_translation_holds_texts_and_marks_but_no_settings():
    original, _ = read_quiz(CANONICAL, "final.md", "vi")
    english = (
        "---\nid: final\nkind: quiz\ntitle: Final\n---\n"
        "## True? {#true}\n- [ ] Yes\n- [x] No {fixed}\n"
    )
    file, _ = apply_translation(original, read_translation(english, "final.en.md", "en")[0])
    assert write_quiz(file, "en") == (
        "---\nid: final\nkind: quiz\ntitle: Final\n---\n\n"
        "## True? {#true type=true-false}\n\n- [ ] Yes\n- [x] No\n"
    )


def test_a_stem_that_would_be_a_heading_is_written_as_text():
    question = samples.read_question("## A\n- [x] b\n- [ ] c\n")
    text = replace(question.texts["vi"], stem="# not a heading")
    written = write_quiz(file_of(replace(question, texts={"vi": text})), "vi")
    file, problems = read_quiz(written, "final.md", "vi")
    assert problems == []
    assert file.questions[0].texts["vi"].stem == r"\# not a heading"


def test_what_a_type_cannot_be_worked_out_from_is_written():
    question = samples.read_question("## A {#a type=multiple}\n- [x] b\n- [ ] c\n")
    assert "## A {#a type=multiple}\n" in write_quiz(file_of(question), "vi")


def test_a_bank_is_written_without_settings():
    file = replace(file_of(), kind="bank", title={})
    assert write_quiz(file, "vi") == "---\nid: final\nkind: bank\n---\n"


lines = st.lists(st.sampled_from(samples.LINES), max_size=14).map("\n".join)


begun = st.sampled_from(
    [
        "## Q\n- [x] a\n- [ ] b\n\n",
        "## Q {type=essay}\n\n",
        "## Q {type=description}\n\n",
        "## Q {type=scenario}\n\n### Start {#s}\n\n",
    ]
)


@run(max_examples=600)
@given(begun, lines)
def test_whatever_reads_without_a_problem_is_written_without_loss(beginning, body):
    file, problems = samples.read(beginning + body)
    assume(problems == [])
    written = write_quiz(file, "vi")
    assert read_quiz(written, samples.PATH, "vi") == (file, [])
    assert write_quiz(file, "vi") == written


@given(lines, st.text())
def test_no_text_whatever_makes_reading_raise(body, text):
    for source in (body, text, samples.HEAD + text, f"---\n{text}\n---\n"):
        read_quiz(source, samples.PATH, "vi")
        parse_inline_check(source, 1)
