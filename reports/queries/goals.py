"""Goals and their units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from accounts.models import Unit, UnitPeriod
from core.database import db
from reports.models import Goal


@dataclass(frozen=True)
class GoalRow:
    """A goal and the path of the unit it is for."""

    course_id: int
    unit_id: int
    path: str
    unit_key: str
    unit_name: str
    target_percent: int
    due_on: date
    set_at: datetime


def list_goals(paths: tuple[str, ...] | None, above: Iterable[int] = ()) -> list[GoalRow]:
    """The goals of units at `paths` or below, and of the units `above` (by id)."""
    query = (
        select(
            Goal.course_id,
            Goal.unit_id,
            UnitPeriod.path,
            Unit.key,
            UnitPeriod.name,
            Goal.target_percent,
            Goal.due_on,
            Goal.set_at,
        )
        .join(UnitPeriod, and_(UnitPeriod.unit_id == Goal.unit_id, UnitPeriod.valid_to.is_(None)))
        .join(Unit, Unit.id == Goal.unit_id)
        .where(Goal.ended_at.is_(None))
        .order_by(Goal.due_on, UnitPeriod.path, Goal.course_id)
    )
    if paths is not None:
        below = [UnitPeriod.path.like(f"{path}%") for path in paths]
        query = query.where(or_(Goal.unit_id.in_(sorted(above)), *below))
    return [GoalRow(*row) for row in db.session.execute(query)]


def find_goal(course_id: int, unit_id: int) -> Goal | None:
    """The goal of this unit in this course, unless it has ended."""
    query = select(Goal).where(Goal.course_id == course_id, Goal.unit_id == unit_id)
    return db.session.scalars(query.where(Goal.ended_at.is_(None))).first()


def list_goals_of(unit_id: int) -> list[Goal]:
    """The goals set for exactly this unit."""
    query = select(Goal).where(Goal.unit_id == unit_id, Goal.ended_at.is_(None))
    return list(db.session.scalars(query.order_by(Goal.id)))


def count_goals_of(unit_id: int) -> int:
    """How many goals are set for exactly this unit."""
    query = select(func.count(Goal.id)).where(Goal.unit_id == unit_id, Goal.ended_at.is_(None))
    return db.session.scalar(query) or 0
