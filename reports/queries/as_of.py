"""How people stood when a day was over, as columns and conditions; without a past, how they stand.

What was done later is not there yet: who completed after that day was still on the way on it.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal, null

from accounts.models import Person, Placement
from accounts.queries.unit_history import held_on, was_active_at
from enrolments.models import ActivityResult, Enrolment
from reports.completion import Past


def is_placed(past: Past | None) -> ColumnElement[bool]:
    """The placement that held."""
    return Placement.valid_to.is_(None) if past is None else held_on(Placement, past.day)


def is_counted(past: Past | None) -> ColumnElement[bool]:
    """Active people to whom the course was assigned."""
    is_assigned = Enrolment.assignment_id.is_not(None)
    if past is None:
        return and_(Person.deactivated_at.is_(None), is_assigned)
    return and_(is_assigned, Enrolment.enrolled_at < past.ended_at, was_active_at(past.ended_at))


def state(past: Past | None) -> Any:
    """not_started, in_progress or completed."""
    if past is None:
        return Enrolment.state
    return case(
        (Enrolment.completed_at < past.ended_at, literal("completed")),
        (Enrolment.started_at < past.ended_at, literal("in_progress")),
        else_=literal("not_started"),
    )


def completed_at(past: Past | None) -> Any:
    """When the course was completed."""
    column = Enrolment.completed_at
    return column if past is None else case((column < past.ended_at, column), else_=null())


def left_unit_id(past: Past | None, is_sensitive: bool) -> Any:
    """Where it was completed, if that is another unit than the one of the placement."""
    if is_sensitive:
        return null()
    column = Enrolment.completed_unit_id
    is_elsewhere = and_(column != Placement.unit_id, state(past) == "completed")
    return case((is_elsewhere, column), else_=null())


def is_result(past: Past | None) -> ColumnElement[bool]:
    """The results that there were; of an activity that was not completed yet, no score."""
    if past is None:
        return ActivityResult.id.is_not(None)
    return ActivityResult.completed_at < past.ended_at
