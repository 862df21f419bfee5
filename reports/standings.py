"""Goals held against counts: which goal is asked of whom, and how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any

from reports.goals import Standing, goals_in_force, judge_goal

Counts = Mapping[tuple[int, str], tuple[int, int]]


@dataclass(frozen=True)
class MeasuredGoal:
    """A goal, and how the people of the unit at `path` stand in it.

    `goal` is a row of reports.queries.goals; it may be set for a unit above `path`.
    """

    goal: Any
    path: str
    standing: Standing

    @property
    def is_own(self) -> bool:
        """Whether the goal was set for this very unit."""
        return bool(self.goal.path == self.path)


def measure_goal(
    goal: Any, path: str, counts: tuple[int, int], today: date, zone: tzinfo
) -> MeasuredGoal:
    """How people at `path`, so many in all and so many completed, stand in this goal."""
    total, completed = counts
    set_on = goal.set_at.astimezone(zone).date()
    standing = judge_goal(total, completed, goal.target_percent, set_on, goal.due_on, today)
    return MeasuredGoal(goal, path, standing)


def roll_up(counts: Counts, course_id: int, path: str) -> tuple[int, int]:
    """All and completed of a course, in the unit at `path` and below."""
    found = [
        number
        for (each_course, each_path), number in counts.items()
        if each_course == course_id and each_path.startswith(path)
    ]
    return sum(total for total, _ in found), sum(completed for _, completed in found)


def goals_to_measure(goals: Iterable[Any], tops: Iterable[str], seen: Any) -> list[tuple[Any, str]]:
    """Each goal with the path it is measured at.

    Goals set for a unit that is seen are measured there. A goal set above is measured at each
    topmost unit seen for which none is nearer: of the others, nothing is told.
    """
    held = list(goals)
    measured = [(goal, goal.path) for goal in held if seen.covers(goal.path)]
    for top in tops:
        in_force = goals_in_force(held, top).values()
        measured += [(goal, top) for goal in in_force if not seen.covers(goal.path)]
    return measured
