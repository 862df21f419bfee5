"""A question goes through its form and is the same; each mistake stands at its field."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import settings as run
from hypothesis import strategies as st

from quizzes.content import Question
from quizzes.form_values import FormValues, Subject, blank_values, read_values, values_of
from quizzes.question_types import REGISTRY, type_of
from quizzes.quiz_markdown.alone import read_alone
from quizzes.quiz_markdown.writing import write_question
from tests.unit.quizzes.samples import read_question
from tests.unit.quizzes.test_quiz_markdown_writing import any_question, translations

WITH_FORM = [name for name, kind in REGISTRY.items() if kind.has_form]
QUESTIONS = {
    "single_choice": "## A? {#q points=2 retired}\n\n- [x] b\n    > ừ\n- [ ] c {misconception=m}\n",
    "multiple_choice": "## A? {#q scoring=all}\n\n- [x] b\n- [x] c {fixed}\n- [ ] d\n\n? gợi ý\n",
    "true_false": "## A. {#q type=true-false}\n\n- [ ] Đúng\n- [x] Sai\n\n> vì thế\n",
    "short_answer": "## A? {#q type=short exact}\n\n= \\{a}\n= b {50% no-diacritics}\n    > gần\n",
    "number": "## A? {#q type=number penalty=0.5}\n\n= 60 +- 5\n= 1..9 {50%}\n    > gần\n",
    "match": "## A? {#q type=match}\n\n- a :: b\n- c :: d\n- :: e {fixed}\n",
    "order": "## A? {#q type=order}\n\n1. a\n2. b\n    > hai\n",
    "cloze": '## A {#q type=cloze tags="x y"}\n\nb {{16}} c {{=d ~ e}}\n',
    "essay": "## A? {#q type=essay difficulty=hard}\n\n- b {2}\n- c {1.5}\n\n> mẫu\n",
    "scale": '## A? {#q type=scale labels="a|b|c \\\\| d"}\n',
    "description": '## A {#q type=description source="Điều 1"}\n\nb\n',
}


def subject_of(question: Question, language: str = "vi") -> Subject:
    return Subject(type_of(question), question.id, language, question)


def read(question: Question, values: FormValues, language: str = "vi"):
    return read_values(values, subject_of(question, language))


def test_every_type_has_a_form_or_says_so() -> None:
    assert set(REGISTRY) - set(WITH_FORM) == {"scenario"}
    assert set(QUESTIONS) == set(WITH_FORM)


@pytest.mark.parametrize("name", WITH_FORM)
def test_a_form_holds_all_of_a_question(name: str) -> None:
    question = read_question(QUESTIONS[name])
    assert question.type == name
    assert read(question, values_of(question, "vi")) == (question, ())


@pytest.mark.parametrize("name", WITH_FORM)
def test_a_new_question_left_blank_is_refused_at_the_stem(name: str) -> None:
    kind = REGISTRY[name]
    question, mistakes = read_values(blank_values(kind), Subject(kind, "q", "vi"))
    assert question is None
    assert "stem" in [mistake.field for mistake in mistakes]


def is_sound(question: Question) -> bool:
    file, problems = read_alone(write_question(question, "vi"), "", "vi")
    is_whole = all(problem.severity != "error" for problem in problems)
    return is_whole and file.questions == (replace(question, section=None),)


def without_what_means_nothing(question: Question) -> Question:
    """What a file may say of a type and nobody would ask in a form."""
    kind = type_of(question)
    if question.type == "true_false":
        choices = tuple(replace(choice, is_fixed=False) for choice in question.choices)
        return replace(question, choices=choices)
    if question.type not in ("essay", "description", "scale"):
        return question
    points = question.points if question.details else Decimal(1)
    texts = {
        name: text if kind.has_hints else replace(text, hints=())
        for name, text in question.texts.items()
    }
    return replace(question, penalty=None, points=points, texts=texts)


@run(max_examples=100)
@given(any_question)
def test_whatever_a_file_holds_goes_through_its_form(question: Question) -> None:
    question = replace(question, section=None)
    assume(type_of(question).has_form and is_sound(question))
    question = without_what_means_nothing(question)
    assert read(question, values_of(question, "vi")) == (question, ())


@run(max_examples=80)
@given(any_question, st.data())
def test_whatever_a_translation_holds_goes_through_its_form(question: Question, data) -> None:
    question = replace(question, section=None)
    assume(type_of(question).has_form and is_sound(question))
    translated = replace(
        question, texts={**question.texts, "en": data.draw(translations(question))}
    )
    read_back, mistakes = read(translated, values_of(translated, "en"), "en")
    assert mistakes == ()
    assert read_back == translated


SINGLE = read_question(QUESTIONS["single_choice"])


def change(question: Question, **fields) -> tuple[Question | None, list[str]]:
    read_back, mistakes = read(question, replace(values_of(question, "vi"), **fields))
    return read_back, [f"{mistake.field}: {mistake.message}" for mistake in mistakes]


def rows(*texts: str) -> tuple[dict[str, str | bool], ...]:
    return tuple({"text": text.lstrip("*"), "is_right": text.startswith("*")} for text in texts)


@pytest.mark.parametrize(
    ("fields", "mistakes"),
    [
        ({"stem": " \n "}, ["stem: This question asks nothing."]),
        ({"heads": {"points": "hai"}}, ["points: points=hai is not possible."]),
        (
            {"heads": {"penalty": "3"}, "rows": rows("*a", "b")},
            ["penalty: penalty=3 is not possible."],
        ),
        ({"rows": rows("*a", "", "")}, [": This question has fewer than two choices."]),
        ({"rows": rows("a", "b")}, [": No choice is marked as right."]),
        (
            {"rows": rows("*a", "", "*b")},
            [
                "rows-2-text: A second choice is marked as right in a question of single choice.",
            ],
        ),
        (
            {"rows": ({"text": "", "is_right": True, "feedback": "x"}, *rows("b", "c"))},
            ["rows-0-text: This choice has no text."],
        ),
        ({"explanation": "```\nx"}, ["explanation: This code never ends."]),
    ],
)
def test_a_mistake_stands_at_its_field(fields, mistakes) -> None:
    question, found = change(SINGLE, **fields)
    assert found == mistakes
    assert question is None


def test_emptied_rows_vanish() -> None:
    question, mistakes = change(SINGLE, rows=rows("*a", "", "b", " "))
    assert mistakes == []
    assert question is not None
    assert question.texts["vi"].choices == ("a", "b")


def test_numbers_may_be_typed_with_a_comma() -> None:
    question, mistakes = change(SINGLE, heads={"points": "1,5"})
    assert (mistakes, question and str(question.points)) == ([], "1.5")


def test_a_gap_that_is_wrong_is_told_at_the_text_with_what_would_be_right() -> None:
    cloze = read_question(QUESTIONS["cloze"])
    _, mistakes = read(cloze, replace(values_of(cloze, "vi"), stem="Chỗ {{}} trống"))
    assert [(each.field, str(each.message)) for each in mistakes] == [
        ("stem", "This gap is empty.")
    ]
    assert mistakes[0].suggestion


def test_a_heading_within_a_text_is_no_new_question() -> None:
    question, mistakes = change(SINGLE, stem="Một\n\n## Hai")
    assert question is None
    assert mistakes == [": In a file this would read otherwise. Please write it as Markdown."]


def test_a_translation_asks_only_for_words() -> None:
    subject = subject_of(SINGLE, "en")
    assert [each.name for each in subject.row_fields] == ["text", "feedback"]
    assert not subject.head_fields
    assert not subject.takes_rows
    values = replace(
        values_of(SINGLE, "en"), stem="A in English?", rows=({"text": "b"}, {"text": ""})
    )
    question, mistakes = read_values(values, subject)
    assert mistakes == ()
    assert question is not None
    assert question.texts["en"].choices == ("b", "")
    assert write_question(question, "en").startswith("## A in English? {#q}")
    assert replace(question, texts=SINGLE.texts) == SINGLE


def test_a_translation_has_short_answers_of_its_own() -> None:
    short = read_question(QUESTIONS["short_answer"])
    assert subject_of(short, "en").takes_rows
    values = replace(values_of(short, "en"), stem="B?", rows=({"text": "one", "share": "100"},))
    question, mistakes = read(short, values, "en")
    assert mistakes == ()
    assert question is not None
    assert len(question.texts["en"].details["answers"]) == 1
