"""Asking again for a course that is completed: the completion stands, and so does the question."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, insert, literal, null, or_, select, update

from core.database import UTCDateTime, db
from courses.material import CARD, COURSE
from enrolments import queries
from enrolments.models import (
    ActivityResult,
    Assignment,
    EarlierCompletion,
    EarlierResult,
    Enrolment,
)
from enrolments.operations.counting import count_later
from quizzes.operations import set_attempts_aside

KEPT_RESULT = (
    "enrolment_id",
    "activity_id",
    "state",
    "lesson_edition_id",
    "quiz_edition_id",
    "scaled_score",
    "passed",
    "first_at",
    "completed_at",
    "is_exempt",
)
KEPT_COMPLETION = ("due_on", "completed_at", "completed_unit_id", "completed_edition_id")


def ask_again(
    course_id: int,
    owner_key: str,
    way: str,
    due_on: date | None,
    changed: Collection[int],
    at: datetime,
    *,
    is_sensitive: bool = False,
) -> None:
    """Ask everybody who completed a course again, by a card or by the whole course.

    Whoever is on the way reads the lessons that changed (`changed`, ids) again. What was done
    stays on record. Of a sensitive course, who chose it freely is left alone.
    """
    queries.hold_enrolments(course_id)
    count_later(queries.list_units_of(course_id), course_id)
    reached = and_(Enrolment.course_id == course_id, queries.is_reached(is_sensitive))
    asked = and_(reached, _is_asked(way))
    _keep_completions(and_(asked, Enrolment.state == "completed"), at)
    if way == COURSE:
        _begin_anew(asked, owner_key, at)
    _read_again(and_(reached, ~asked, _is_on_the_way()), changed, at)
    values = {"state": "asked_again", "again": way, "asked_again_at": at}
    db.session.execute(update(Enrolment).where(asked).values(**values, due_on=_due_on(due_on)))


def move_due_days(course_id: int, since: date, until: date) -> None:
    """Put off what was due while a course rested, by as many days as it rested."""
    rested = until - since
    for model in (Enrolment, Assignment):
        found = select(model.due_on).where(model.course_id == course_id, model.due_on >= since)
        due_days = {day for day in db.session.scalars(found) if day is not None}
        for due_on in sorted(due_days, reverse=True):
            theirs = update(model).where(model.course_id == course_id, model.due_on == due_on)
            db.session.execute(theirs.values(due_on=due_on + rested))
    count_later(queries.list_units_of(course_id, is_begun=False), course_id)


def _is_asked(way: str) -> ColumnElement[bool]:
    """As asking.is_asked decides; whoever is asked by a card already stays so by another."""
    is_completed = Enrolment.state == "completed"
    if way == CARD:
        return is_completed
    return or_(is_completed, Enrolment.again == CARD)


def _is_on_the_way() -> ColumnElement[bool]:
    return or_(Enrolment.state == "in_progress", Enrolment.again == COURSE)


def _due_on(day: date | None) -> Any:
    """The day for those to whom the course was assigned; others have none."""
    is_assigned = Enrolment.assignment_id.is_not(None)
    return case((is_assigned, literal(day, Enrolment.due_on.type)), else_=null())


def _keep_completions(completed: ColumnElement[bool], at: datetime) -> None:
    columns = [getattr(Enrolment, name) for name in KEPT_COMPLETION]
    kept = select(Enrolment.id, *columns, literal(at, UTCDateTime())).where(completed)
    names = ["enrolment_id", *KEPT_COMPLETION, "asked_again_at"]
    db.session.execute(insert(EarlierCompletion).from_select(names, kept))


def _begin_anew(asked: ColumnElement[bool], owner_key: str, at: datetime) -> None:
    """Set aside all that was done, attempts and the place of reading included."""
    _set_results_aside(ActivityResult.enrolment_id.in_(select(Enrolment.id).where(asked)), at)
    set_attempts_aside(owner_key, select(Enrolment.person_id).where(asked))
    db.session.execute(update(Enrolment).where(asked).values(place=""))


def _read_again(on_the_way: ColumnElement[bool], changed: Collection[int], at: datetime) -> None:
    if not changed:
        return
    theirs = ActivityResult.enrolment_id.in_(select(Enrolment.id).where(on_the_way))
    is_changed = ActivityResult.activity_id.in_(sorted(changed))
    _set_results_aside(and_(theirs, is_changed, ActivityResult.state == "completed"), at)


def _set_results_aside(which: ColumnElement[bool], at: datetime) -> None:
    columns: list[Any] = [getattr(ActivityResult, name) for name in KEPT_RESULT]
    kept = select(*columns, literal(at, UTCDateTime())).where(which)
    names = [*KEPT_RESULT, "asked_again_at"]
    db.session.execute(insert(EarlierResult).from_select(names, kept))
    db.session.execute(delete(ActivityResult).where(which))
