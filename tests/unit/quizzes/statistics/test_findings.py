"""What trainers are told, and from which figure on."""

from dataclasses import replace

import pytest

from quizzes.statistics.analysis import analyse
from quizzes.statistics.choices import ChoiceStatistics, Thirds
from quizzes.statistics.findings import judge_question, judge_quiz, list_findings
from quizzes.statistics.items import QuestionStatistics, tell_counts
from quizzes.statistics.rows import Part, QuestionFacts
from tests.unit.quizzes.statistics.generated import generate_attempts
from tests.unit.quizzes.statistics.samples import ABC, attempt, facts

GOOD = QuestionStatistics(
    question=1,
    attempts=300,
    skipped=3,
    guess_share=0.25,
    facility=0.7,
    deviation=0.46,
    intended_weight=0.1,
    effective_weight=0.11,
    discrimination_index=0.4,
    discriminative_efficiency=0.6,
)


def codes(**fields):
    return [finding.code for finding in judge_question(replace(GOOD, **fields))]


def test_nothing_is_said_of_a_good_question():
    assert codes() == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"facility": 0.949}, []),
        ({"facility": 0.95}, ["too_easy"]),
        ({"facility": 0.201, "guess_share": None}, []),
        ({"facility": 0.2, "guess_share": None}, ["too_hard"]),
        ({"facility": 0.2, "guess_share": 0.25}, ["like_guessing"]),
        ({"facility": 0.5, "guess_share": 0.5}, ["like_guessing"]),
        ({"facility": 0.2, "guess_share": 0.0}, ["too_hard"]),
        ({"discrimination_index": 0.2}, []),
        ({"discrimination_index": 0.19}, ["weak_discrimination"]),
        # 1 / sqrt(299) is 0.058: less than that below 0 may be chance.
        ({"discrimination_index": -0.05}, ["weak_discrimination"]),
        ({"discrimination_index": -0.06}, ["negative_discrimination"]),
        ({"discrimination_index": 0.0, "facility": 0.97}, ["too_easy"]),
        ({"skipped": 30}, []),
        ({"skipped": 31}, ["many_skip"]),
        ({"effective_weight": 0.2}, []),
        ({"effective_weight": 0.201}, ["weighs_more"]),
        ({"effective_weight": 0.05}, []),
        ({"effective_weight": 0.049}, ["weighs_less"]),
        ({"effective_weight": 0.01, "facility": 0.99}, ["too_easy"]),
        ({"effective_weight": None}, []),
        ({"facility": None, "discrimination_index": None, "effective_weight": None}, []),
    ],
)
def test_each_threshold(fields, expected):
    assert codes(**fields) == expected


@pytest.mark.parametrize(
    ("attempts", "expected"),
    [
        (0, []),
        (1, ["too_few_attempts"]),
        (9, ["too_few_attempts"]),
        (10, ["too_few_attempts", "too_easy"]),
        (29, ["too_few_attempts", "too_easy"]),
        (30, ["too_easy"]),
    ],
)
def test_too_few_attempts_are_said_first_and_very_few_alone(attempts, expected):
    assert codes(attempts=attempts, skipped=0, facility=1.0) == expected


def choices(*thirds, asked=300):
    """The choices A (right), B and C with these shares of the bottom, middle and top third."""
    return tuple(
        ChoiceStatistics(part, round(sum(shares) / 3 * asked), asked, Thirds(*shares))
        for part, shares in zip(ABC, thirds, strict=True)
    )


def test_a_wrong_choice_that_the_best_prefer_makes_the_key_doubtful():
    taken = choices((0.5, 0.4, 0.2), (0.3, 0.4, 0.7), (0.2, 0.2, 0.1))
    (finding,) = judge_question(replace(GOOD, choices=taken))
    assert (finding.code, finding.question, finding.part) == ("attracts_best", 1, ABC[1])
    assert finding.words == (
        "The wrong choice B attracts the best: is the key right?"
        " 70% of the best third take it, and 30% of the weakest."
    )
    assert finding.words.values == {"choice": "B", "top": "70%", "bottom": "30%"}


