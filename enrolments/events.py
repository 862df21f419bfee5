"""What enrolments announce."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CourseCompleted:
    """A person met all conditions of a course, in this edition, for the first time."""

    person_id: int
    course_id: int
    course_edition_id: int
    at: datetime
