"""Commands about who is to learn what."""

from datetime import datetime

import click
from flask.cli import AppGroup

from accounts.queries import find_unit, list_units
from core import clock
from core.database import db
from courses.queries import find_published_course
from enrolments import operations, queries

enrolment_commands = AppGroup("enrolments", help="Who is to learn what, by when.")


@enrolment_commands.command("assign")
@click.argument("course_key")
@click.option("--unit", "unit_key", help="Its key; without it, the whole organisation.")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), help="The last day, as 2026-12-15.")
def assign(course_key: str, unit_key: str | None, due: datetime | None) -> None:
    """Everybody of a unit and below is to complete a course; again moves the due day."""
    course = find_published_course(course_key)
    if course is None:
        raise click.ClickException(f"There is no published course {course_key}.")
    units = list_units()
    unit = find_unit(unit_key) if unit_key else (units[0] if units else None)
    if unit is None:
        raise click.ClickException(f"There is no unit {unit_key or 'yet'}.")
    due_on = due.date() if due else None
    operations.assign_course(course.course_id, unit.id, due_on, clock.now())
    db.session.commit()
    count = len(queries.list_person_ids_under(unit.id))
    click.echo(f"{course_key} is assigned to {unit.name}: {count} people.")
