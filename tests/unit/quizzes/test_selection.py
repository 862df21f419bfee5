"""The same seed draws the same questions, unseen ones first, and none twice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.quiz_settings import DrawRule
from quizzes.selection import PoolQuestion, TooFewQuestions, draw_questions, order_choices
from tests.unit.quizzes.samples import make_question

POOL = [
    PoolQuestion(f"{bank}/{number}", bank, frozenset({f"tag-{number % 2}", "all"}), difficulty)
    for bank in ("law", "skills")
    for number, difficulty in enumerate(["easy", "easy", "hard", "hard", None])
]
NOTHING: frozenset[str] = frozenset()
seeds = st.integers(0, 2**31)


def draw(rules, fixed=(), seen=None, seed=1, shuffle=NOTHING, pool=POOL):
    return draw_questions(rules, pool, fixed, seen or {}, seed, shuffle)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (DrawRule("law", 5), {f"law/{n}" for n in range(5)}),
        (DrawRule("law", 2, ("tag-1",)), {"law/1", "law/3"}),
        (DrawRule("law", 1, ("tag-1", "all"), "hard"), {"law/3"}),
        (DrawRule("skills", 2, (), "easy"), {"skills/0", "skills/1"}),
    ],
)
def test_a_draw_asks_for_bank_all_tags_and_difficulty(rule, allowed):
    assert set(draw([rule])) == allowed


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (DrawRule("law", 6), 5),
        (DrawRule("nowhere", 1), 0),
        (DrawRule("law", 1, ("tag-1", "tag-0")), 0),
        (DrawRule("law", 3, (), "hard"), 2),
    ],
)
def test_too_few_questions_are_told_with_the_draw_that_lacks_them(rule, found):
    with pytest.raises(TooFewQuestions, match=f"gives {found} of the {rule.count}") as refusal:
        draw([rule])
    assert (refusal.value.rule, refusal.value.found) == (rule, found)


def test_nothing_is_drawn_without_rules():
    assert draw([], fixed=["a", "b"]) == ("a", "b")
    assert draw([], pool=[]) == ()


def test_without_shuffling_fixed_questions_come_first_and_draws_follow_their_banks():
    drawn = draw([DrawRule("skills", 5), DrawRule("law", 5)], fixed=["own/2", "own/1"])
    assert drawn == (
        "own/2",
        "own/1",
        *[f"skills/{n}" for n in range(5)],
        *[f"law/{n}" for n in range(5)],
    )


@given(seeds, st.dictionaries(st.sampled_from([one.key for one in POOL]), st.integers(0, 3)))
def test_unseen_questions_come_first_and_then_those_seen_least(seed, seen):
    drawn = draw([DrawRule("law", 3)], seen=seen, seed=seed)
    counts = sorted(seen.get(f"law/{number}", 0) for number in range(5))
    assert sorted(seen.get(key, 0) for key in drawn) == counts[:3]


@given(seeds)
def test_overlapping_draws_are_filled_whenever_that_is_possible(seed):
    rules = [DrawRule("law", 3), DrawRule("law", 2, (), "hard")]
    drawn = draw(rules, seed=seed)
    assert len(set(drawn)) == 5


@given(seeds)
def test_overlapping_draws_leave_seen_questions_out_where_they_can(seed):
    rules = [DrawRule("law", 1), DrawRule("law", 1, (), "hard")]
    drawn = draw(rules, seed=seed, seen={"law/3": 1, "law/4": 1, "law/0": 1})
    assert set(drawn) == {"law/1", "law/2"}


@given(seeds, st.sampled_from([NOTHING, frozenset({"questions"})]))
def test_no_question_comes_twice(seed, shuffle):
    rules = [DrawRule("law", 2), DrawRule("law", 1, ("tag-0",)), DrawRule("skills", 2)]
    drawn = draw(rules, fixed=["law/0"], seed=seed, shuffle=shuffle)
    assert len(set(drawn)) == len(drawn) == 6


@given(seeds)
def test_the_same_seed_draws_the_same(seed):
    rules = [DrawRule("law", 2), DrawRule("skills", 2)]
    shuffle = frozenset({"questions", "choices"})
    assert draw(rules, seed=seed, shuffle=shuffle) == draw(rules, seed=seed, shuffle=shuffle)


def test_another_seed_draws_others_in_another_order():
    shuffle = frozenset({"questions"})
    assert len({draw([DrawRule("law", 2)], seed=seed) for seed in range(50)}) == 10
    fixed = ["a", "b", "c"]
    assert len({draw([], fixed=fixed, seed=seed, shuffle=shuffle) for seed in range(50)}) == 6


def test_keys_may_be_numbers():
    assert draw_questions([DrawRule("b", 1)], [PoolQuestion(7, "b")], [3], {7: 2}, 1, NOTHING) == (
        3,
        7,
    )


@given(seeds, st.integers(1, 40), st.sets(st.integers(0, 5)))
def test_fixed_choices_keep_their_places_and_no_choice_is_lost(seed, position, fixed):
    question = make_question("single_choice", "x-----")
    choices = tuple(
        replace(choice, is_fixed=index in fixed) for index, choice in enumerate(question.choices)
    )
    order = order_choices(replace(question, choices=choices), seed, position)
    assert sorted(order) == list(range(6))
    assert all(order[index] == index for index in fixed)
    assert order == order_choices(replace(question, choices=choices), seed, position)


def test_choices_are_shuffled_by_seed_and_by_position():
    question = make_question("multiple_choice", "x--")
    assert len({order_choices(question, seed, 1) for seed in range(60)}) == 6
    assert len({order_choices(question, 1, position) for position in range(60)}) == 6
