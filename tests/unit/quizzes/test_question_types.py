"""What each type of question takes as a response, and what it gives for it."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.content import Choice
from quizzes.question_types import REGISTRY, ResponseRefused
from quizzes.question_types.choices import ChoiceResponse
from quizzes.question_types.multiple_choice import share_points
from quizzes.selection import order_choices
from tests.unit.quizzes.samples import choice_questions, make_question, read_question

SINGLE = REGISTRY["single_choice"]
CHOICES = [name for name, kind in REGISTRY.items() if kind.family == "choices"]


def respond(*indexes):
    return ChoiceResponse(frozenset(indexes)) if indexes else None


def grade(question, *indexes):
    return REGISTRY[question.type].grade(question, respond(*indexes))


def choices_of(*shares):
    """Choices from their shares in per cent; a right one's begins with an x."""
    return tuple(
        Choice(share.startswith("x"), Decimal(share.lstrip("x")) / 100 if share[1:] else None)
        for share in shares
    )


def test_the_registry_knows_each_type_by_its_name():
    assert list(REGISTRY) == [
        *("single_choice", "multiple_choice", "true_false"),
        *("short_answer", "number", "match", "order", "cloze"),
        *("essay", "scenario", "scale", "description"),
    ]
    assert all(name == kind.name for name, kind in REGISTRY.items())


@pytest.mark.parametrize(
    ("type_name", "values", "chosen"),
    [
        ("single_choice", [], None),
        ("single_choice", ["0"], [0]),
        ("single_choice", ["2", "2"], [2]),
        ("multiple_choice", [], None),
        ("multiple_choice", ["2", "0"], [0, 2]),
    ],
)
def test_a_form_sends_the_indexes_of_choices(type_name, values, chosen):
    kind = REGISTRY[type_name]
    response = kind.parse_response(values, make_question(type_name, "x--"))
    assert (response and kind.serialise(response)) == chosen


@pytest.mark.parametrize(
    "value", ["3", "-1", "", " 0", "00", "٠", "1.0", "x", "0x0", "None", "1" * 9999]
)
@pytest.mark.parametrize("type_name", CHOICES)
def test_what_is_no_choice_is_refused(type_name, value):
    question = make_question(type_name, "x-")
    with pytest.raises(ResponseRefused, match="is no choice of question q"):
        REGISTRY[type_name].parse_response([value], question)


@pytest.mark.parametrize("type_name", ["single_choice", "true_false"])
def test_several_choices_are_refused_where_one_is_taken(type_name):
    with pytest.raises(ResponseRefused, match="takes one choice, not 2"):
        REGISTRY[type_name].parse_response(["0", "1"], make_question(type_name, "x-"))


@pytest.mark.parametrize("value", [None, [], "0", {}, [-1], ["0"], [True], [0.0], 0])
def test_a_stored_response_that_is_none_is_refused(value):
    with pytest.raises(ResponseRefused):
        SINGLE.deserialise(value)


@pytest.mark.parametrize(
    ("type_name", "marks", "chosen", "fraction"),
    [
        ("single_choice", "-x-", [1], "1"),
        ("single_choice", "-x-", [0], "0"),
        ("single_choice", "-x-", [], "0"),
        ("true_false", "x-", [0], "1"),
        ("true_false", "x-", [1], "0"),
        ("multiple_choice", "xx--", [0, 1], "1"),
        ("multiple_choice", "xx--", [0], "0.5"),
        ("multiple_choice", "xx--", [0, 2], "0"),
        ("multiple_choice", "xx--", [0, 1, 2], "0.5"),
        ("multiple_choice", "xx--", [2, 3], "0"),
        ("multiple_choice", "xx--", [0, 1, 2, 3], "0"),
        ("multiple_choice", "xx--", [], "0"),
        ("multiple_choice", "xx-", [0, 1, 2], "0"),
        ("multiple_choice", "xxx-", [0, 1, 2, 3], "0"),
        ("multiple_choice", "xxx-", [0], "0.333333333334"),
        ("multiple_choice", "xxx-", [0, 1], "0.666666666667"),
        ("multiple_choice", "xxx-", [0, 1, 2], "1"),
        ("multiple_choice", "x---", [0, 1], "0"),
        ("multiple_choice", "xx", [0], "0.5"),
        ("multiple_choice", "xx", [0, 1], "1"),
        ("multiple_choice", "", [], "0"),
    ],
)
def test_what_a_response_earns(type_name, marks, chosen, fraction):
    result = grade(make_question(type_name, marks), *chosen)
    assert result.fraction == Decimal(fraction)
    assert result.is_correct == (fraction == "1")
    assert result.is_partially_correct == (fraction not in ("0", "1"))


