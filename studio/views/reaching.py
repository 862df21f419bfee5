"""How far somebody reaches in the studio: the courses of her programmes, to read or to write."""

from flask import abort

from accounts.reach import Programmes, programmes_of
from core.identity import person
from courses.models import Course
from courses.queries import find_course

WRITERS = ("trainer",)
READERS = ("trainer", "reviewer")


def own_programmes() -> Programmes:
    """The programmes whose courses one may look at."""
    return programmes_of(person().scopes_of(*READERS))


def get_course(key: str) -> Course:
    """The course with this key, or 404: courses of other programmes are not there."""
    found = find_course(key) or abort(404)
    if not _covers(own_programmes(), found):
        abort(404)
    return found


def get_own_course(key: str) -> Course:
    """The course with this key to write in, or 404; 403 where one only reviews."""
    found = get_course(key)
    if not may_write(found):
        abort(403)
    return found


def may_write(course: Course) -> bool:
    """Whether one may save and publish its texts."""
    return _covers(programmes_of(person().scopes_of(*WRITERS)), course)


def _covers(programmes: Programmes, course: Course) -> bool:
    """Asks the database which programme it is only where that decides."""
    return programmes.keys is None or programmes.covers(course.programme.key)
