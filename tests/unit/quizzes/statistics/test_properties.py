"""What holds of any attempts whatever."""

from dataclasses import asdict, replace
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.statistics.analysis import analyse
from quizzes.statistics.charts import share_bars, spread_points
from quizzes.statistics.findings import list_findings
from quizzes.statistics.rows import AttemptRow, ItemRow
from tests.unit.quizzes.statistics.samples import attempt_lists, facts

KNOWN = [facts(0), facts(1)]


def is_number_or_none(value):
    return value is None or (isinstance(value, float | int) and isfinite(value))


def is_within(value, lowest, highest):
    return value is None or lowest <= value <= highest


def has_same_figures(first, second):
    """Whether two analyses agree but for the last digits."""
    return _figures(first) == pytest.approx(_figures(second), abs=1e-7, nan_ok=False)


def _figures(analysis):
    figures: dict[tuple[object, ...], object] = {
        ("quiz", name): value for name, value in asdict(analysis.quiz).items()
    }
    for key, question in analysis.questions.items():
        for name, value in asdict(question).items():
            if name not in ("choices", "question"):
                figures[key, name] = value
        for choice in question.choices:
            thirds = asdict(choice.thirds).items()
            figures |= {(key, choice.part.word, name): value for name, value in thirds}
    return figures


@given(attempt_lists())
def test_every_figure_is_a_number_or_none(rows):
    assert all(map(is_number_or_none, _figures(analyse(rows, KNOWN)).values()))


@given(attempt_lists())
def test_figures_keep_their_bounds(rows):
    analysis = analyse(rows, KNOWN)
    quiz = analysis.quiz
    assert is_within(quiz.mean, 0, 1)
    assert is_within(quiz.median, 0, 1)
    assert quiz.alpha is None or quiz.alpha <= 1
    assert quiz.error_ratio is None or quiz.error_ratio >= 0
    for question in analysis.questions.values():
        assert is_within(question.facility, 0, 1)
        assert is_within(question.discrimination_index, -1, 1)
        efficiency = question.discriminative_efficiency
        assert efficiency is None or efficiency <= 1
        assert is_within(question.effective_weight, 0, 1 + 1e-9)
        assert is_within(question.skipped_share, 0, 1)


@given(attempt_lists())
def test_efficiency_has_the_sign_of_the_index_and_is_no_smaller(rows):
    for question in analyse(rows).questions.values():
        index, efficiency = question.discrimination_index, question.discriminative_efficiency
        assert (index is None) == (efficiency is None)
        if index is not None and efficiency is not None:
            assert abs(efficiency) >= abs(index) - 1e-9
            assert index * efficiency >= 0


@given(attempt_lists())
def test_weights_make_one_together(rows):
    questions = analyse(rows).questions.values()
    intended = [question.intended_weight or 0 for question in questions]
    effective = [question.effective_weight for question in questions]
    assert not rows or sum(intended) == pytest.approx(1)
    if any(weight is not None for weight in effective):
        assert sum(weight or 0 for weight in effective) == pytest.approx(1)


@given(attempt_lists(), st.randoms())
def test_the_order_of_attempts_changes_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert has_same_figures(analyse(rows, KNOWN), analyse(shuffled, KNOWN))


@given(attempt_lists(), st.sampled_from([2, 10, 0.5]))
def test_points_in_another_measure_change_nothing(rows, factor):
    scaled = [
        AttemptRow(
            row.points * factor,
            row.max_points * factor,
            [replace(item, max_points=item.max_points * factor) for item in row.items],
        )
        for row in rows
    ]
    assert has_same_figures(analyse(rows), analyse(scaled))


@given(attempt_lists())
def test_a_question_that_everybody_gets_right_changes_no_discrimination(rows):
    longer = [
        AttemptRow(row.points + 2, row.max_points + 2, [*row.items, ItemRow("free", 1, 2)])
        for row in rows
    ]
    before, after = analyse(rows).questions, analyse(longer).questions
    for key, question in before.items():
        if question.discrimination_index is not None:
            same = pytest.approx(question.discrimination_index, abs=1e-7)
            assert after[key].discrimination_index == same


@given(attempt_lists())
def test_thirds_together_are_the_whole(rows):
    """With as many in each third, the mean of the three shares is the share of all."""
    for question in analyse(rows, KNOWN).questions.values():
        for choice in question.choices:
            assert choice.thirds is not None
            shares = list(asdict(choice.thirds).values())
            assert all(is_within(share, 0, 1) for share in shares)
            if question.attempts:
                assert sum(shares) / 3 == pytest.approx(choice.share)


@given(attempt_lists(most=35))
def test_findings_and_pictures_can_always_be_made(rows):
    analysis = analyse(rows, KNOWN)
    findings = list_findings(analysis)
    assert all(finding.words for finding in findings)
    if 0 < len(rows) < 30:
        assert findings[0].code == "too_few_attempts"
    for point in spread_points(analysis.questions.values()):
        assert 0 <= point.x <= 1
        assert 0 <= point.y <= 1
    for question in analysis.questions.values():
        assert len(share_bars(question)) == len(question.choices)
