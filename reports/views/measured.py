"""Goals measured for what a request looks at."""

from collections.abc import Iterable

from reports.completion import ReportCourse
from reports.goals import goals_in_force
from reports.queries.people import list_unit_counts
from reports.standings import MeasuredGoal, measure_goal, roll_up
from reports.views.asked import Asked, zone


def measure_asked(asked: Asked, course: ReportCourse) -> list[MeasuredGoal]:
    """The goal of the course that is in force at each topmost unit looked at.

    At one unit its counts are the page's own numbers; where a goal has nobody to count, it is
    left out. None is held against a day that is past.
    """
    in_force = [(path, goals_in_force(asked.goals, path).get(course.id)) for path in asked.tops]
    wanted = [(path, goal) for path, goal in in_force if goal is not None]
    if not wanted:
        return []
    if len(asked.tops) == 1:
        counts = {(course.id, asked.tops[0]): _counts_of(asked)}
    else:
        counts = counts_by_unit([course.id], asked.paths)
    measured = [
        measure_goal(goal, path, roll_up(counts, course.id, path), asked.today, zone())
        for path, goal in wanted
    ]
    return [each for each in measured if each.standing.total]


def counts_by_unit(
    course_ids: Iterable[int], paths: tuple[str, ...] | None
) -> dict[tuple[int, str], tuple[int, int]]:
    """All and completed, by course and path of the unit."""
    rows = list_unit_counts(course_ids, paths)
    return {(row.course_id, row.path): (row.total, row.completed) for row in rows}


def _counts_of(asked: Asked) -> tuple[int, int]:
    return asked.of_course.count(), asked.of_course.count("completed")
