"""From graded responses to the grade of an attempt. All numbers are exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class GradedItem:
    """A question of an attempt: the share earned (None: unanswered) of its points."""

    fraction: Decimal | None
    points: Decimal


@dataclass(frozen=True)
class AttemptGrade:
    """What an attempt earned, of how much, and the first as a share of the second (0 to 1)."""

    points: Decimal
    max_points: Decimal
    scaled_score: Decimal


def grade_attempt(items: Sequence[GradedItem]) -> AttemptGrade:
    """Add up the points of an attempt.

    Unanswered questions earn nothing, and the total is never below 0. Without any points to earn
    the scaled score is 0. The scaled score is for showing; `has_passed` compares the points.
    """
    zero = Decimal(0)
    max_points = sum((item.points for item in items), zero)
    earned = sum((item.points * (item.fraction or zero) for item in items), zero)
    points = max(earned, zero)
    return AttemptGrade(points, max_points, points / max_points if max_points else zero)


def has_passed(points: Decimal, max_points: Decimal, pass_mark: Decimal) -> bool:
    """Whether the points reach the pass mark, in per cent of `max_points`, without rounding.

    Where there is nothing to earn, only a pass mark of 0 is reached.
    """
    if not max_points:
        return pass_mark == 0
    return Fraction(points) * 100 >= Fraction(pass_mark) * Fraction(max_points)
