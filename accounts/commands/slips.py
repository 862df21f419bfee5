"""`flask people slips`: activation slips for many, to print."""

from pathlib import Path

import click
from flask import current_app

from accounts import queries, slip_sheets
from accounts.commands.people import Refused, people_commands
from accounts.operations import Author
from accounts.operations.slips import issue_slips
from core import clock
from core.database import db
from core.documents import render_pdf


@people_commands.command("slips")
@click.option("--unit", "unit_key", help="Only people of this unit and below.")
@click.option("--new-only", is_flag=True, help="Only people who never had a password.")
@click.option(
    "-o", "output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="PDF."
)
def slips(unit_key: str | None, new_only: bool, output: Path) -> None:
    """Make a slip for everybody who may sign in; earlier slips are no longer good.

    A thousand go into one file; of more the next file is numbered.
    """
    base_url = current_app.config["BASE_URL"]
    if not base_url:
        raise Refused("The slips need the site's address: set SEN_BASE_URL.")
    unit = queries.find_unit(unit_key) if unit_key else None
    if unit_key and unit is None:
        raise Refused(f"There is no unit {unit_key}.")
    chosen = queries.list_people_for_slips(unit.path if unit else None, new_only)
    if not chosen:
        raise Refused("There is nobody to make a slip for.")
    for number, start in enumerate(range(0, len(chosen), slip_sheets.MOST_AT_ONCE), 1):
        part = chosen[start : start + slip_sheets.MOST_AT_ONCE]
        _write(part, base_url, _numbered(output, number))
    click.echo(f"Slips: {len(chosen)}.")


def _write(person_ids: list[int], base_url: str, output: Path) -> None:
    """A file of slips; their codes are good once it is written, and not before."""
    author = Author(None, clock.now(), clock.today(current_app.config["TIMEZONE"]))
    made = issue_slips(person_ids, author)
    language = current_app.config["BABEL_DEFAULT_LOCALE"]
    data = slip_sheets.sheet(made, base_url, language)
    output.write_bytes(render_pdf(slip_sheets.TEMPLATE, data))
    db.session.commit()
    click.echo(str(output))


def _numbered(output: Path, number: int) -> Path:
    return output if number == 1 else output.with_stem(f"{output.stem}-{number}")
