"""Writes: goals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, update

from core.database import db, insert_missing
from reports.models import Goal
from reports.queries.goals import find_goal


class GoalGone(Exception):
    """Somebody removed the goal meanwhile."""


class GoalExists(Exception):
    """There is a goal for this course and unit already."""


def set_goal(
    course_id: int, unit_id: int, target_percent: int, due_on: date, at: datetime, by_id: int
) -> None:
    """Set a unit's goal in a course; raises GoalExists where it has another.

    The same goal sent twice is set once.
    """
    is_new = insert_missing(
        Goal,
        course_id=course_id,
        unit_id=unit_id,
        target_percent=target_percent,
        due_on=due_on,
        set_at=at,
        set_by_id=by_id,
    )
    if is_new:
        return
    present = find_goal(course_id, unit_id)
    if present is None or (present.target_percent, present.due_on) != (target_percent, due_on):
        raise GoalExists


def change_goal(goal: Goal, target_percent: int, due_on: date, by_id: int) -> None:
    """Change a goal's target or due day; raises GoalGone.

    Its pace still counts from the day it was first set, so that a goal that fell behind does not
    come back on track by being moved.
    """
    query = update(Goal).where(Goal.id == goal.id)
    values = {"target_percent": target_percent, "due_on": due_on, "set_by_id": by_id}
    result: Any = db.session.execute(query.values(**values))
    if not result.rowcount:
        raise GoalGone


def remove_goal(goal: Goal) -> None:
    """Take a goal away, if nobody has yet; completions stay as they are."""
    db.session.execute(delete(Goal).where(Goal.id == goal.id))
