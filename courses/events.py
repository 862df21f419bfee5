"""What courses announce."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class CoursePublished:
    """A new edition of a course stands; its publisher says whether the change is material.

    `again` says how completion is asked for again, if it is, and `again_by` until when;
    `changed_lesson_ids` are the activities whose lesson says something else than before.
    """

    course_id: int
    key: str
    edition_id: int
    number: int
    is_material: bool
    at: datetime
    again: str = ""
    again_by: date | None = None
    changed_lesson_ids: frozenset[int] = frozenset()
    is_sensitive: bool = False


@dataclass(frozen=True)
class CoursePutBack:
    """A course that was withdrawn is there again, after so many days."""

    course_id: int
    withdrawn_on: date
    put_back_on: date
