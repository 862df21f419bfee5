"""What the audit says of courses: never which one, where it is sensitive or ever was."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.operations.auditing import note
from courses.models import Course
from courses.publications.queries import is_ever_sensitive


def note_course(
    action: str,
    course: Course,
    by_id: int | None,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write down who did what with a course."""
    if is_ever_sensitive(course.id):
        note(action, by_id, at)
    else:
        note(action, by_id, at, subject=course.key, details=dict(details or {}))
