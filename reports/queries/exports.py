"""What exports are made of, read in one pass."""

from collections.abc import Mapping, Sequence
from datetime import date

from reports.completion import PeopleFilter, ReportCourse
from reports.exports import Day, PeopleExport, cached_day
from reports.queries import courses, people
from reports.words import sex_words, state_words


def read_export(
    course: ReportCourse,
    wanted: PeopleFilter,
    unit_names: Mapping[int, str],
    today: date,
    day: Day,
) -> PeopleExport:
    """Everything for one export of people; `unit_names` are in the order of the units."""
    order: Sequence[int] = list(unit_names)
    is_open = not course.is_sensitive
    return PeopleExport(
        course=course,
        activities=courses.list_activities(course.edition_id) if is_open else (),
        people=people.list_people(wanted, today, order),
        results=people.list_results(wanted, today) if is_open else (),
        unit_names=unit_names,
        states=state_words(course.is_sensitive),
        sexes=sex_words(),
        day=cached_day(day),
    )
