"""How often each choice was taken, by whom, and the misconceptions that wrong choices stand for."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizzes.statistics.columns import QuestionColumns
from quizzes.statistics.rows import Part, QuestionFacts

# A number for the bottom, the middle and the top third.
Split = tuple[float, float, float]

DIGITS = 9  # totals that agree so far are the same


@dataclass(frozen=True)
class Thirds:
    """A share in each third of all attempts by total score; None where none had the question."""

    bottom: float | None
    middle: float | None
    top: float | None


@dataclass(frozen=True)
class ChoiceStatistics:
    """How often a choice was taken of the attempts that had its question.

    `thirds` is None where only counts are known.
    """

    part: Part
    taken: int
    asked: int
    thirds: Thirds | None = None

    @property
    def share(self) -> float | None:
        """The share of the attempts that took it."""
        return self.taken / self.asked if self.asked else None


@dataclass(frozen=True)
class MisconceptionSum:
    """How often a misconception was taken, of the times that a choice for it was on offer."""

    misconception: str
    taken: int
    offered: int

    @property
    def share(self) -> float | None:
        """The share of the offers that were taken."""
        return self.taken / self.offered if self.offered else None


@dataclass(frozen=True)
class Ranking:
    """The attempts by total: the group of equal totals that each is in, and the groups' thirds."""

    group_of: Sequence[int]
    splits: Sequence[Split]


def rank_attempts(totals: Sequence[float]) -> Ranking:
    """Divide attempts into exact thirds by total.

    Equal totals are not parted by chance or by age: where a third ends among them, each of them
    belongs to both sides by the share of its group that lies there. So the order of the attempts
    changes nothing. A split says how much of an attempt is in each third, 1 altogether.
    """
    rounded = [round(total, DIGITS) for total in totals]
    counts = sorted(Counter(rounded).items())
    group_of_total = {total: group for group, (total, _count) in enumerate(counts)}
    splits, below = [], 0
    for _total, count in counts:
        splits.append(_split_group(below, count, len(totals)))
        below += count
    return Ranking([group_of_total[total] for total in rounded], splits)


def count_choices(
    facts: QuestionFacts, columns: QuestionColumns, ranking: Ranking
) -> tuple[ChoiceStatistics, ...]:
    """Count every part of a question by thirds: the known ones in order, then others by name."""
    groups = [ranking.group_of[attempt] for attempt in columns.attempts]
    asked = _add_splits((ranking.splits[group], n) for group, n in Counter(groups).items())
    answers = list(columns.known_answers)
    taken: dict[str, Counter[int]] = {}
    for (answer, group), times in Counter(zip(columns.answers, groups, strict=True)).items():
        for word in dict.fromkeys(answers[answer]):
            taken.setdefault(word, Counter())[group] += times
    return tuple(
        ChoiceStatistics(
            part,
            sum(taken.get(part.word, Counter()).values()),
            len(groups),
            _share_by_third(taken.get(part.word, Counter()), ranking, asked),
        )
        for part in _list_parts(facts, taken)
    )


def count_taken(
    facts: QuestionFacts, taken: Mapping[str, int], asked: int
) -> tuple[ChoiceStatistics, ...]:
    """Give the choices where only counts were kept, as of sensitive quizzes."""
    return tuple(
        ChoiceStatistics(part, taken.get(part.word, 0), asked) for part in _list_parts(facts, taken)
    )


def sum_misconceptions(choices: Iterable[ChoiceStatistics]) -> tuple[MisconceptionSum, ...]:
    """Sum up what the wrong choices of all questions stand for, the most often taken first.

    Each choice on offer in each attempt is one offer, so a share tells how catching a
    misconception is, however many questions ask for it.
    """
    taken: Counter[str] = Counter()
    offered: Counter[str] = Counter()
    for choice in choices:
        name = choice.part.misconception
        if name and choice.part.is_right is not True:
            taken[name] += choice.taken
            offered[name] += choice.asked
    sums = (MisconceptionSum(name, taken[name], offered[name]) for name in offered)
    return tuple(sorted(sums, key=lambda each: (-each.taken, each.misconception)))


def _split_group(below: int, count: int, attempts: int) -> Split:
    """How much of a group of equal totals, with so many attempts below it, is in each third."""
    first, last = 3 * below, 3 * (below + count)
    parts = (
        max(0, min(last, (third + 1) * attempts) - max(first, third * attempts))
        for third in range(3)
    )
    bottom, middle, top = (part / (3 * count) for part in parts)
    return bottom, middle, top


def _add_splits(weighted: Iterable[tuple[Split, int]]) -> Split:
    bottom = middle = top = 0.0
    for split, times in weighted:
        bottom += split[0] * times
        middle += split[1] * times
        top += split[2] * times
    return bottom, middle, top


def _share_by_third(groups: Counter[int], ranking: Ranking, asked: Split) -> Thirds:
    taken = _add_splits((ranking.splits[group], times) for group, times in groups.items())
    shares = (
        min(part / whole, 1.0) if whole else None for part, whole in zip(taken, asked, strict=True)
    )
    return Thirds(*shares)


def _list_parts(facts: QuestionFacts, taken: Iterable[str]) -> Iterator[Part]:
    yield from facts.parts
    known = {part.word for part in facts.parts}
    for word in sorted(set(taken) - known):
        yield Part(word, word)
