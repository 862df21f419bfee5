"""Which of somebody's attempts count, as the quiz says: the best, last or first, or all. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class AttemptResult:
    """The points of one marked attempt, of how many, and whether it was passed."""

    points: Decimal
    max_points: Decimal
    passed: bool

    @property
    def share(self) -> Fraction:
        """The exact share of the points, from 0 to 1."""
        return Fraction(self.points) / Fraction(self.max_points) if self.max_points else Fraction(0)


@dataclass(frozen=True)
class CountedResult:
    """What all attempts together come to."""

    share: Fraction
    passed: bool


def count_results(
    results: Sequence[AttemptResult], counts: str, pass_mark: Decimal | None
) -> CountedResult:
    """Decide by attempts in the order they were begun; there is at least one.

    `counts` is best, last, first or average (of the shares, each attempt alike). One attempt was
    passed as was decided when it was marked; an average is compared here, exactly. Without a pass
    mark whoever submitted has passed.
    """
    if counts == "average" and len(results) > 1:
        share = sum((result.share for result in results), Fraction(0)) / len(results)
        return CountedResult(share, pass_mark is None or share * 100 >= Fraction(pass_mark))
    chosen = {
        "best": max(results, key=lambda result: (result.share, result.passed)),
        "first": results[0],
    }.get(counts, results[-1])
    return CountedResult(chosen.share, pass_mark is None or chosen.passed)
