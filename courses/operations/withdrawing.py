"""Withdrawing a course, and putting it back."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from accounts.audit_actions import COURSE_PUT_BACK, COURSE_WITHDRAWN
from core import events
from core.database import db
from courses.events import CoursePutBack
from courses.models import Course
from courses.operations.auditing import note_course
from courses.operations.schedules import end_schedule


def withdraw_course(course: Course, at: datetime, by_id: int | None = None) -> bool:
    """Let learners see a course no more but in their record; whether it was there.

    What was assigned rests, and what was planned is forgotten. The course is held by the caller.
    """
    if course.published_number is None or course.withdrawn_at is not None:
        return False
    course.withdrawn_at = at
    end_schedule(course)
    note_course(COURSE_WITHDRAWN, course, by_id, at)
    db.session.flush()
    return True


def put_course_back(course: Course, at: datetime, zone: ZoneInfo, by_id: int | None = None) -> bool:
    """Let learners see a course again, with the due days it rested; whether it was withdrawn."""
    if course.withdrawn_at is None:
        return False
    withdrawn_on: date = course.withdrawn_at.astimezone(zone).date()
    course.withdrawn_at = None
    note_course(COURSE_PUT_BACK, course, by_id, at)
    db.session.flush()
    events.publish(CoursePutBack(course.id, withdrawn_on, at.astimezone(zone).date()))
    return True
