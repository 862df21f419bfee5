"""What courses announce."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class CoursePublished:
    """A new edition of a course stands; its publisher says whether the change is material."""

    course_id: int
    key: str
    edition_id: int
    number: int
    is_material: bool
    at: datetime
