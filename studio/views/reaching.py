"""How far somebody reaches in the studio: the courses of her programmes, to read or to write."""

from flask import abort

from accounts.reach import Programmes, programmes_of
from core.identity import person
from core.sentences import Sentence, say
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


def may_move(course: Course) -> bool:
    """Whether one also writes in the programme that the draft names: publishing takes it there."""
    programmes = programmes_of(person().scopes_of(*WRITERS))
    return programmes.covers(course.manifest["programme"])


def find_obstacle(key: str, programme: str) -> Sentence | None:
    """Why one may not bring a course with this key and programme in; None where one may.

    A course that is there stands where it stands, whatever the programme that the file names.
    """
    found = find_course(key)
    if found is not None:
        taken = say("The key %(key)s is taken; give the course another one in course.yml.", key=key)
        return None if may_write(found) else taken
    if programmes_of(person().scopes_of(*WRITERS)).covers(programme):
        return None
    return say("You do not write courses of the programme %(key)s.", key=programme)


def _covers(programmes: Programmes, course: Course) -> bool:
    """Asks the database which programme it is only where that decides."""
    return programmes.keys is None or programmes.covers(course.programme.key)
