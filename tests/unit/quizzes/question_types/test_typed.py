"""What holds for every type whose answers are typed, whatever the question and the answer."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.markdown import render_markdown
from quizzes.attempts import fraction_of, response_value
from quizzes.publishing import question_html
from quizzes.question_types import ResponseRefused, type_of
from quizzes.question_types.typed import LONGEST
from quizzes.showing import show_question
from tests.unit.quizzes import typed_samples

questions = typed_samples.questions()
typed = st.sampled_from(
    ["", " ", "0", "1", "2", "16", "1.000", "1,5", "60", "60,0", "111", "Hòa bình", "a|b", "sáu"]
) | st.text(max_size=5)


@st.composite
def answered(draw):
    """Draw a question with a possible response to it, in the order of its choices."""
    question = draw(questions)
    kind = type_of(question)
    values = [draw(typed) for _ in kind.no_values(question)]
    try:
        response = kind.parse_response(values, question)
    except ResponseRefused:
        response = None
    return question, response or kind.correct_response(question)


def order_of(question):
    return range(len(question.choices))


@given(questions, st.lists(st.text() | typed, max_size=7))
def test_whatever_is_sent_is_a_response_or_refused(question, values):
    kind = type_of(question)
    try:
        response = kind.parse_response(values, question)
    except ResponseRefused:
        return
    assert 0 <= kind.grade(question, response).fraction <= 1
    if response is not None:
        assert "".join(kind.form_values(question, response, order_of(question))).strip()


@pytest.mark.parametrize("value", ["\x00", "a\x00", "\ud800", "a\nb", "\r", "x" * (LONGEST + 1)])
@settings(max_examples=20)
@given(question=questions)
def test_what_no_field_can_send_is_refused(value, question):
    kind = type_of(question)
    with pytest.raises(ResponseRefused):
        kind.parse_response([value, *kind.no_values(question)[1:]], question)


@settings(max_examples=20)
@given(questions)
def test_a_value_too_many_is_refused(question):
    kind = type_of(question)
    with pytest.raises(ResponseRefused):
        kind.parse_response(["1"] * 99, question)


@given(questions)
def test_an_empty_form_answers_nothing(question):
    kind = type_of(question)
    values = kind.no_values(question)
    assert kind.parse_response(values, question) is None
    assert kind.parse_response([], question) is None
    assert kind.grade(question, None).fraction == 0


@given(answered())
def test_a_response_kept_and_read_again_is_the_same_and_earns_the_same(drawn):
    question, response = drawn
    kind = type_of(question)
    kept = json.loads(json.dumps(kind.serialise(response)))
    assert kind.deserialise(kept) == response
    assert fraction_of(question, kept) == kind.grade(question, response).fraction


@given(answered())
def test_the_values_of_a_form_are_the_response_again(drawn):
    question, response = drawn
    kind = type_of(question)
    values = kind.form_values(question, response, order_of(question))
    assert kind.parse_response(values, question) == response
    assert response_value(question, values) == kind.serialise(response)


@given(questions)
def test_the_correct_response_earns_all_and_leaves_nothing_open(question):
    kind = type_of(question)
    response = kind.correct_response(question)
    assert kind.grade(question, response).is_correct
    assert kind.is_complete(question, response)


@given(questions, st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=4))
def test_a_kept_response_that_is_none_is_refused(question, value):
    kind = type_of(question)
    try:
        response = kind.deserialise(value)
    except ResponseRefused:
        return
    assert 0 <= kind.grade(question, response).fraction <= 1


@given(questions)
def test_guessing_earns_a_share(question):
    share = type_of(question).guess_share(question)
    assert share is not None
    assert 0 <= share <= 1


@given(answered(), st.sampled_from(["vi", "en"]))
def test_a_response_is_shown_and_counted(drawn, language):
    question, response = drawn
    kind = type_of(question)
    html = question_html(question, lambda source, _name: render_markdown(source))
    shown = show_question("q1", question, html, language, kind.serialise(response))
    assert shown.is_answered
    assert shown.stem
    assert all(kind.count_parts(question, response))