@pytest.mark.parametrize(
    ("shares", "chosen", "fraction"),
    [
        (["x70", "x30", "-"], [0], "0.7"),
        (["x70", "x30", "-"], [0, 1], "1"),
        (["x70", "x30", "-"], [0, 1, 2], "0"),
        (["x70", "x30", "-20"], [0, 2], "0.5"),
        (["x70", "x30", "-20"], [0, 1, 2], "0.8"),
        (["x50", "x", "x", "-"], [0, 1], "0.75"),
        (["x50", "x50", "-100", "-"], [0, 1, 2], "0"),
        (["x33.33333", "x33.33333", "x33.33333", "-"], [0, 1, 2], "1"),
    ],
)
def test_shares_that_the_author_gave_stand(shares, chosen, fraction):
    question = make_question("multiple_choice", "", choices=choices_of(*shares))
    assert grade(question, *chosen).fraction == Decimal(fraction)


@pytest.mark.parametrize(("chosen", "fraction"), [([0], "0.5"), ([1], "0"), ([2], "1")])
def test_a_wrong_choice_of_single_choice_may_earn_a_share_but_never_less_than_none(
    chosen, fraction
):
    choices = (Choice(False, Decimal("0.5")), Choice(False, Decimal("-0.5")), Choice(True))
    question = make_question("single_choice", "", choices=choices)
    assert grade(question, *chosen).fraction == Decimal(fraction)


@pytest.mark.parametrize(
    ("chosen", "fraction"), [([0, 1], "1"), ([0], "0"), ([0, 1, 2], "0"), ([], "0")]
)
def test_scoring_all_gives_all_or_nothing(chosen, fraction):
    question = make_question("multiple_choice", "xx-", scoring="all")
    assert grade(question, *chosen).fraction == Decimal(fraction)


marked = st.text("x-", min_size=1, max_size=8)


@given(choice_questions(), st.data())
def test_a_grade_is_between_nothing_and_all(question, data):
    chosen = data.draw(st.sets(st.integers(0, len(question.choices) - 1)))
    assert 0 <= grade(question, *chosen).fraction <= 1


@given(choice_questions(), st.data())
def test_a_response_kept_and_read_again_earns_the_same(question, data):
    kind = REGISTRY[question.type]
    most = None if kind.name == "multiple_choice" else 1
    indexes = st.sets(st.integers(0, len(question.choices) - 1), min_size=1, max_size=most)
    response = kind.parse_response([str(index) for index in data.draw(indexes)], question)
    kept = kind.deserialise(json.loads(json.dumps(kind.serialise(response))))
    assert kept == response
    assert kind.grade(question, kept) == kind.grade(question, response)


@given(choice_questions())
def test_the_correct_response_earns_all(question):
    kind = REGISTRY[question.type]
    assert kind.grade(question, kind.correct_response(question)).is_correct


@given(marked.filter(lambda marks: "x" in marks), st.data())
def test_one_more_right_choice_never_earns_less(marks, data):
    question = make_question("multiple_choice", marks)
    chosen = data.draw(st.sets(st.integers(0, len(marks) - 1)))
    added = data.draw(st.sampled_from([i for i, mark in enumerate(marks) if mark == "x"]))
    assert grade(question, *chosen, added).fraction >= grade(question, *chosen).fraction


@given(marked.filter(lambda marks: {"x", "-"} == set(marks)))
def test_ticking_everything_earns_nothing(marks):
    question = make_question("multiple_choice", marks)
    assert grade(question, *range(len(marks))).fraction == 0


@given(marked.filter(lambda marks: "x" in marks))
def test_the_right_choices_share_all_the_points(marks):
    shares = share_points(make_question("multiple_choice", marks))
    assert sum(share for share in shares if share > 0) == 1


def test_the_first_choice_of_true_false_means_true():
    question = read_question("## Q {type=true-false}\n- [ ] Đúng\n- [x] Sai\n")
    kind = REGISTRY["true_false"]
    assert kind.serialise(kind.correct_response(question)) == [1]
    assert order_choices(replace(question, type="true_false"), 7, 1) == (0, 1)
