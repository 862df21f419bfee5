"""Publishing on a date: the very draft that was agreed on, or nothing."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete

from accounts.audit_actions import PUBLICATION_CANCELLED, PUBLICATION_SCHEDULED
from core.database import db
from courses.models import Course, ScheduledPublication
from courses.operations.auditing import note_course
from courses.operations.drafts import name_draft
from courses.publications import queries


@dataclass(frozen=True)
class Plan:
    """Which draft is to be published when, and what is said of the change."""

    digest: str
    publish_at: datetime
    note: str = ""
    is_material: bool = False
    again: str = ""
    again_by: date | None = None


class PlanMovedOn(Exception):
    """The draft is no longer the one that whoever plans has seen."""


def schedule_publication(
    course: Course, plan: Plan, at: datetime, by_id: int | None
) -> ScheduledPublication:
    """Plan a publication, in the place of one that was planned before; twice is once.

    The course is held by the caller. Raises PlanMovedOn.
    """
    if plan.digest != name_draft(course):
        raise PlanMovedOn
    found = queries.find_schedule(course.id)
    planned = found or ScheduledPublication(course_id=course.id)
    for name, value in vars(plan).items():
        setattr(planned, name, value)
    planned.scheduled_at, planned.scheduled_by_id = at, by_id
    planned.refused_at, planned.refusal = None, ""
    db.session.add(planned)
    db.session.flush()
    note_course(PUBLICATION_SCHEDULED, course, by_id, at)
    return planned


def cancel_publication(course: Course, at: datetime, by_id: int | None) -> bool:
    """Cancel what was planned, or forget what came to nothing; whether there was anything."""
    if queries.find_schedule(course.id) is None:
        return False
    end_schedule(course)
    note_course(PUBLICATION_CANCELLED, course, by_id, at)
    return True


def end_schedule(course: Course) -> None:
    """Forget what was planned: it is published, or another edition is."""
    theirs = delete(ScheduledPublication).where(ScheduledPublication.course_id == course.id)
    db.session.execute(theirs)


def refuse_publication(planned: ScheduledPublication, refusal: str, at: datetime) -> None:
    """Note that nothing was published, and why; it is not tried again."""
    planned.refused_at, planned.refusal = at, refusal
    db.session.flush()
