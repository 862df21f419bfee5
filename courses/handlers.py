"""What jobs do of courses."""

import logging
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app

from accounts.models import Person
from accounts.queries.roles import list_held_roles
from accounts.reach import programmes_of
from core.database import db, read_transaction
from core.jobs import RunningJob, where_raised
from courses import operations
from courses.models import Course, ScheduledPublication
from courses.operations import (
    CardHasNothing,
    Change,
    DraftHasMistakes,
    DraftMovedOn,
    NothingToPublish,
    ReviewMissing,
)
from courses.publications.queries import find_schedule, list_due_schedules
from courses.queries import get_course_for_update

REFUSALS: dict[type[Exception], str] = {
    DraftMovedOn: "moved_on",
    DraftHasMistakes: "mistakes",
    NothingToPublish: "same",
    ReviewMissing: "review",
    CardHasNothing: "card",
}

RIGHT_ENDED = "right"
WRITER = "trainer"

logger = logging.getLogger("sen.courses")


def publish_due(job: RunningJob) -> None:
    """Publish every draft whose day has come, each in its own transaction.

    The very draft that was planned is published, or none: then the plan says why. One that fails
    keeps no other from being published, and is tried again.
    """
    with read_transaction():
        due = list_due_schedules(job.at)
    for plan_id, course_id in due:
        try:
            _publish(plan_id, course_id, job.at)
        except Exception as error:  # whatever is wrong with it, others have to go on
            db.session.rollback()
            where = where_raised(error, Path(current_app.config["ROOT"]))
            logger.error("planned publication %s failed: %s", plan_id, where)


def _publish(plan_id: int, course_id: int, at: datetime) -> None:
    course, planned = _find_due(plan_id, course_id, at)
    if planned is None:
        db.session.rollback()
        return
    if not _writes_still(planned, course, at):
        operations.refuse_publication(planned, RIGHT_ENDED, at)
        db.session.commit()
        return
    change = Change(planned.note, planned.is_material, planned.again, planned.again_by)
    try:
        operations.publish_draft(course, change, at, planned.scheduled_by_id, planned.digest)
    except tuple(REFUSALS) as refusal:
        db.session.rollback()
        _course, planned = _find_due(plan_id, course_id, at)
        if planned is not None:
            operations.refuse_publication(planned, REFUSALS[type(refusal)], at)
    db.session.commit()


def _writes_still(planned: ScheduledPublication, course: Course, at: datetime) -> bool:
    """Whether who planned a publication could do it herself today."""
    if planned.scheduled_by_id is None:
        return True
    planner = db.session.get(Person, planned.scheduled_by_id)
    today = at.astimezone(ZoneInfo(current_app.config["TIMEZONE"])).date()
    held = list_held_roles(planned.scheduled_by_id, today)
    own = programmes_of(each for each in held if each.role == WRITER)
    is_covered = own.covers(course.programme.key) and own.covers(course.manifest["programme"])
    return planner is not None and planner.deactivated_at is None and is_covered


def _find_due(
    plan_id: int, course_id: int, at: datetime
) -> tuple[Course, ScheduledPublication | None]:
    """The course, held, and its plan if that is still due: it may be cancelled or done by now."""
    course = get_course_for_update(course_id)
    planned = find_schedule(course_id)
    is_due = (
        planned is not None
        and planned.id == plan_id
        and planned.refused_at is None
        and planned.publish_at <= at
    )
    return course, planned if is_due else None
