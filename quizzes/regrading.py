"""Whether attempts can be marked anew after a question was corrected, and what would change. Pure.

Responses say what was chosen by the index of a choice. Where the later edition has other choices,
nobody can say what somebody would have chosen: those attempts stay as they are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from quizzes.content import Question
from quizzes.grading import has_passed
from quizzes.question_types import type_of
from quizzes.statistics.editions import is_marked_alike

MILLIONTH = Decimal("0.000001")
SAME, COMPARABLE, OTHER, BY_HAND = "same", "comparable", "other", "by_hand"


def compare_editions(
    before: Question, after: Question, points_before: Decimal, points_after: Decimal
) -> str:
    """Say what a later edition of a question means to attempts that had an earlier one.

    SAME: every response earns what it earned. COMPARABLE: it can be marked by the later edition.
    OTHER: the choices are others, or in another order, or the type is. BY_HAND: somebody marked
    it by the rubric it had, and has to read it anew.
    """
    is_same_worth = points_before == points_after and before.penalty == after.penalty
    if is_same_worth and is_marked_alike(before, after):
        return SAME
    if before.type != after.type:
        return OTHER
    kind = type_of(before)
    if kind.is_marked_by_hand(before) or kind.is_marked_by_hand(after):
        return BY_HAND
    return COMPARABLE if kind.reads_alike(before, after) else OTHER


@dataclass(frozen=True)
class ItemChange:
    """A question of an attempt: the points it earns by the earlier edition and by the later one.

    `worth` is by how much there is more to earn.
    """

    edition_id: int
    before: Decimal
    after: Decimal
    worth: Decimal = Decimal(0)


@dataclass(frozen=True)
class AttemptTotal:
    """An attempt as it stands: what it earned, of how much, and whether that is a pass.

    Without points it waits for somebody to mark it, and has no result that could change.
    """

    points: Decimal | None
    max_points: Decimal
    passed: bool | None
    pass_mark: Decimal | None


@dataclass
class Preview:
    """What marking anew would change: how many attempts, who would pass, points on average.

    `raised` and `lowered` count answers by the edition they were given to.
    """

    attempts: int = 0
    changed: int = 0
    newly_passed: int = 0
    no_longer_passed: int = 0
    points_before: Decimal = Decimal(0)
    points_after: Decimal = Decimal(0)
    raised: dict[int, int] = field(default_factory=dict)
    lowered: dict[int, int] = field(default_factory=dict)

    @property
    def mean_before(self) -> Decimal:
        """The points that the attempts have on average."""
        return self.points_before / self.attempts if self.attempts else Decimal(0)

    @property
    def mean_after(self) -> Decimal:
        """The points that they would have on average."""
        return self.points_after / self.attempts if self.attempts else Decimal(0)


def preview(attempts: Iterable[tuple[AttemptTotal, list[ItemChange]]]) -> Preview:
    """Add up what marking these attempts anew would change."""
    found = Preview()
    for total, changes in attempts:
        for change in changes:
            _count(found.raised if change.after > change.before else found.lowered, change)
        if total.points is not None:
            _add(found, total, total.points, changes)
    return found


def total_after(
    points: Decimal, max_points: Decimal, changes: Iterable[ItemChange]
) -> tuple[Decimal, Decimal]:
    """Give the points of an attempt after its questions changed, and of how many they are.

    Rounded up to what a decimal of the database holds: rounding fails nobody.
    """
    listed = list(changes)
    gained = sum((change.after - change.before for change in listed), Decimal(0))
    after = (points + gained).quantize(MILLIONTH, ROUND_CEILING)
    return max(after, Decimal(0)), max_points + sum((each.worth for each in listed), Decimal(0))


def _add(found: Preview, total: AttemptTotal, points: Decimal, changes: list[ItemChange]) -> None:
    after, most = total_after(points, total.max_points, changes)
    passes = total.pass_mark is None or has_passed(after, most, total.pass_mark)
    found.attempts += 1
    found.changed += (after, most) != (points, total.max_points)
    found.newly_passed += passes and not total.passed
    found.no_longer_passed += bool(total.passed) and not passes
    found.points_before += points
    found.points_after += after


def _count(counts: dict[int, int], change: ItemChange) -> None:
    if change.after != change.before:
        counts[change.edition_id] = counts.get(change.edition_id, 0) + 1


def name_plan(pairs: Mapping[int, int]) -> str:
    """What a plan is called by which whoever agrees says what she has seen: its editions."""
    return "-".join(f"{before}.{after}" for before, after in sorted(pairs.items()))
