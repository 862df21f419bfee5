"""Commands of the engine room."""

import click
from flask.cli import AppGroup

from core.migrations import UpgradeRefused, upgrade_database

database_commands = AppGroup("database", help="The database's tables.")


@database_commands.command("upgrade")
def upgrade() -> None:
    """Bring the tables up to this program."""
    try:
        upgrade_database()
    except UpgradeRefused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from refusal
