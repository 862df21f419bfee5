"""Commands about units."""

from pathlib import Path

import click
from flask.cli import AppGroup

from accounts.commands.importing import Wish, carry_out

unit_commands = AppGroup("units", help="The tree of units.")


@unit_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would become of it; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def import_units(file: Path, dry_run: bool, as_json: bool) -> None:
    """Add, rename and move units from a CSV or XLSX file; none is closed."""
    carry_out(Wish("units", file, dry_run, as_json))
