"""Exports: one row a course, or one row a person with a column for each activity."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.tables import Cell
from reports.completion import NOBODY, Day, Numbers, Past, ReportActivity, ReportCourse, per_cent

Results = dict[int, dict[int, Any]]


@dataclass(frozen=True)
class PeopleExport:
    """What one export of people is made of.

    `people` and `results` are rows of reports.queries.people; `states` and `sexes` are words;
    `left_names` say, by enrolment, in which other unit a course was completed.
    """

    course: ReportCourse
    activities: Sequence[ReportActivity]
    people: Sequence[Any]
    results: Iterable[Any]
    unit_names: Mapping[int, str]
    states: Mapping[str, str]
    sexes: Mapping[str, str]
    left_names: Mapping[int, str]
    day: Day
    past: Past | None = None


def people_rows(export: PeopleExport) -> Iterator[list[Cell]]:
    """One row for each person, in order.

    An activity's cell is the day it was completed, or the word for in progress, or nothing. Of a
    sensitive course nothing stands here but the state.
    """
    results = _by_enrolment(export.results)
    units, sexes, states = export.unit_names, export.sexes, export.states
    left = export.left_names
    nothing: dict[int, Any] = {}
    for (
        enrolment_id,
        name,
        code,
        sex,
        unit_id,
        shown,
        due_on,
        completed_at,
        *_others,
    ) in export.people:
        unit = units.get(unit_id, "")
        row: list[Cell] = [name, code, unit, sexes[sex], states[shown], due_on]
        if not export.course.is_sensitive:
            row.append(export.day(completed_at) if completed_at else None)
            row.append(left.get(enrolment_id))
            row += _activity_cells(export, results.get(enrolment_id, nothing))
        yield row


def people_records(export: PeopleExport) -> Iterator[dict[str, Any]]:
    """The same as JSON-like records; states and sexes are keys, not words."""
    results = _by_enrolment(export.results)
    for row in export.people:
        enrolment_id, name, code, sex, unit_id, shown, due_on, completed_at, *_others = row
        record = {
            "name": name,
            "employee_code": code,
            "unit": export.unit_names.get(unit_id),
            "sex": sex,
            "state": shown,
            "due_on": _iso(due_on),
        }
        if not export.course.is_sensitive:
            record |= {
                "completed_on": _iso(export.day(completed_at) if completed_at else None),
                "completed_in": export.left_names.get(enrolment_id),
                "activities": _activity_records(export, results.get(enrolment_id, {})),
            }
        yield record


def course_rows(
    courses: Iterable[ReportCourse], numbers: Mapping[int, Numbers], title: Callable[[Any], Any]
) -> Iterator[list[Cell]]:
    """One row for each course."""
    for course in courses:
        of_course = numbers.get(course.id, NOBODY)
        counts = course_record(of_course)
        yield [course.key, str(title(course.titles)), *counts.values(), of_course.due_on]


def course_record(numbers: Numbers) -> dict[str, int]:
    """A course's counts by name, in the order of the export's columns."""
    return {
        "assigned": numbers.count(),
        "completed": numbers.count("completed"),
        "overdue": numbers.count("overdue"),
        "women": numbers.count(sex="female"),
        "women_completed": numbers.count("completed", "female"),
        "men": numbers.count(sex="male"),
        "men_completed": numbers.count("completed", "male"),
    }


def cached_day(day: Day) -> Day:
    """The same, remembered by hour: the day in no time zone changes within one."""
    days: dict[tuple[int, int, int, int], date] = {}

    def find(moment: datetime) -> date:
        key = (moment.year, moment.month, moment.day, moment.hour)
        found = days.get(key)
        if found is None:
            found = days[key] = day(moment)
        return found

    return find


def _by_enrolment(results: Iterable[Any]) -> Results:
    of: Results = {}
    for row in results:
        enrolment_id = row[0]
        if enrolment_id in of:
            of[enrolment_id][row[1]] = row
        else:
            of[enrolment_id] = {row[1]: row}
    return of


def _activity_cells(export: PeopleExport, of_person: Mapping[int, Any]) -> list[Cell]:
    cells: list[Cell] = []
    for activity in export.activities:
        result = of_person.get(activity.id)
        cells.append(_outcome(export, result))
        if activity.kind == "quiz":
            cells.append(per_cent(result[4]) if result else None)
    return cells


def _outcome(export: PeopleExport, result: Any) -> Cell:
    if result is None:
        return None
    return export.day(result[3]) if result[3] else export.states[result[2]]


def _activity_records(
    export: PeopleExport, of_person: Mapping[int, Any]
) -> dict[str, dict[str, Any]]:
    records: dict[str, dict[str, Any]] = {}
    for activity in export.activities:
        result = of_person.get(activity.id)
        if result is not None:
            completed_on = export.day(result[3]) if result[3] else None
            record = {"state": result[2], "completed_on": _iso(completed_on)}
            if activity.kind == "quiz":
                record["score"] = per_cent(result[4])
            records[f"{activity.kind}/{activity.key}"] = record
    return records


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
