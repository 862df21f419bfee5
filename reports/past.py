"""A day that is past, and what is looked at on it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from accounts.queries import CurrentUnit
from reports.completion import Past, ReportCourse


def past_of(
    day: date, ended_at: datetime, units: Sequence[CurrentUnit], unit: CurrentUnit | None
) -> Past:
    """A day that was over at `ended_at`, at one unit and below, or at all of `units`."""
    path = unit.path if unit else "/"
    unit_ids = tuple(each.id for each in units if each.path.startswith(path))
    return Past(day, ended_at, unit_ids)


def shown_courses(every: Iterable[ReportCourse], past: Past | None) -> list[ReportCourse]:
    """The courses that are shown: sensitive ones only as they stand today.

    Asked day after day, the past would tell on which day somebody completed.
    """
    return [course for course in every if past is None or not course.is_sensitive]
