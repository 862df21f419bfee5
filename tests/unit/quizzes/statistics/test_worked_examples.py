"""Small quizzes worked out by hand.

Three questions of one point, four attempts. T is the total, X = T - x the rest of a question.

             Q1  Q2  Q3    T     X1  X2  X3
    An        1   1   1    3      2   2   2
    Bình      1   1   0    2      1   1   2
    Chi       1   0   0    1      0   1   1
    Dũng      0   0   0    0      0   0   0
    mean     ¾   ½   ¼    1½     ¾   1   5/4

Totals are shares of 3 points: 1, 2/3, 1/3, 0.
"""

from math import sqrt

import pytest

from quizzes.statistics.analysis import analyse
from quizzes.statistics.rows import AttemptRow, ItemRow, QuestionFacts, name_slots
from tests.unit.quizzes.statistics.samples import attempt

LADDER = [attempt(1, 1, 1), attempt(1, 1, 0), attempt(1, 0, 0), attempt(0, 0, 0)]


@pytest.fixture(scope="module")
def ladder():
    return analyse(LADDER)


def test_the_totals_of_the_ladder(ladder):
    quiz = ladder.quiz
    assert quiz.attempts == 4
    assert quiz.mean == pytest.approx(1 / 2)
    assert quiz.median == pytest.approx(1 / 2)
    # Deviations in points ±3/2, ±1/2: squares sum to 2(9/4 + 1/4) = 5; V = 5/3; of 3 points.
    assert quiz.deviation == pytest.approx(sqrt(5 / 3) / 3)
    # Symmetrical: the cubes cancel out.
    assert quiz.skewness == pytest.approx(0)
    # Fourth powers sum to 2(81/16 + 1/16) = 41/4, so m4 = 41/16; m2 = 5/4.
    # k4 = 16(5·41/16 - 3·3·25/16) / (3·2·1) = (205 - 225) / 6 = -10/3; k2² = 25/9.
    assert quiz.kurtosis == pytest.approx(-10 / 3 / (25 / 9))


def test_the_consistency_of_the_ladder(ladder):
    # V(x): ¾·¼·4/3 = 1/4, ½·½·4/3 = 1/3, 1/4; together 5/6. V(T) = 5/3.
    # alpha = 3/2 · (1 - (5/6) / (5/3)) = 3/2 · 1/2 = 3/4.
    assert ladder.quiz.alpha == pytest.approx(3 / 4)
    assert ladder.quiz.alpha_attempts == 4
    # Error ratio sqrt(1 - 3/4) = 1/2; the standard error is half the deviation.
    assert ladder.quiz.error_ratio == pytest.approx(1 / 2)
    assert ladder.quiz.standard_error == pytest.approx(sqrt(5 / 3) / 3 / 2)


def test_the_questions_of_the_ladder(ladder):
    first, second, third = (ladder.questions[number] for number in (1, 2, 3))
    assert [first.facility, second.facility, third.facility] == [0.75, 0.5, 0.25]
    assert first.deviation == pytest.approx(sqrt(1 / 4))
    assert second.deviation == pytest.approx(sqrt(1 / 3))
    # Q2: x ±1/2, X = 2, 1, 1, 0. ΣxX = ½(1) + ½(0) - ½(0) - ½(-1) = 1, so C = 1/3.
    # V(x) = 1/3, V(X) = 2/3: r = (1/3) / sqrt(2/9) = 1/√2.
    assert second.discrimination_index == pytest.approx(1 / sqrt(2))
    # Both columns are in the same order already, so C is the most there can be.
    assert second.discriminative_efficiency == pytest.approx(1)
    # Q1: x = ¼, ¼, ¼, -¾; X = 2, 1, 0, 0 less ¾. Σ = ¼(5/4 + 1/4 - 3/4) + ¾·¾ = 3/4, C = 1/4.
    # V(x) = 1/4, V(X) = (25 + 1 + 9 + 9)/16/3 = 11/12: r = (1/4) / sqrt(11/48).
    assert first.discrimination_index == pytest.approx(1 / 4 / sqrt(11 / 48))


def test_the_weights_of_the_ladder(ladder):
    # C(x, T): Q1 ¼(3/2 + 1/2 - 1/2) + ¾·3/2 = 3/2 → /3 = 1/2. Q3 is its mirror: 1/2.
    # Q2 ½(3/2 + 1/2 + 1/2 + 3/2) = 2 → /3 = 2/3. Each is weighed by its root.
    roots = [sqrt(1 / 2), sqrt(2 / 3), sqrt(1 / 2)]
    weights = [ladder.questions[number].effective_weight for number in (1, 2, 3)]
    assert weights == pytest.approx([root / sum(roots) for root in roots])
    assert sum(weights) == pytest.approx(1)
    assert ladder.questions[1].intended_weight == pytest.approx(1 / 3)


