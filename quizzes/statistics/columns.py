"""A stream of attempts put into columns of plain numbers, in one pass.

A number of an item takes eight bytes in an array, where an object would take a hundred.
"""

from array import array
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from quizzes.statistics.moments import EPSILON
from quizzes.statistics.rows import AttemptRow, ItemRow, QuestionKey


def numbers() -> "array[float]":
    """An empty column of numbers."""
    return array("d")


def indexes() -> "array[int]":
    """An empty column of indexes."""
    return array("L")


@dataclass(frozen=True)
class QuestionColumns:
    """Each attempt that had one question, in the order they came.

    `earned` and `weights` are shares of what the whole attempt could earn, `rests` the share
    earned of all but this question. `answers` are indexes of `known_answers`, which holds every
    response that was counted; `seconds` has only the times that are known.
    """

    attempts: "array[int]" = field(default_factory=indexes)
    fractions: "array[float]" = field(default_factory=numbers)
    earned: "array[float]" = field(default_factory=numbers)
    weights: "array[float]" = field(default_factory=numbers)
    rests: "array[float]" = field(default_factory=numbers)
    answers: "array[int]" = field(default_factory=indexes)
    seconds: "array[float]" = field(default_factory=numbers)
    skipped: "array[int]" = field(default_factory=indexes)
    known_answers: dict[tuple[str, ...], int] = field(default_factory=dict)

    def add(self, item: ItemRow, attempt: int, points: float, whole: float) -> float:
        """Add a question of an attempt that earned `points` of `whole`; gives what it earned."""
        fraction = 0.0 if item.fraction is None else float(item.fraction)
        worth = float(item.max_points)
        earned = share_of(fraction * worth, whole)
        self.attempts.append(attempt)
        self.fractions.append(fraction)
        self.earned.append(earned)
        self.weights.append(share_of(worth, whole))
        self.rests.append(share_of(points - fraction * worth, whole - worth))
        self.answers.append(self.known_answers.setdefault(item.parts, len(self.known_answers)))
        if item.seconds is not None:
            self.seconds.append(item.seconds)
        if item.fraction is None:
            self.skipped.append(attempt)
        return earned


@dataclass(frozen=True)
class FormColumns:
    """The attempts that have the same slots: what they earned in each, and altogether.

    A question that is worth nothing fills no slot.
    """

    totals: "array[float]" = field(default_factory=numbers)
    slots: dict[Hashable, "array[float]"] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """All attempts: the share each earned of its points, and what is known of each question."""

    totals: "array[float]" = field(default_factory=numbers)
    questions: dict[QuestionKey, QuestionColumns] = field(default_factory=dict)
    forms: dict[frozenset[Hashable], FormColumns] = field(default_factory=dict)

    def add(self, attempt: AttemptRow) -> None:
        """Add an attempt."""
        points, whole = float(attempt.points), float(attempt.max_points)
        number = len(self.totals)
        self.totals.append(share_of(points, whole))
        earned: dict[Hashable, float] = {}
        for item in attempt.items:
            column = self.questions.get(item.question)
            if column is None:
                column = self.questions[item.question] = QuestionColumns()
            share = column.add(item, number, points, whole)
            if float(item.max_points) > 0:
                slot = item.question if item.slot is None else item.slot
                earned[slot] = earned.get(slot, 0.0) + share
        self._fill_form(earned)

    def _fill_form(self, earned: dict[Hashable, float]) -> None:
        form = self.forms.setdefault(frozenset(earned), FormColumns())
        form.totals.append(self.totals[-1])
        for slot, share in earned.items():
            form.slots.setdefault(slot, numbers()).append(share)

    def commonest_form(self) -> FormColumns:
        """The form of most attempts; of two as common the longer, then the first by name."""
        ranked = (
            (-len(form.totals), -len(slots), sorted(map(str, slots)), number)
            for number, (slots, form) in enumerate(self.forms.items())
        )
        first = min(ranked, default=None)
        return FormColumns() if first is None else list(self.forms.values())[first[-1]]


def gather(attempts: Iterable[AttemptRow]) -> Columns:
    """Put attempts into columns, keeping none of their rows."""
    columns = Columns()
    for attempt in attempts:
        columns.add(attempt)
    return columns


def share_of(points: float, whole: float) -> float:
    """Points as a share of what there was to earn; 0 where that was nothing."""
    return points / whole if whole > EPSILON else 0.0
