"""Commands of the reports."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from accounts.audit_actions import REPORT_EXPORTED
from accounts.operations.auditing import note
from accounts.queries import CurrentUnit, list_units, list_units_on
from core import clock
from core.database import write_transaction
from core.i18n import localised
from core.tables import write_csv, write_xlsx
from reports.completion import NOBODY, Past, PeopleFilter, ReportCourse, add_up
from reports.exports import PeopleExport, course_record, course_rows, people_records, people_rows
from reports.past import past_of, shown_courses
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
@click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As of the end of a day, by its units."
)
@click.option("--format", "kind", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def completion(
    unit_key: str | None,
    course_key: str | None,
    day: datetime | None,
    kind: str,
    output: Path | None,
) -> None:
    """Who has completed what: a row a course, or with --course a row a person."""
    if kind == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("A spreadsheet does not belong on a terminal: name a file with -o.")
    looked_at = _look_at(unit_key, day.date() if day else None)
    course = _find_course(course_key) if course_key else None
    if course and not shown_courses([course], looked_at.past):
        _refuse(f"The course {course.key} is sensitive: it is shown as it stands today only.")
    with _own_language():
        content = _people(course, looked_at, kind) if course else _courses(looked_at, kind)
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


@dataclass(frozen=True)
class LookedAt:
    """Which unit, among which, as of when."""

    unit: CurrentUnit | None
    units: Sequence[CurrentUnit]
    today: date
    past: Past | None

    @property
    def paths(self) -> tuple[str, ...] | None:
        """The path of the unit; None is the whole organisation."""
        return (self.unit.path,) if self.unit else None

    @property
    def record(self) -> dict[str, str | None]:
        """The same as JSON has it."""
        return {
            "unit": self.unit.key if self.unit else None,
            "on": self.past.day.isoformat() if self.past else None,
        }


def _look_at(unit_key: str | None, day: date | None) -> LookedAt:
    today = _today()
    if day and day > today:
        _refuse(f"{day} is not over yet.")
    if day is None or day == today:
        units = list_units()
        return LookedAt(_find_unit(unit_key, units), units, today, None)
    units = list_units_on(day)
    unit = _find_unit(unit_key, units)
    ended_at = clock.end_of(day, current_app.config["TIMEZONE"])
    return LookedAt(unit, units, day, past_of(day, ended_at, units, unit))


def _courses(looked_at: LookedAt, kind: str) -> bytes:
    numbers = add_up(people.list_groups(looked_at.paths, looked_at.today, looked_at.past))
    every = shown_courses(courses.list_courses(), looked_at.past)
    taken = [course for course in every if course.id in numbers]
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
        return _json({**looked_at.record, "courses": records})
    rows = course_rows(taken, numbers, localised)
    if kind == "xlsx":
        return write_xlsx("Sen", course_header(), rows)
    return write_csv(course_header(), rows)


def _people(course: ReportCourse, looked_at: LookedAt, kind: str) -> bytes:
    wanted = PeopleFilter(
        course.id,
        looked_at.paths,
        course.is_sensitive,
        past=looked_at.past,
        is_resting=course.is_withdrawn and looked_at.past is None,
    )
    names = {each.id: each.name for each in looked_at.units}
    export = read_export(course, wanted, names, looked_at.today, _local_day)
    _note_export(export, kind)
    if kind == "json":
        records = list(people_records(export))
        return _json({"course": course.key, **looked_at.record, "people": records})
    header = people_header(course, export.activities)
    if kind == "xlsx":
        return write_xlsx(str(localised(course.titles)), header, people_rows(export))
    return write_csv(header, people_rows(export))


def _note_export(export: PeopleExport, kind: str) -> None:
    """Write down that names were taken along; of which course only where that may be known."""
    subject = "" if export.course.is_sensitive else export.course.key
    details: dict[str, str | int] = {"people": len(export.people), "format": kind}
    with write_transaction():
        note(REPORT_EXPORTED, None, clock.now(), subject=subject, details=details)


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


def _find_unit(key: str | None, units: Sequence[CurrentUnit]) -> CurrentUnit | None:
    if key is None:
        return None
    unit = next((each for each in units if each.key == key), None)
    if unit is None:
        known = ", ".join(each.key for each in units) or "none yet"
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
