"""A question that is retired stays in its file, and is asked no more."""

from dataclasses import replace

from quizzes.content import QuestionText, to_json
from quizzes.publishing import question_count
from quizzes.quiz_markdown.reading import parse_inline_check, read_quiz, read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_markdown.writing import write_question
from tests.unit.quizzes.samples import read, read_question

RETIRED = "## Cũ? {#old retired points=2}\n\n- [x] a\n- [ ] b\n"
CURRENT = "## Mới? {#new}\n\n- [x] a\n- [ ] b\n"


def test_a_flag_in_its_heading_says_so_and_is_written_back() -> None:
    question = read_question(RETIRED)
    assert question.is_retired
    assert write_question(question, "vi") == RETIRED.rstrip()


def test_it_is_not_counted_among_the_questions_asked() -> None:
    file, problems = read(RETIRED + "\n" + CURRENT)
    assert problems == []
    assert [question.id for question in file.current_questions] == ["new"]
    assert question_count(file) == 1


def test_a_translation_says_nothing_of_it() -> None:
    question = read_question(RETIRED)
    english = QuestionText("Old?", ("a", "b"), (None, None))
    translated = replace(question, texts={**question.texts, "en": english})
    assert write_question(translated, "en") == "## Old? {#old}\n\n- [x] a\n- [ ] b"
    head = "---\nid: x\nkind: bank\n---\n"
    file, _ = read_quiz(head + CURRENT, "banks/x.md", "vi")
    other, _ = read_translation(head + CURRENT.replace("{#new}", "{#new retired}"), "x.en.md", "en")
    merged, problems = apply_translation(file, other)
    assert problems == []
    assert not merged.questions[0].is_retired


def test_what_is_not_retired_keeps_the_hash_it_had() -> None:
    assert "is_retired" not in to_json(read_question(CURRENT))


def test_a_question_of_a_lesson_cannot_be_retired() -> None:
    question, problems = parse_inline_check("Hỏi? {retired}\n- [x] a\n- [ ] b", 10)
    assert question is None
    assert [(each.line, each.message) for each in problems] == [
        (10, "A question of a lesson cannot be retired.")
    ]
