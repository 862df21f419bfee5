"""A description is read and never answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.publishing import graded_points, question_count
from quizzes.question_types import REGISTRY, ResponseRefused
from tests.unit.quizzes.samples import FIRST_LINE, read, read_question

KIND = REGISTRY["description"]
BODY = """\
## Read this first. {#read type=description}

Two paragraphs,

- [x] and a list.

> With a quotation.

!!! explanation
    Why it matters.
"""


def test_all_of_it_is_the_text():
    question = read_question(BODY)
    text = question.texts["vi"]
    assert text.stem.startswith("Read this first.\n\nTwo paragraphs,")
    assert text.stem.endswith("> With a quotation.")
    assert text.explanation == "Why it matters."
    assert (text.choices, question.choices) == ((), ())


def test_it_is_not_counted_among_the_questions_and_earns_nothing():
    file, _ = read(BODY)
    (question,) = file.questions
    assert question_count(file) == 0
    assert graded_points(question) == 0
    assert KIND.grade(question, None).fraction == 0
    assert KIND.correct_response(question) is None
    assert KIND.guess_share(question) is None


def test_a_hint_is_named():
    _, problems = read("## Read {type=description}\n\n? Not asked.\n")
    ((line, message),) = [(each.line, each.message) for each in problems]
    assert (line, message) == (FIRST_LINE, "A description asks nothing, so it has no hints.")


@pytest.mark.parametrize("values", [[], [""], ["", ""]])
def test_nothing_is_no_response(values):
    question = read_question(BODY)
    assert KIND.parse_response(values, question) is None
    assert KIND.no_values(question) == KIND.form_values(question, None, ()) == ()


@given(st.lists(st.text(min_size=1), min_size=1))
def test_everything_else_is_refused(values):
    with pytest.raises(ResponseRefused):
        KIND.parse_response(values, read_question(BODY))


@pytest.mark.parametrize("value", [None, [], "", {}, 0])
def test_no_response_was_ever_kept(value):
    with pytest.raises(ResponseRefused):
        KIND.deserialise(value)


def test_its_paragraphs_stay():
    html = KIND.render(read_question(BODY).texts["vi"], lambda text, name: f"<p>{name}</p>")
    assert html["stem"] == "<p>stem</p>"
