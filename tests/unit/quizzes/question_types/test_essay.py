"""An essay keeps every word; what it earns, a rubric says and not a program."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.publishing import graded_points
from quizzes.question_types import REGISTRY, ResponseRefused
from quizzes.question_types.essay import LONGEST, EssayResponse, MarkOutOfRange, share_of_rubric
from quizzes.quiz_markdown.reading import read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_markdown.writing import write_quiz
from quizzes.wording import Words
from tests.unit.quizzes.samples import FIRST_LINE, HEAD, read, read_question

KIND = REGISTRY["essay"]
REFLECTION = "## What will you do this week? {#plan type=essay}\n"
RUBRIC = """\
## Why is that unfair? {#why type=essay}

- It names the law {2}
- It says who loses {1.5}

> Because it goes by sex.
"""


def messages(body):
    return [(each.line - FIRST_LINE + 1, each.message) for each in read(body)[1]]


def test_without_a_rubric_nobody_marks_it():
    question = read_question(REFLECTION)
    assert not KIND.is_graded(question)
    assert not KIND.is_marked_by_hand(question)
    assert graded_points(question) == 0


def test_with_a_rubric_somebody_marks_it_and_its_points_are_those_of_the_criteria():
    question = read_question(RUBRIC)
    assert question.details == {"criteria": ["2", "1.5"]}
    assert question.texts["vi"].choices == ("It names the law", "It says who loses")
    assert question.texts["vi"].explanation == "Because it goes by sex."
    assert KIND.is_graded(question)
    assert KIND.is_marked_by_hand(question)
    assert graded_points(question) == Decimal("3.5")
    assert KIND.grade(question, EssayResponse("Best of all.")).fraction == 0


@pytest.mark.parametrize("last", ["- plain", "- a set {1, 2}", "- \\{2}", "- {x}", "- {{2}}"])
def test_a_list_without_points_is_part_of_the_question(last):
    question = read_question(f"## Which of these? {{#q type=essay}}\n\n- one\n{last}\n")
    assert question.texts["vi"].stem.endswith(f"- one\n{last}")
    assert question.details == {}


def test_a_list_that_only_looks_like_a_rubric_can_be_told_from_one():
    body = "## Q {#q type=essay}\n\n- two points {2}\n\n<!-- answers -->\n"
    file, problems = read(body)
    assert problems == []
    assert file.questions[0].details == {}
    assert body in write_quiz(file, "vi")


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("- a {0}\n", 2, "“0” is no number of points."),
        ("- a {-1}\n", 2, "“-1” is no number of points."),
        ("- a {1,5}\n", 2, "“1,5” is no number of points."),
        ("- a {1}\n- {2}\n", 3, "A criterion is one line of text with a number at its end."),
        ("- a {1}\n    more\n", 2, "A criterion is one line of text with a number at its end."),
        ("- a {1}\n    > well done\n", 2, "A criterion has no feedback."),
        ("- a\n- b {1}\n", 3, "A list ends right above these answers."),
    ],
)
def test_a_mistake_in_a_rubric(body, line, message):
    assert messages(f"## Q {{type=essay}}\n{body}") == [(line, message)]


def test_points_that_do_not_agree_with_the_criteria_are_named():
    assert messages("## Q {type=essay points=5}\n- a {2}\n- b {2.5}\n") == [
        (1, "The criteria make 4.5 points, and the question has 5.")
    ]
    assert messages("## Q {type=essay points=4.5}\n- a {2}\n- b {2.5}\n") == []


@pytest.mark.parametrize(
    ("items", "words", "message"),
    [
        ("- Luật {2}\n- Ai {1.5}\n", ("Luật", "Ai"), None),
        ("", ("", ""), None),
        ("- Luật {2}\n", None, "The criteria of “#why” are not those of the original."),
        ("- Luật {2}\n- Ai {2}\n", None, "The criteria of “#why” are not those of the original."),
        ("- Luật\n- Ai\n", None, "The criteria of “#why” are not those of the original."),
    ],
)
def test_a_translation_has_the_same_criteria(items, words, message):
    original, _ = read(RUBRIC)
    source = f"{HEAD}## Vì sao? {{#why type=essay}}\n\n{items}"
    translation, problems = read_translation(source, "final.en.md", "en")
    merged, more = apply_translation(original, translation)
    assert [each.message for each in [*problems, *more]] == ([message] if message else [])
    text = merged.questions[0].texts.get("en")
    assert (text and text.choices) == words


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ([], None),
        ([""], None),
        ([" \r\n "], None),
        (["one\r\ntwo\rthree\n"], "one\ntwo\nthree\n"),
        (["\n  indented"], "\n  indented"),
        (["đ" * LONGEST], "đ" * LONGEST),
        (["a\r\n" * (LONGEST // 2)], "a\n" * (LONGEST // 2)),
    ],
)
def test_a_text_is_kept_as_it_was_typed(values, text):
    question = read_question(REFLECTION)
    response = KIND.parse_response(values, question)
    assert (response and response.text) == text
    if response:
        assert KIND.form_values(question, response, ()) == (text,)


@pytest.mark.parametrize("values", [["a" * (LONGEST + 1)], ["a\0b"], ["a\ud800"], ["a", "b"]])
def test_what_cannot_be_kept_is_refused(values):
    with pytest.raises(ResponseRefused):
        KIND.parse_response(values, read_question(REFLECTION))


@given(st.lists(st.text(st.characters(), max_size=9), max_size=2))
def test_whatever_a_form_sends_is_a_response_or_refused(values):
    question = read_question(REFLECTION)
    try:
        response = KIND.parse_response(values, question)
    except ResponseRefused:
        return
    if response is not None:
        kept = KIND.deserialise(json.loads(json.dumps(KIND.serialise(response))))
        assert kept.text == response.text
        assert KIND.parse_response(KIND.form_values(question, kept, ()), question) == response


@pytest.mark.parametrize("value", [None, [], "", " \n", {}, 0, ["a"], "a\0", "x" * (LONGEST + 1)])
def test_a_stored_response_that_is_none_is_refused(value):
    with pytest.raises(ResponseRefused):
        KIND.deserialise(value)


def test_space_at_the_end_makes_no_other_response():
    assert EssayResponse("a \n") == EssayResponse("a")
    assert hash(EssayResponse("a \n")) == hash(EssayResponse("a"))
    assert EssayResponse(" a") != EssayResponse("a")


@pytest.mark.parametrize(
    ("awarded", "share"),
    [
        (["2", "1.5"], Fraction(1)),
        (["0", "0"], Fraction(0)),
        (["1", "0.75"], Fraction(1, 2)),
        (["2", "0"], Fraction(4, 7)),
    ],
)
def test_what_a_rubric_gives(awarded, share):
    assert share_of_rubric(read_question(RUBRIC), list(map(Decimal, awarded))) == share


@pytest.mark.parametrize(
    "awarded",
    [[], ["2"], ["2", "1", "1"], ["2.01", "1"], ["-0.5", "1"], ["NaN", "1"], ["1", "Inf"]],
)
def test_what_does_not_fit_the_rubric_is_refused(awarded):
    with pytest.raises(MarkOutOfRange):
        share_of_rubric(read_question(RUBRIC), list(map(Decimal, awarded)))


def test_a_reflection_has_nothing_to_be_marked_by():
    with pytest.raises(MarkOutOfRange):
        share_of_rubric(read_question(REFLECTION), [])


def test_a_page_shows_the_own_text_and_the_rubric_in_the_readers_language():
    question = read_question(RUBRIC)
    html = {
        "vi": {"stem": "<p>Vì sao?</p>", "choices": ["Luật", "Ai"]},
        "en": {"stem": "", "choices": ["Law", ""]},
    }
    shown = KIND.show(question, Words(html, "en"), EssayResponse("<b>"), ())
    assert shown.text == "<b>"
    assert [(each.text, each.points) for each in shown.criteria] == [
        ("Law", Decimal(2)),
        ('<span lang="vi">Ai</span>', Decimal("1.5")),
    ]
    nothing = KIND.show(replace(question, details={}), Words(html, "vi"), None, ())
    assert (nothing.text, nothing.criteria) == ("", ())
