"""Commands about helplines."""

from datetime import datetime

import click
from flask import current_app
from flask.cli import AppGroup

from core import clock
from core.database import db
from safety import operations, queries
from safety.helplines import oldest_good_check

helpline_commands = AppGroup("helplines", help="The numbers on the help page.")


class Refused(click.ClickException):
    """The input was refused; exit 1, nothing changed."""


@helpline_commands.command("list")
def list_helplines() -> None:
    """Every line, with its source, who called it last, and whether it is shown."""
    operations.load_helplines(clock.now())
    db.session.commit()
    today = clock.today(current_app.config["TIMEZONE"])
    shown = {line.number for line in queries.list_shown_helplines(today)}
    for line in queries.list_helplines():
        state = "shown" if line.number in shown else "hidden"
        checked = f"called {line.checked_on} by {line.checked_by}" if line.checked_on else "-"
        click.echo(f"{line.number}\t{state}\t{line.names['en']}\t{checked}\t{line.source}")


@helpline_commands.command("check")
@click.argument("number")
@click.option("--by", "checked_by", required=True, help="Who called it.")
@click.option("--on", "checked_at", type=click.DateTime(["%Y-%m-%d"]), help="When; else today.")
def check_helpline(number: str, checked_by: str, checked_at: datetime | None) -> None:
    """Write down that NUMBER was called and answered; it is shown for 180 days."""
    operations.load_helplines(clock.now())
    line = queries.find_helpline(number)
    if line is None:
        raise Refused(f"There is no helpline {number}: 'flask helplines list' shows them all.")
    today = clock.today(current_app.config["TIMEZONE"])
    checked_on = checked_at.date() if checked_at else today
    if not oldest_good_check(today) <= checked_on <= today:
        raise Refused(f"{checked_on} is not within the last 180 days: call the number again.")
    operations.record_check(line, checked_by.strip(), checked_on)
    db.session.commit()
    click.echo(f"{line.number} is shown.")
