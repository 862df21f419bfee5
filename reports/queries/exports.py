"""What exports are made of, read in one pass."""

from collections.abc import Mapping, Sequence
from datetime import date

from reports.completion import Day, PeopleFilter, ReportCourse
from reports.exports import PeopleExport, cached_day
from reports.queries import courses, people
from reports.queries.places import list_left_names
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
    listed = people.list_people(wanted, today, order)
    day = cached_day(day)
    return PeopleExport(
        course=course,
        activities=courses.list_activities(course.edition_id) if is_open else (),
        people=listed,
        results=people.list_results(wanted, today) if is_open else (),
        unit_names=unit_names,
        states=state_words(course.is_sensitive),
        sexes=sex_words(),
        left_names=list_left_names(listed, day),
        day=day,
        past=wanted.past,
    )
