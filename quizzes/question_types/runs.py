"""Runs of items in order: the longest in what was given, and how long one is by chance."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache
from math import factorial, prod


def find_in_order(places: Sequence[int | None]) -> tuple[int, ...]:
    """Find a longest run of items whose places rise from each to the next, by their indexes."""
    runs: dict[int, tuple[int, ...]] = {}
    for index, place in enumerate(places):
        if place is not None:
            before = (runs[other] for other in runs if (places[other] or 0) < place)
            runs[index] = (*max(before, key=len, default=()), index)
    return max(runs.values(), key=len, default=())


@cache
def mean_in_order(count: int) -> Fraction:
    """Give the mean length of the longest increasing subsequence of a random permutation.

    As many permutations have a longest one of k as there are pairs of standard Young tableaux
    of the same shape whose first row has k cells. Sources: Schensted, “Longest increasing and
    decreasing subsequences” (1961); the hook length formula of Frame, Robinson and Thrall.
    """
    total = sum(
        shape[0] * (factorial(count) // _hooks(shape)) ** 2 for shape in _partitions(count, count)
    )
    return Fraction(total, factorial(count))


def _partitions(total: int, largest: int) -> Iterator[tuple[int, ...]]:
    if total == 0:
        yield ()
    for part in range(min(total, largest), 0, -1):
        yield from ((part, *rest) for rest in _partitions(total - part, part))


def _hooks(shape: tuple[int, ...]) -> int:
    heights = [sum(row > column for row in shape) for column in range(shape[0])]
    return prod(
        (length - column) + (heights[column] - row) - 1
        for row, length in enumerate(shape)
        for column in range(length)
    )
