"""What the attempts tell of one question.

x is the question's mark in an attempt, T the attempt's total, X = T - x the rest; C is a
covariance and V a variance, by n - 1, over the attempts that had the question. A skipped question
has the mark 0, as in Moodle.

Where questions are drawn, Moodle has figures of each slot, and of each question drawn for it.
Here all figures are of the question, wherever it stood: that is what a trainer can mend. In one
thing they are not Moodle's: for a drawn question Moodle correlates x with T, in which x itself is
contained; here it is always X.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import sqrt

from quizzes.statistics.choices import ChoiceStatistics, Ranking, count_choices, count_taken
from quizzes.statistics.columns import QuestionColumns
from quizzes.statistics.moments import (
    Numbers,
    correlation_of,
    covariance_of,
    deviation_of,
    deviations_of,
    mean_of,
    median_of,
)
from quizzes.statistics.rows import QuestionFacts, QuestionKey

ROUNDING = 1e-15  # what sums of products of shares may be off by


@dataclass(frozen=True, kw_only=True)
class QuestionStatistics:
    """A question in figures: shares from 0 to 1, None where nothing can be said.

    attempts                    that had the question
    skipped                     those of them that left it unanswered
    facility                    facility index: the mean fraction
    deviation                   standard deviation of the fraction
    guess_share                 random guess score
    intended_weight             its share of all points, on average
    effective_weight            its share of the spread of totals; None where C(x, T) < 0
    discrimination_index        r(x, X), from -1 to 1
    discriminative_efficiency   C(x, X) / the most it could be with these marks, up to 1
    seconds                     the median time of those that are known
    """

    question: QuestionKey
    attempts: int
    skipped: int
    guess_share: float | None = None
    facility: float | None = None
    deviation: float | None = None
    intended_weight: float | None = None
    effective_weight: float | None = None
    discrimination_index: float | None = None
    discriminative_efficiency: float | None = None
    seconds: float | None = None
    choices: tuple[ChoiceStatistics, ...] = ()

    @property
    def skipped_share(self) -> float | None:
        """The share of the attempts that left it unanswered."""
        return self.skipped / self.attempts if self.attempts else None


def measure_question(
    facts: QuestionFacts,
    columns: QuestionColumns,
    totals: Numbers,
    ranking: Ranking,
    root_sum: float,
) -> QuestionStatistics:
    """Measure a question; `totals` are of all attempts, `root_sum` is `quiz.sum_roots`."""
    told = QuestionStatistics(
        question=facts.question,
        attempts=len(columns.attempts),
        skipped=len(columns.skipped),
        guess_share=facts.guess_share,
        seconds=median_of(columns.seconds),
        choices=count_choices(facts, columns, ranking),
    )
    return _measure_marks(told, columns, totals, root_sum) if facts.is_graded else told


def _measure_marks(
    told: QuestionStatistics, columns: QuestionColumns, totals: Numbers, root_sum: float
) -> QuestionStatistics:
    marks, rests = deviations_of(columns.fractions), deviations_of(columns.rests)
    own_totals = [totals[attempt] for attempt in columns.attempts]
    return replace(
        told,
        facility=mean_of(columns.fractions),
        deviation=deviation_of(marks),
        intended_weight=mean_of(columns.weights),
        effective_weight=_weigh(columns.earned, own_totals, root_sum),
        discrimination_index=correlation_of(marks, rests),
        discriminative_efficiency=_compare_with_most(marks, rests),
    )


def tell_counts(
    facts: QuestionFacts, taken: Mapping[str, int], asked: int, skipped: int = 0
) -> QuestionStatistics:
    """Tell what can be told where only counts were kept, as of sensitive quizzes."""
    return QuestionStatistics(
        question=facts.question,
        attempts=asked,
        skipped=skipped,
        guess_share=facts.guess_share,
        choices=count_taken(facts, taken, asked),
    )


def _weigh(earned: Numbers, totals: Numbers, root_sum: float) -> float | None:
    """The effective weight: sqrt(C(x, T)) / the sum of such roots over the slots of the quiz."""
    covariance = covariance_of(deviations_of(earned), deviations_of(totals))
    if covariance is None or covariance < -ROUNDING or not root_sum:
        return None
    return sqrt(max(covariance, 0.0)) / root_sum


def _compare_with_most(marks: Numbers, rests: Numbers) -> float | None:
    """The discriminative efficiency: the covariance over that of both columns sorted."""
    covariance = covariance_of(marks, rests)
    most = covariance_of(sorted(marks), sorted(rests))
    return min(covariance / most, 1.0) if covariance is not None and most else None
