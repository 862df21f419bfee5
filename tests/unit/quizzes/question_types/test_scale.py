"""A scale: what a file says, what a page sends; it earns nothing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.publishing import graded_points
from quizzes.question_types import ResponseRefused
from quizzes.question_types.scale import Scale, ScaleResponse
from quizzes.quiz_markdown.reading import read_translation
from quizzes.quiz_markdown.translations import apply_translation
from quizzes.quiz_markdown.writing import write_quiz
from tests.unit.quizzes.pair_samples import scale_questions
from tests.unit.quizzes.question_types.pages import EVERYTHING, ask, review, sent_by, show
from tests.unit.quizzes.samples import FIRST_LINE, HEAD, read, read_question

SCALE = Scale()

SAFE = """\
## Bạn thấy an toàn không? {#safe type=scale labels="Không|Có phần|Rất <an toàn>"}

!!! explanation
    Cảm ơn bạn.
"""


@pytest.fixture
def safe():
    return read_question(SAFE)


def labels_of(written):
    return read_question(f"## Q {{type=scale labels={written}}}\n").texts["vi"].details["labels"]


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ('"Không| Có phần |Rất"', ["Không", "Có phần", "Rất"]),
        ("no|yes", ["no", "yes"]),
        (r'"no|a\|b"', ["no", "a|b"]),
        (r"no|a\|b", ["no", "a|b"]),
        (r'"no|\"yes\""', ["no", '"yes"']),
        (r'"no\x|a\\\\|b"', ["no\\x", "a\\", "b"]),
    ],
)
def test_labels_stand_between_bars(written, labels):
    assert labels_of(written) == labels


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ("", "This scale has fewer than two labels."),
        (' labels=""', "This scale has fewer than two labels."),
        (" labels=one", "This scale has fewer than two labels."),
        (' labels="a|"', "A label of this scale is empty."),
        (' labels="a| |b"', "A label of this scale is empty."),
        (" labels=a|b|a", "The label “a” stands here twice."),
        (" labels=a b|c", "The attribute “b|c” is not known here."),
    ],
)
def test_a_mistake_is_told_by_its_line_with_what_would_be_right(attributes, message):
    _, problems = read(f"## Q {{type=scale{attributes}}}\n")
    assert (FIRST_LINE, message) in [(one.line, one.message) for one in problems]
    assert all(one.suggestion for one in problems)


@pytest.mark.parametrize(
    ("labels", "messages", "shown"),
    [
        (
            ' labels="No|Partly|Very"',
            [],
            ["No", "Partly", "Very"],
        ),
        (
            ' labels="No||Very"',
            [],
            ["No", '<span lang="vi">Có phần</span>', "Very"],
        ),
        (
            "",
            [],
            [
                '<span lang="vi">Không</span>',
                '<span lang="vi">Có phần</span>',
                '<span lang="vi">Rất &lt;an toàn&gt;</span>',
            ],
        ),
        (
            ' labels="No|Yes"',
            ["“#safe” has not as many labels as the original: 2, not 3."],
            None,
        ),
    ],
)
def test_a_translation_has_as_many_labels_or_none(labels, messages, shown):
    translation, problems = read_translation(
        f"{HEAD}## Safe? {{#safe type=scale{labels}}}\n", "final.en.md", "en"
    )
    assert problems == []
    file, problems = apply_translation(read(SAFE)[0], translation)
    assert [one.message for one in problems] == messages
    if shown:
        assert list(show(file.questions[0], language="en").parts.labels) == shown
        assert f"type=scale{labels}}}".replace('"', "") in write_quiz(file, "en")


def test_it_is_never_graded(safe):
    assert not SCALE.is_graded(safe)
    assert graded_points(safe) == 0
    assert SCALE.correct_response(safe) is None
    assert SCALE.guess_share(safe) is None
    assert SCALE.grade(safe, ScaleResponse(0)).fraction == 0
    assert SCALE.grade(safe, None).fraction == 0


@pytest.mark.parametrize(("values", "step"), [([], None), (["0"], 0), (["2"], 2), (["2", "2"], 2)])
def test_a_page_sends_the_step(safe, values, step):
    response = SCALE.parse_response(values, safe)
    assert response == (None if step is None else ScaleResponse(step))


@pytest.mark.parametrize(
    "values",
    [
        *(["3"], ["-1"], [""], [" 0"], ["00"], ["٠"], ["0\x00"], ["\ud800"], ["Không"]),
        *(["0", "1"], ["9" * 9999]),
    ],
)
def test_what_is_no_step_is_refused(safe, values):
    with pytest.raises(ResponseRefused):
        SCALE.parse_response(values, safe)


@pytest.mark.parametrize("value", [None, [], [0], "0", -1, 1.0, True, {}])
def test_a_stored_response_that_is_none_is_refused(value):
    with pytest.raises(ResponseRefused):
        SCALE.deserialise(value)


@given(scale_questions(), st.data())
def test_a_response_goes_through_page_and_store(question, data):
    steps = st.integers(0, len(question.texts["vi"].details["labels"]) - 1)
    response = data.draw(st.none() | st.builds(ScaleResponse, steps))
    shown = show(question, response)
    assert sent_by(ask(shown)) == shown.values
    assert SCALE.parse_response(shown.values, question) == response
    if response:
        kept = SCALE.deserialise(json.loads(json.dumps(SCALE.serialise(response))))
        assert kept == response
        assert SCALE.is_complete(question, response)


@given(scale_questions(), st.lists(st.text(st.characters()) | st.sampled_from(["0", ""])))
def test_whatever_is_sent_is_a_response_or_refused(question, values):
    try:
        response = SCALE.parse_response(values, question)
    except ResponseRefused:
        return
    assert response is None or SCALE.form_values(question, response, ()) == (str(response.step),)


def test_a_review_tells_one_s_own_answer_and_nothing_of_right_or_wrong(safe):
    words = review(show(safe, ScaleResponse(2)))
    assert "Rất <an toàn> Your answer" in words
    assert "Cảm ơn bạn." in words
    assert not any(word in words for word in ("Correct", "correct", "Không", "Có phần"))


def test_what_is_not_visible_is_not_in_the_review(safe):
    shown = show(safe, ScaleResponse(2))
    assert "Rất" not in review(shown, EVERYTHING - {"responses"})
    assert "Cảm ơn" not in review(shown, EVERYTHING - {"explanation"})


def test_statistics_count_steps(safe):
    assert SCALE.count_parts(safe, ScaleResponse(1)) == ("1",)


def test_statistics_name_steps(safe):
    steps = SCALE.list_parts(safe)
    assert {part.is_right for part in steps} == {None}
    names = [str(SCALE.name_part(safe, part.word)) for part in steps]
    assert names == list(safe.texts["vi"].details["labels"])
    assert str(SCALE.name_part(safe, "99")) == "99"
