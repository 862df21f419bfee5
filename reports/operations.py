"""Writes: goals."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, update

from accounts.queries import find_unit_by_id
from core.database import db, insert_missing
from reports.models import Goal
from reports.queries.goals import find_goal, list_goals, list_goals_of
from reports.scope import unit_ids_on


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


def pass_goals_on(unit_id: int, into_id: int) -> None:
    """Let a unit's goals hold for the one it went up in, as they were set and since when.

    Where a goal of the same course holds there already, its own or one from above, that one
    counts all who came.
    """
    into = find_unit_by_id(into_id)
    held = {goal.course_id for goal in list_goals((), unit_ids_on(into.path))} if into else set()
    for goal in list_goals_of(unit_id):
        if goal.course_id not in held:
            insert_missing(
                Goal,
                course_id=goal.course_id,
                unit_id=into_id,
                target_percent=goal.target_percent,
                due_on=goal.due_on,
                set_at=goal.set_at,
                set_by_id=goal.set_by_id,
            )


def end_goals_of(unit_id: int, at: datetime) -> None:
    """Let a unit's goals end with it; they stay on record."""
    theirs = update(Goal).where(Goal.unit_id == unit_id, Goal.ended_at.is_(None))
    db.session.execute(theirs.values(ended_at=at))
