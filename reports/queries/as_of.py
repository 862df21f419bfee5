"""How people stood when a day was over, as columns and conditions; without a past, how they stand.

What was done later is not there yet: who completed after that day was still on the way on it.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, null, or_, select

from accounts.models import Person, Placement
from accounts.queries.unit_history import held_on, was_active_at
from core.database import UTCDateTime
from enrolments.models import ActivityResult, EarlierCompletion, Enrolment
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
    """not_started, in_progress, completed, or asked_again: completed, and asked for anew since."""
    if past is None:
        return Enrolment.state
    return case(
        (_was_completed(past), literal("completed")),
        (_was_asked(past), literal("asked_again")),
        (Enrolment.started_at < past.ended_at, literal("in_progress")),
        else_=literal("not_started"),
    )


def completed_at(past: Past | None) -> Any:
    """When the course was completed last, though it be asked for again."""
    column = Enrolment.completed_at
    if past is None:
        return column
    earlier = (
        select(func.max(EarlierCompletion.completed_at, type_=UTCDateTime()))
        .where(_is_theirs(), EarlierCompletion.completed_at < past.ended_at)
        .correlate(Enrolment)
    )
    return case((column < past.ended_at, column), else_=earlier.scalar_subquery())


def due_on(past: Past | None) -> Any:
    """The day it is to be done by; what was asked again later was due on another then."""
    if past is None:
        return Enrolment.due_on
    later = (_is_theirs(), EarlierCompletion.asked_again_at >= past.ended_at)
    held = (
        select(EarlierCompletion.due_on)
        .where(*later)
        .order_by(EarlierCompletion.asked_again_at, EarlierCompletion.id)
        .limit(1)
        .correlate(Enrolment)
    )
    return case((exists().where(*later), held.scalar_subquery()), else_=Enrolment.due_on)


def _was_completed(past: Past) -> ColumnElement[bool]:
    """Whether a completion stood when the day was over: today's, or one asked for anew later."""
    completed = Enrolment.completed_at < past.ended_at
    this_one = and_(_is_theirs(), EarlierCompletion.completed_at == Enrolment.completed_at)
    is_asked = exists().where(this_one, EarlierCompletion.asked_again_at < past.ended_at)
    asked_later = exists().where(
        _is_theirs(),
        EarlierCompletion.completed_at < past.ended_at,
        EarlierCompletion.asked_again_at >= past.ended_at,
    )
    return or_(and_(completed, ~is_asked), asked_later)


def _was_asked(past: Past) -> ColumnElement[bool]:
    return exists().where(_is_theirs(), EarlierCompletion.asked_again_at < past.ended_at)


def _is_theirs() -> ColumnElement[bool]:
    return EarlierCompletion.enrolment_id == Enrolment.id


def left_unit_id(past: Past | None, is_sensitive: bool) -> Any:
    """Where it was completed, if that is another unit than the one of the placement."""
    if is_sensitive:
        return null()
    column = Enrolment.completed_unit_id
    is_elsewhere = and_(column != Placement.unit_id, state(past).in_(("completed", "asked_again")))
    return case((is_elsewhere, column), else_=null())


def is_result(past: Past | None) -> ColumnElement[bool]:
    """The results that there were; of an activity that was not completed yet, no score."""
    if past is None:
        return ActivityResult.id.is_not(None)
    return ActivityResult.completed_at < past.ended_at
