"""Means, variances and covariances of columns of numbers.

Sums are `math.fsum`, which rounds once: the order of the numbers changes nothing.
"""

from array import array
from collections.abc import Sequence
from itertools import repeat
from math import fsum, sqrt
from operator import mul, sub
from statistics import median

# Fractions are kept to twelve places, so shares that differ by less than this are the same.
EPSILON = 1e-9

Numbers = Sequence[float]


def mean_of(numbers: Numbers) -> float | None:
    """The mean; None of nothing."""
    return fsum(numbers) / len(numbers) if numbers else None


def median_of(numbers: Numbers) -> float | None:
    """The middle number, or the mean of the two in the middle; None of nothing."""
    return float(median(numbers)) if numbers else None


def deviations_of(numbers: Numbers) -> Numbers:
    """How far each number is from the mean: exactly 0 where they differ by rounding only."""
    mean = mean_of(numbers)
    if mean is None or max(numbers) - min(numbers) <= EPSILON:
        return array("d", bytes(8 * len(numbers)))
    return array("d", map(sub, numbers, repeat(mean)))


def covariance_of(first: Numbers, second: Numbers) -> float | None:
    """The covariance of two columns of deviations, by n - 1; None of fewer than two."""
    if len(first) < 2:
        return None
    return fsum(map(mul, first, second)) / (len(first) - 1)


def variance_of(deviations: Numbers) -> float | None:
    """The variance of a column of deviations, by n - 1; None of fewer than two."""
    return covariance_of(deviations, deviations)


def deviation_of(deviations: Numbers) -> float | None:
    """The standard deviation of a column of deviations; None of fewer than two."""
    variance = variance_of(deviations)
    return None if variance is None else sqrt(variance)


def correlation_of(first: Numbers, second: Numbers) -> float | None:
    """The correlation of two columns of deviations, -1 to 1; None where either has no spread."""
    covariance = covariance_of(first, second)
    spread = (deviation_of(first) or 0.0) * (deviation_of(second) or 0.0)
    if covariance is None or not spread:
        return None
    return min(max(covariance / spread, -1.0), 1.0)


def power_mean(deviations: Numbers, power: int) -> float:
    """The mean of a power of the deviations; there must be some."""
    return fsum(number**power for number in deviations) / len(deviations)
