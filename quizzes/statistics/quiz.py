"""What the attempts tell of the quiz as a whole."""

from dataclasses import dataclass, fields
from math import sqrt
from typing import Any

from quizzes.statistics.columns import FormColumns
from quizzes.statistics.moments import (
    Numbers,
    covariance_of,
    deviation_of,
    deviations_of,
    mean_of,
    median_of,
    power_mean,
    variance_of,
)


@dataclass(frozen=True, kw_only=True)
class QuizStatistics:
    """A quiz in figures; totals are shares of what could be earned, None where undefined.

    attempts          how many were graded
    mean, median      of the totals
    deviation         their standard deviation
    skewness          above 0 with a tail of high totals; of 3 attempts and more
    kurtosis          0 for a normal distribution; of 4 attempts and more
    alpha             Cronbach's alpha (Moodle: coefficient of internal consistency), up to 1
    alpha_attempts    how many attempts alpha is of
    error_ratio       the share of the deviation that is chance
    standard_error    of a person's total, a share like the totals
    """

    attempts: int
    mean: float | None
    median: float | None
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    alpha: float | None
    alpha_attempts: int
    error_ratio: float | None
    standard_error: float | None


def measure_quiz(totals: Numbers, form: FormColumns) -> QuizStatistics:
    """Measure a quiz by the totals of all attempts and by the commonest form of it.

    Alpha needs attempts with the same slots, as Moodle's have; where editions of the quiz differ
    in how many questions they ask, it is of those attempts that have the commonest slots. Which
    question was drawn for a slot makes no difference to it.
    """
    deviations = deviations_of(totals)
    deviation = deviation_of(deviations)
    alpha = find_alpha(form)
    error_ratio = None if alpha is None else sqrt(1 - alpha)
    return QuizStatistics(
        attempts=len(totals),
        mean=mean_of(totals),
        median=median_of(totals),
        deviation=deviation,
        skewness=find_skewness(deviations),
        kurtosis=find_kurtosis(deviations),
        alpha=alpha,
        alpha_attempts=len(form.totals),
        error_ratio=error_ratio,
        standard_error=_multiply(error_ratio, deviation),
    )


def tell_attempts(attempts: int) -> QuizStatistics:
    """Tell how many attempts there were, where nothing else may be known of a quiz."""
    nothing: dict[str, Any] = dict.fromkeys(each.name for each in fields(QuizStatistics))
    return QuizStatistics(**{**nothing, "attempts": attempts, "alpha_attempts": 0})


def find_alpha(form: FormColumns) -> float | None:
    """Find Cronbach's alpha: p / (p - 1) · (1 - ΣV(x) / V(T)), over p slots.

    None with fewer than two slots or attempts, or without any spread of totals.
    """
    total_variance = variance_of(deviations_of(form.totals))
    if len(form.slots) < 2 or not total_variance:
        return None
    variances = (variance_of(deviations_of(marks)) or 0.0 for marks in form.slots.values())
    slots = len(form.slots)
    return min(slots / (slots - 1) * (1 - sum(variances) / total_variance), 1.0)


def sum_roots(form: FormColumns) -> float:
    """Sum up sqrt(C(x, T)) over the slots where it is real: effective weights are shares of it."""
    totals = deviations_of(form.totals)
    covariances = (covariance_of(deviations_of(marks), totals) for marks in form.slots.values())
    return sum(sqrt(max(covariance or 0.0, 0.0)) for covariance in covariances)


def find_skewness(deviations: Numbers) -> float | None:
    """Find k3 / k2^(3/2), with k2 = n·m2 / (n - 1) and k3 = n²·m3 / ((n - 1)(n - 2))."""
    n, variance = len(deviations), variance_of(deviations)
    if n < 3 or not variance:
        return None
    k3 = n**2 * power_mean(deviations, 3) / ((n - 1) * (n - 2))
    return float(k3 / variance**1.5)


def find_kurtosis(deviations: Numbers) -> float | None:
    """Find k4 / k2², with k4 = n²·((n + 1)·m4 - 3(n - 1)·m2²) / ((n - 1)(n - 2)(n - 3))."""
    n, variance = len(deviations), variance_of(deviations)
    if n < 4 or not variance:
        return None
    m2, m4 = power_mean(deviations, 2), power_mean(deviations, 4)
    k4 = n**2 * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
    return k4 / variance**2


def _multiply(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first * second
