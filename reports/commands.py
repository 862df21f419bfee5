"""Commands of the reports."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from accounts.queries import CurrentUnit, find_unit, list_units
from core import clock
from core.i18n import localised
from core.tables import write_csv, write_xlsx
from reports.completion import NOBODY, PeopleFilter, ReportCourse, add_up
from reports.exports import course_record, course_rows, people_records, people_rows
from reports.queries import courses, people
from reports.queries.exports import read_export
from reports.queries.goals import list_goals
from reports.scope import Scope
from reports.standings import MeasuredGoal, goals_to_measure, measure_goal, roll_up
from reports.words import course_header, people_header

FORMATS = ("csv", "xlsx", "json")

reports_commands = AppGroup("reports", help="Completion and goals.")


@reports_commands.command("completion")
@click.option("--unit", "unit_key", metavar="KEY", help="This unit and those below it.")
@click.option("--course", "course_key", metavar="KEY", help="This course, person by person.")
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def completion(
    unit_key: str | None, course_key: str | None, kind: str, output: Path | None
) -> None:
    """Who has completed what: a row a course, or with --course a row a person."""
    if kind == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("A spreadsheet does not belong on a terminal: name a file with -o.")
    unit = _find_unit(unit_key) if unit_key else None
    course = _find_course(course_key) if course_key else None
    with _own_language():
        content = _people(course, unit, kind) if course else _courses(unit, kind)
    _write(content, output)


@reports_commands.command("goals")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def goals(as_json: bool) -> None:
    """Every goal, and whether it is met, on track or short by so many people."""
    with _own_language():
        keys = {course.id: course.key for course in courses.list_courses()}
        records = [_goal_record(each, keys) for each in _measure_goals()]
    if as_json:
        click.echo(json.dumps({"goals": records}, ensure_ascii=False, indent=2))
        return
    for record in records:
        click.echo(_goal_line(record))


def _courses(unit: CurrentUnit | None, kind: str) -> bytes:
    paths = (unit.path,) if unit else None
    numbers = add_up(people.list_groups(paths, _today()))
    taken = [course for course in courses.list_courses() if course.id in numbers]
    if kind == "json":
        records = [
            {
                "course": course.key,
                "titles": dict(course.titles),
                **course_record(numbers.get(course.id, NOBODY)),
                "due_on": _iso(numbers[course.id].due_on),
            }
            for course in taken
        ]
        return _json({"unit": unit.key if unit else None, "courses": records})
    rows = course_rows(taken, numbers, localised)
    if kind == "xlsx":
        return write_xlsx("Sen", course_header(), rows)
    return write_csv(course_header(), rows)


def _people(course: ReportCourse, unit: CurrentUnit | None, kind: str) -> bytes:
    paths = (unit.path,) if unit else None
    wanted = PeopleFilter(course.id, paths, course.is_sensitive)
    names = {each.id: each.name for each in list_units()}
    export = read_export(course, wanted, names, _today(), _local_day)
    if kind == "json":
        records = list(people_records(export))
        unit_key = unit.key if unit else None
        return _json({"course": course.key, "unit": unit_key, "people": records})
    header = people_header(course, export.activities)
    if kind == "xlsx":
        return write_xlsx(str(localised(course.titles)), header, people_rows(export))
    return write_csv(header, people_rows(export))


def _measure_goals() -> list[MeasuredGoal]:
    wanted = goals_to_measure(list_goals(None), (), Scope(None))
    rows = people.list_unit_counts({goal.course_id for goal, _path in wanted}, None)
    counts = {(row.course_id, row.path): (row.total, row.completed) for row in rows}
    return [
        measure_goal(goal, path, roll_up(counts, goal.course_id, path), _today(), _zone())
        for goal, path in wanted
    ]


def _goal_record(measured: MeasuredGoal, keys: Mapping[int, str]) -> dict[str, Any]:
    goal, standing = measured.goal, measured.standing
    return {
        "course": keys[goal.course_id],
        "unit": goal.unit_key,
        "unit_name": goal.unit_name,
        "target_percent": goal.target_percent,
        "due_on": goal.due_on.isoformat(),
        "state": standing.verdict,
        "total": standing.total,
        "completed": standing.completed,
        "needed": standing.needed,
        "short_by": standing.short_by,
    }


def _goal_line(record: dict[str, Any]) -> str:
    state = {"met": "met", "on_track": "on track"}.get(
        record["state"], f"short by {record['short_by']}"
    )
    return (
        f"{record['course']} · {record['unit_name']} · {record['target_percent']} % "
        f"by {record['due_on']}: {state} ({record['completed']} of {record['total']})"
    )


def _find_unit(key: str) -> CurrentUnit:
    unit = find_unit(key)
    if unit is None:
        known = ", ".join(each.key for each in list_units()) or "none yet"
        _refuse(f"There is no unit {key}. Units: {known}.")
    return unit


def _find_course(key: str) -> ReportCourse:
    every = {course.key: course for course in courses.list_courses()}
    if key not in every:
        _refuse(f"There is no course {key}. Courses: {', '.join(every) or 'none yet'}.")
    return every[key]


def _refuse(reason: str) -> NoReturn:
    click.echo(reason, err=True)
    raise SystemExit(1)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        click.echo(content, nl=False)
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        _refuse(f"{output} cannot be written: {error.strerror}.")


@contextmanager
def _own_language() -> Iterator[None]:
    """Words in the organisation's language: there is no reader who chose one."""
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        yield


def _json(document: dict[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _today() -> date:
    return clock.today(current_app.config["TIMEZONE"])


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIMEZONE"])


def _local_day(moment: datetime) -> date:
    return moment.astimezone(_zone()).date()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