def test_efficiency_compares_with_the_best_order_of_the_same_marks():
    # Q1: 1, 0, 0; the others: 1, 2, 0. x = 2/3, -1/3, -1/3; X = 0, 1, -1.
    # C = (0 - 1/3 + 1/3) / 2 = 0 as it is; sorted, x goes with X = 1: (2/3 + 0 + 1/3) / 2 = 1/2.
    none = analyse([attempt(1, 1, 0), attempt(0, 1, 1), attempt(0, 0, 0)]).questions[1]
    assert none.discriminative_efficiency == pytest.approx(0)
    # With 0, 1, 0 for Q2 and the others 0, 1, 2 … X = -1, 0, 1 and x = -1/3, 2/3, -1/3:
    # C = (1/3 + 0 - 1/3) / 2 = 0. With x = 1, 0, 0 against X = 0, 1, 2: C = -1/2, most 1/2.
    worst = analyse([attempt(1, 0, 0), attempt(0, 1, 0), attempt(0, 1, 1)]).questions[1]
    assert worst.discriminative_efficiency == pytest.approx(-1)
    # r = -(1/2) / sqrt(1/3 · 1) = -√3/2.
    assert worst.discrimination_index == pytest.approx(-sqrt(3) / 2)


def test_skewness_by_hand():
    # Totals 0, 0, 3 of 3: deviations -1, -1, 2; m2 = 2, m3 = (8 - 2)/3 = 2; k2 = 3·2/2 = 3,
    # k3 = 9·2 / (2·1) = 9; skewness = 9 / 3^1.5 = √3. Three are too few for a kurtosis.
    quiz = analyse([attempt(0, 0, 0), attempt(0, 0, 0), attempt(1, 1, 1)]).quiz
    assert quiz.skewness == pytest.approx(sqrt(3))
    assert quiz.kurtosis is None


def test_a_question_that_goes_against_the_total_has_no_effective_weight():
    # Q1 is right where the others are wrong: T = 1, 1, 2, 2; C(x1, T) < 0. What is left to the
    # others is all there is, as in Moodle.
    rows = [attempt(1, 0, 0), attempt(1, 0, 0), attempt(0, 1, 1), attempt(0, 1, 1)]
    questions = analyse(rows).questions
    assert questions[1].effective_weight is None
    assert questions[2].effective_weight == pytest.approx(1 / 2)


def test_a_skipped_question_earns_nothing_and_is_counted():
    # Fractions 1, 0 (skipped), 1/2, 0 (wrong): mean 3/8.
    question = analyse([attempt(1), attempt(None), attempt(0.5), attempt(0)]).questions[1]
    assert (question.attempts, question.skipped) == (4, 1)
    assert question.facility == pytest.approx(3 / 8)
    assert question.skipped_share == pytest.approx(1 / 4)


def test_the_time_is_the_median_of_those_known():
    rows = [attempt(1, seconds=seconds) for seconds in (10, None, 30, 200)]
    assert analyse(rows).questions[1].seconds == 30


def test_points_weigh_in_totals_and_not_in_the_figures_of_a_question():
    # Doubling the points of a question doubles what it is worth: 2 of 3 points.
    items = [ItemRow("light", 1, 1), ItemRow("heavy", 0, 2)]
    questions = analyse([AttemptRow(1, 3, items)]).questions
    assert questions["light"].intended_weight == pytest.approx(1 / 3)
    assert questions["heavy"].intended_weight == pytest.approx(2 / 3)
    assert (questions["light"].facility, questions["heavy"].facility) == (1, 0)


def test_a_drawn_question_is_measured_where_it_was_asked_and_alpha_by_slot():
    # Slot 1 is Q1 for everybody; slot 2 is drawn from a bank: “a” or “b”. The marks are
    #   x1 = 1, 1, 0, 0 and slot 2 = a:1, b:1, a:0, b:1. T = 2, 2, 0, 1.
    rows = [
        drawn_attempt((1, 1), ("a", 1)),
        drawn_attempt((1, 1), ("b", 1)),
        drawn_attempt((1, 0), ("a", 0)),
        drawn_attempt((1, 0), ("b", 1)),
    ]
    analysis = analyse(rows)
    assert [analysis.questions[key].attempts for key in (1, "a", "b")] == [4, 2, 2]
    assert analysis.questions["a"].facility == pytest.approx(1 / 2)
    assert analysis.questions["b"].facility == 1
    # V(x1) = 1/3; slot 2 = 1, 1, 0, 1: ¾·¼·4/3 = 1/4; T: mean 5/4,
    # (9/16 + 9/16 + 25/16 + 1/16) / 3 = 11/12. alpha = 2(1 - (7/12) / (11/12)) = 8/11.
    assert analysis.quiz.alpha == pytest.approx(8 / 11)
    # “a” was asked twice, x = 1, 0 with X = 1, 0: it goes with the rest.
    assert analysis.questions["a"].discrimination_index == pytest.approx(1)


