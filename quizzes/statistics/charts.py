"""What pictures of an analysis show: places and lengths as shares of the picture, 0 to 1.

Whoever draws multiplies by the size in pixels and has a table of the same figures beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from quizzes.statistics.choices import ChoiceStatistics
from quizzes.statistics.findings import TOO_EASY, TOO_HARD, WEAK_DISCRIMINATION
from quizzes.statistics.items import QuestionStatistics
from quizzes.statistics.rows import QuestionKey

LOWEST, HIGHEST = -1.0, 1.0  # of a discrimination index


@dataclass(frozen=True)
class SpreadPoint:
    """A question between hard (x = 0) and easy (1), between what goes against the rest (y = 0),
    what has nothing to do with it (½) and what goes with it (1).
    """

    question: QuestionKey
    x: float
    y: float
    is_good: bool


@dataclass(frozen=True)
class Area:
    """Where the good questions lie in the picture of `spread_points`."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True)
class ShareBars:
    """A choice and the lengths of its bars, from the bottom third to the top; None: no bar."""

    label: str
    is_right: bool | None
    lengths: tuple[float | None, ...]
    taken: int


def spread_points(questions: Iterable[QuestionStatistics]) -> list[SpreadPoint]:
    """Place the questions by facility and discrimination, without those that lack either."""
    good = good_area()
    points = []
    for question in questions:
        facility, index = question.facility, question.discrimination_index
        if facility is not None and index is not None:
            x, y = _clip(facility), _place(index)
            is_good = good.left < x < good.right and y >= good.bottom
            points.append(SpreadPoint(question.question, x, y, is_good))
    return points


def good_area() -> Area:
    """Neither too easy nor too hard, and telling who knows: where no finding is made of either."""
    return Area(TOO_HARD, TOO_EASY, _place(WEAK_DISCRIMINATION), _place(HIGHEST))


def share_bars(question: QuestionStatistics) -> list[ShareBars]:
    """Give the bars of each choice: by thirds, or one bar where only counts are known."""
    return [
        ShareBars(choice.part.label, choice.part.is_right, _lengths(choice), choice.taken)
        for choice in question.choices
    ]


def _lengths(choice: ChoiceStatistics) -> tuple[float | None, ...]:
    if choice.thirds is None:
        return (choice.share,)
    return (choice.thirds.bottom, choice.thirds.middle, choice.thirds.top)


def _place(index: float) -> float:
    return _clip((index - LOWEST) / (HIGHEST - LOWEST))


def _clip(share: float) -> float:
    return min(max(share, 0.0), 1.0)
