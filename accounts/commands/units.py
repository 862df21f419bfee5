"""Commands about units."""

from pathlib import Path

import click
from flask.cli import AppGroup

from accounts.commands.importing import Wish, carry_out, column_option, problems_option
from accounts.importing.correcting import Wanted

unit_commands = AppGroup("units", help="The tree of units.")


@unit_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would become of it; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@column_option("units")
@problems_option
def import_units(
    file: Path, dry_run: bool, as_json: bool, columns: Wanted, problems_file: Path | None
) -> None:
    """Add, rename and move units from a CSV or XLSX file; none is closed."""
    wish = Wish("units", file, dry_run, as_json, columns=columns, problems_file=problems_file)
    carry_out(wish)
