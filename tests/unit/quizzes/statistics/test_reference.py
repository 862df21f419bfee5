"""Figures agree with those of independent packages (see `generated`).

Moodle's own test of its statistics (22 attempts at thirteen questions that anybody got right; not
copied here) was gone through once, too: facility, deviation, effective weight, discrimination
index and discriminative efficiency agree with what it expects in all the digits it gives.
"""

import pytest

from quizzes.statistics.analysis import analyse
from tests.unit.quizzes.statistics.generated import (
    POINTS,
    QUESTION_REFERENCE,
    QUIZ_REFERENCE,
    WHOLE,
    generate_attempts,
)

IN_POINTS = {"mean", "median", "deviation"}


@pytest.fixture(scope="module")
def analysis():
    return analyse(generate_attempts())


@pytest.mark.parametrize("name", QUIZ_REFERENCE)
def test_figures_of_the_quiz_are_those_of_other_packages(analysis, name):
    factor = WHOLE if name in IN_POINTS else 1
    figure = getattr(analysis.quiz, name) * factor
    assert figure == pytest.approx(QUIZ_REFERENCE[name], rel=1e-10)


@pytest.mark.parametrize("number", range(len(POINTS)))
def test_figures_of_a_question_are_those_of_other_packages(analysis, number):
    question = analysis.questions[number]
    figures = (
        question.facility,
        question.deviation,
        question.effective_weight,
        question.discrimination_index,
        question.discriminative_efficiency,
    )
    assert figures == pytest.approx(QUESTION_REFERENCE[number], rel=1e-10)
    assert question.intended_weight == pytest.approx(POINTS[number] / WHOLE)
