"""A scenario answered: taken step by step, marked by the way, told as far as it has come."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.question_types import REGISTRY, ResponseRefused
from quizzes.question_types.scenario import ScenarioResponse
from quizzes.question_types.story import make_story
from quizzes.wording import Words
from tests.unit.quizzes.question_types.stories import COUNTER, ENGLISH, STORY, translate
from tests.unit.quizzes.samples import read, read_question, scenarios

KIND = REGISTRY["scenario"]


def respond(*steps):
    return ScenarioResponse(steps) if steps else None


def values_of(path):
    return [f"{key}:{index}" for key, index in path]


@pytest.mark.parametrize(
    ("values", "kept", "is_complete"),
    [
        ([], None, False),
        (["start:0"], [["start", 0]], True),
        (["start:1"], [["start", 1]], False),
        (["start:1", "alone:0"], [["start", 1], ["alone", 0]], True),
        (["start:1", "alone:1"], [["start", 1], ["alone", 1]], True),
    ],
)
def test_a_form_sends_every_step_from_the_beginning(values, kept, is_complete):
    question = read_question(COUNTER)
    response = KIND.parse_response(values, question)
    assert (response and KIND.serialise(response)) == kept
    if response:
        assert KIND.is_complete(question, response) == is_complete
        assert list(KIND.form_values(question, response, ())) == values
        assert list(KIND.count_parts(question, response)) == values


@pytest.mark.parametrize(
    "values",
    [
        [""],
        ["start"],
        ["start:"],
        ["start:2"],
        ["start:-1"],
        ["start:00"],
        ["start:٠"],
        ["alone:0"],
        ["gone:0"],
        ["start:0", "alone:0"],
        ["start:0", "calm:0"],
        ["start:1", "start:0"],
        ["start:1", "start:1"],
        ["start:1", ""],
        ["start:0\0"],
        ["\ud800:0"],
        ["start:" + "1" * 9999],
        ["start:1"] * 999,
    ],
)
def test_what_does_not_follow_on_is_refused(values):
    with pytest.raises(ResponseRefused, match="does not lead on in question counter"):
        KIND.parse_response(values, read_question(COUNTER))


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "start:0",
        {},
        [0],
        [["start"]],
        [["start", -1]],
        [["start", True]],
        [[0, 0]],
        ["a0"],
    ],
)
def test_a_stored_response_that_is_none_is_refused(value):
    with pytest.raises(ResponseRefused):
        KIND.deserialise(value)


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ([], "0"),
        ([("start", 0)], "1"),
        ([("start", 1)], "0"),
        ([("start", 1), ("alone", 0)], "0.5"),
        ([("start", 1), ("alone", 1)], "0"),
        ([("start", 7)], "0"),
        ([("nowhere", 0)], "0"),
        ([("start", 1), ("nowhere", 0)], "0"),
    ],
)
def test_what_a_way_earns(path, share):
    question = read_question(COUNTER)
    assert KIND.grade(question, respond(*path)).fraction == Decimal(share)


def test_guessing_earns_the_mean_of_all_ways():
    # Half go the good way (1); of the others half earn 0.5 and half nothing: 1/2 + 1/4 · 1/2.
    assert KIND.guess_share(read_question(COUNTER)) == Fraction(5, 8)


def test_the_best_way_is_the_one_with_the_largest_sum_not_the_best_first_step():
    question = read_question(
        STORY
        + "### A {#a}\n- x -> b {2}\n- y -> c {1}\n### B {#b}\n"
        + "### C {#c}\n- z -> d {1.5}\n### D {#d}\n"
    )
    best = KIND.correct_response(question)
    assert best == respond(("a", 1), ("c", 0))
    assert KIND.grade(question, respond(("a", 0))).fraction == Decimal("0.8")


def test_a_story_without_points_is_not_graded():
    question = read_question(STORY + "### A {#a}\n- x -> b\n### B {#b}\n")
    assert not KIND.is_graded(question)
    assert KIND.correct_response(question) is None
    assert KIND.guess_share(question) is None
    assert KIND.grade(question, respond(("a", 0))).fraction == 0


def draw_path(question, data):
    """Any way, from the beginning as far as lots go."""
    story = make_story(question.details)
    path: list[tuple[str, int]] = []
    while (now := story.find_now(path)) and now.choices and data.draw(st.booleans()):
        path.append((now.id, data.draw(st.integers(0, len(now.choices) - 1))))
    return path


@given(scenarios(), st.data())
def test_every_way_is_kept_sent_again_and_earns_the_same_and_a_step_more_never_less(question, data):
    path = draw_path(question, data)
    response = KIND.parse_response(values_of(path), question)
    if response is None:
        return
    kept = KIND.deserialise(json.loads(json.dumps(KIND.serialise(response))))
    assert kept == response
    assert KIND.parse_response(KIND.form_values(question, kept, ()), question) == response
    grade = KIND.grade(question, kept)
    assert 0 <= grade.fraction <= 1
    assert KIND.grade(question, respond(*path[:-1])).fraction <= grade.fraction


@given(scenarios())
def test_the_correct_response_earns_all_and_comes_to_an_end(question):
    best = KIND.correct_response(question)
    assert (best is not None) == KIND.is_graded(question)
    if best:
        assert KIND.grade(question, best).is_correct
        assert KIND.is_complete(question, best)
        assert 0 <= (KIND.guess_share(question) or 0) <= 1


@given(scenarios(), st.lists(st.text() | st.sampled_from(["n0:0", "n1:0", "n0:1"])))
def test_whatever_a_form_sends_is_a_way_or_refused(question, values):
    try:
        response = KIND.parse_response(values, question)
    except ResponseRefused:
        return
    assert response is None or values == values_of(response.path)


def words_of(question, language="vi"):
    html = {
        key: KIND.render(text, lambda md, _: f"<p>{md}</p>") for key, text in question.texts.items()
    }
    return Words(html, language)


def test_a_page_tells_what_was_passed_and_where_the_story_is_now():
    question = read_question(COUNTER)
    shown = KIND.show(question, words_of(question), respond(("start", 1)), ())
    assert [node.title for node in shown.passed] == ["What do you do?"]
    assert shown.passed[0].taken.text == "Go on working"
    assert shown.now.title == "She is left alone."
    assert [way.value for way in shown.now.ways] == ["alone:0", "alone:1"]
    assert [way.is_best for way in shown.now.ways] == [True, False]
    assert shown.now.ways[1].target.number == 4
    assert (shown.earned, shown.most) == (0, 1)
    assert [way.text for way in shown.best] == ["Step up beside her"]


def test_a_story_is_told_in_the_original_where_it_is_not_translated():
    file, _ = translate(ENGLISH)
    shown = KIND.show(file.questions[0], words_of(file.questions[0], "en"), None, ())
    assert shown.now.title == "Bạn làm gì?"
    assert shown.nodes[2].title == '<span lang="vi">She is left alone.</span>'
    assert [way.text for way in shown.nodes[2].ways] == [
        '<span lang="vi">Go back and ask</span>',
        "Im lặng",
    ]


def test_the_texts_of_nodes_are_among_the_passages():
    passages = list(KIND.list_passages(read_question(COUNTER).texts["vi"]))
    assert {"She thanks you.", "She leaves.", "Say nothing"} <= set(passages)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "### A\n- x -> b\n### B\n",
        "### A {#a}\n- x -> a {1}\n- y -> nowhere {2}\n",
        "### A {#a}\n- x -> b {1}\n### B {#b}\n- y -> a {1}\n### B {#b}\n- z -> b {3}\n",
    ],
)
def test_a_draft_with_mistakes_can_be_shown_and_graded(body):
    file, problems = read(STORY + body)
    assert problems
    (question,) = file.questions
    KIND.show(question, words_of(question), None, ())
    best = KIND.correct_response(question)
    assert KIND.grade(question, best).fraction <= 1
    assert (KIND.guess_share(question) or 0) >= 0


def test_a_long_story_is_no_trouble():
    count = 3000
    nodes = [
        {"id": f"n{i}", "choices": [{"to": f"n{i + 1}", "points": "1"}] * 2} for i in range(count)
    ]
    story = make_story({"nodes": [*nodes, {"id": f"n{count}", "choices": []}]})
    assert story.most == count
    assert story.average() == count
    assert len(story.find_best_path()) == count
