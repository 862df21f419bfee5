"""The whole demo: organisation, courses, assignments, half a year of history, a goal."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from courses.bundles.programmes import PROGRAMMES, read_programmes
from courses.bundles.reading import read_bundle
from courses.operations import import_bundle, publish_course, save_programmes
from courses.published import PublishedCourse
from courses.queries import find_published_course
from demo import queries
from demo.history import Calendar
from demo.operations.history import save_history
from demo.operations.learning import open_course
from demo.operations.people import save_organisation
from demo.organisation import plan_organisation
from safety.operations import load_helplines

COURSE = "gender-equality-basics"
UNITS_SINCE = timedelta(days=730)


class DemoRefused(Exception):
    """The demo cannot be loaded here; the text is one line with the mend."""


def load_demo(people: int, seed: int, library: Path, now: datetime, zone: ZoneInfo) -> bool:
    """Make the demo in an empty database; False where it stands already.

    Everybody is to take the first course of the library; the others stand there to be chosen.

    Raises DemoRefused where the database holds anything else. The same people, seed and day
    give the same organisation.
    """
    if queries.is_demo():
        return False
    if queries.holds_anything():
        raise DemoRefused(
            "This database holds more than a demo: name an empty one with SEN_DATABASE_URL."
        )
    calendar = Calendar(now.astimezone(zone).date(), zone)
    opened_at = calendar.moment(calendar.opened_on)
    plan = plan_organisation(people, seed, calendar.opened_on)
    save_organisation(plan, calendar.opened_on - UNITS_SINCE, opened_at)
    load_helplines(opened_at)
    course = publish_library_course(library / COURSE, opened_at)
    for manifest in sorted(library.glob("*/course.yml")):
        if manifest.parent.name != COURSE:
            publish_library_course(manifest.parent, opened_at)
    plans, _problems = read_programmes((library / PROGRAMMES).read_text(encoding="utf-8"))
    save_programmes(plans)
    save_history(plan, open_course(course), calendar, Random(seed))
    return True


def publish_library_course(folder: Path, at: datetime) -> PublishedCourse:
    """Bring in a course of the library and publish it."""
    reading = read_bundle(folder)
    if reading.bundle is None:
        raise DemoRefused(f"{folder.name} cannot be read: {reading.problems[0]}")
    course = import_bundle(reading.bundle, at)
    publish_course(course, is_material=True, note="", at=at)
    published = find_published_course(course.key)
    if published is None:
        raise LookupError(f"{course.key} was not published.")
    return published