def drawn_attempt(*answers):
    asked = [(key, "own" if key == 1 else "bank") for key, _fraction in answers]
    slots = name_slots(asked, "own")
    items = [
        ItemRow(key, fraction, 1, slot=slot)
        for (key, fraction), slot in zip(answers, slots, strict=True)
    ]
    return AttemptRow(sum(fraction for _key, fraction in answers), len(answers), items)


def test_slots_are_named_by_bank_in_order_and_own_questions_by_themselves():
    asked = [(7, "law"), (3, "own"), (8, "skills"), (9, "law")]
    assert name_slots(asked, "own") == (("law", 1), 3, ("skills", 1), ("law", 2))


def test_alpha_is_of_the_attempts_with_the_commonest_slots():
    # Five attempts at an edition of two questions, besides the four of three questions.
    short = [attempt(1, 1), attempt(1, 1), attempt(0, 0), attempt(0, 0), attempt(1, 0)]
    quiz = analyse([*LADDER, *short]).quiz
    assert (quiz.attempts, quiz.alpha_attempts) == (9, 5)
    # x1 = 1, 1, 0, 0, 1: V = 3/5·2/5·5/4 = 3/10, x2 the same with 2/5. T = 2, 2, 0, 0, 1: V = 1.
    # alpha = 2(1 - 6/10) = 4/5.
    assert quiz.alpha == pytest.approx(4 / 5)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [attempt(1, 0)],
        [attempt(1, 0), attempt(1, 0), attempt(1, 0)],
        [attempt()] * 3,
        [attempt(1, 1, points=0), attempt(0, 0, points=0)],
        [attempt(0.1, 0.2), attempt(0.1, 0.2), attempt(0.1, 0.2)],
    ],
    ids=["none", "one", "all the same", "no questions", "nothing to earn", "inexact fractions"],
)
def test_what_is_undefined_is_none(rows):
    analysis = analyse(rows, [QuestionFacts(1)])
    quiz, question = analysis.quiz, analysis.questions[1]
    assert (quiz.skewness, quiz.kurtosis, quiz.alpha, quiz.standard_error) == (None,) * 4
    assert question.discrimination_index is None
    assert question.discriminative_efficiency is None
    assert question.effective_weight is None


def test_a_single_question_has_no_rest_to_be_compared_with():
    analysis = analyse([attempt(1), attempt(0), attempt(1)])
    assert analysis.questions[1].discrimination_index is None
    assert analysis.quiz.alpha is None
    assert analysis.questions[1].effective_weight == 1


def test_totals_that_differ_by_rounding_only_have_no_spread():
    # 0.1 + 0.2 is not 0.3 in binary; the rest of question 1 is 0.2 in both attempts.
    items = [ItemRow(1, 0.1, 1), ItemRow(2, 0.2, 1)]
    others = [ItemRow(1, 0.4, 1), ItemRow(2, 0.2, 1)]
    rows = [AttemptRow(0.1 + 0.2, 2, items), AttemptRow(0.4 + 0.2, 2, others)]
    assert analyse(rows).questions[1].discrimination_index is None


def test_an_ungraded_question_tells_skips_and_choices_only():
    rows = [
        AttemptRow(points, 1, [ItemRow(1, points, 1), ItemRow("scale", 0, 0, ("4",))])
        for points in (0, 1)
    ]
    analysis = analyse(rows, [QuestionFacts("scale", is_graded=False)])
    scale = analysis.questions["scale"]
    assert (scale.attempts, scale.facility, scale.intended_weight) == (2, None, None)
    assert [(each.part.label, each.taken) for each in scale.choices] == [("4", 2)]
    assert analysis.quiz.alpha is None


def test_a_question_that_nobody_had_stands_there_without_figures():
    question = analyse(LADDER, [QuestionFacts("unasked", guess_share=0.25)]).questions["unasked"]
    assert (question.attempts, question.facility, question.guess_share) == (0, None, 0.25)