@pytest.mark.parametrize(
    ("bottom", "top", "asked", "expected"),
    [
        # Of 100 in each third: 10 % and 22 %. sqrt(0.16 · 0.84 · 2 / 100) = 0.052, twice 0.104.
        (0.10, 0.22, 300, ["attracts_best"]),
        (0.10, 0.20, 300, []),
        # Of 1000 in each third the error is 0.016: 6 % more is not chance, 4 % does not matter.
        (0.10, 0.16, 3000, ["attracts_best"]),
        (0.10, 0.14, 3000, []),
        (0.22, 0.10, 300, []),
    ],
)
def test_a_wrong_choice_attracts_the_best_when_chance_does_not_explain_it(
    bottom, top, asked, expected
):
    rest = (0.2, 0.2, 0.2)
    taken = choices((0.6, 0.6, 0.6), (bottom, (bottom + top) / 2, top), rest, asked=asked)
    assert codes(choices=taken) == expected


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ((0.4, 0.3, 0.3), (0.45, 0.5, 0.5), ["attracts_best"]),
        # A hard question with a good key: the better somebody is, the less she takes B.
        ((0.1, 0.2, 0.3), (0.6, 0.5, 0.4), []),
        ((0.4, 0.45, 0.51), (0.45, 0.45, 0.5), []),
    ],
)
def test_what_the_best_prefer_to_the_right_choice_attracts_them(right, wrong, expected):
    rest = tuple(1 - first - second for first, second in zip(right, wrong, strict=True))
    assert codes(choices=choices(right, wrong, rest)) == expected


def test_a_choice_that_earns_something_may_attract_the_best():
    partly = Part("1", "B", is_right=None)
    taken = choices((0.5, 0.4, 0.2), (0.3, 0.4, 0.7), (0.2, 0.2, 0.1))
    assert codes(choices=(taken[0], replace(taken[1], part=partly), taken[2])) == []


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        # 5 % of the wrong choices taken: 2 of 40 are as many, 1 of 40 is fewer.
        ({"0": 260, "1": 38, "2": 2}, []),
        ({"0": 260, "1": 39, "2": 1}, ["unused_distractor"]),
        # Of 19 wrong choices, none for C may be chance.
        ({"0": 281, "1": 19}, []),
        ({"0": 280, "1": 20}, ["unused_distractor"]),
    ],
)
def test_a_distractor_that_hardly_anybody_takes(taken, expected):
    findings = judge_question(tell_counts(facts(guess_share=None), taken, asked=300))
    assert [finding.code for finding in findings] == expected
    assert all(finding.part == ABC[2] for finding in findings)


def test_a_quiz_is_told_of_few_attempts_and_of_totals_that_owe_much_to_chance():
    quiz = analyse(generate_attempts()).quiz
    assert [finding.code for finding in judge_quiz(quiz)] == ["low_consistency"]
    assert list(judge_quiz(replace(quiz, alpha=0.64))) == []
    assert list(judge_quiz(replace(quiz, alpha=None))) == []
    few = judge_quiz(replace(quiz, attempts=29))
    assert [finding.code for finding in few] == ["too_few_attempts", "low_consistency"]
    fewest = judge_quiz(replace(quiz, attempts=9))
    assert [finding.code for finding in fewest] == ["too_few_attempts"]


def test_a_quiz_without_attempts_says_so():
    (finding,) = list_findings(analyse([], [QuestionFacts(1)]))
    assert finding.words == "Attempts so far: 0. With fewer than 30, all this may be chance."


def test_the_generated_quiz_is_read_rightly():
    """Its first question is easy, its seventh hard, and lots decide the last."""
    findings = list_findings(analyse(generate_attempts()))
    assert [(finding.question, finding.code) for finding in findings] == [
        (None, "low_consistency"),
        (0, "too_easy"),
        (6, "too_hard"),
        (7, "weak_discrimination"),
    ]


def test_a_wrong_key_is_found_out():
    """Whoever knows the other nine answers B to the first, whose key says A."""
    rows = []
    for number in range(60):
        knows = number % 3 > 0
        others = [int(knows or (number + each) % 4 == 0) for each in range(9)]
        parts = [("1",) if knows else ("0",), *[()] * 9]
        rows.append(attempt(0 if knows else 1, *others, parts=parts))
    found = [each.code for each in list_findings(analyse(rows, [facts()])) if each.question == 1]
    assert found[:2] == ["attracts_best", "negative_discrimination"]
