"""Commands about people."""

import sys
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from accounts import audit_actions, identifiers, operations, passwords, queries
from accounts.commands.importing import Wish, carry_out, column_option, problems_option
from accounts.forms.roles import MISTAKES
from accounts.granting import ROLES, RoleWish, find_mistakes
from accounts.importing.correcting import Wanted
from accounts.operations import Author, PersonDetails, Place
from accounts.operations.auditing import note
from accounts.password_rules import is_too_common
from accounts.queries.listing import everybody
from accounts.reach import EVERYWHERE
from core import clock
from core.characters import has_visible
from core.database import db
from core.migrations import UpgradeRefused, upgrade_database

people_commands = AppGroup("people", help="People and their accounts.")


class Refused(click.ClickException):
    """The input was refused; exit 1, nothing changed."""


@dataclass(frozen=True)
class AdministratorWish:
    """Who is to become administrator."""

    username: str
    name: str
    password: str
    organisation: str | None


@people_commands.command("create-admin")
@click.option("--username", prompt=True, help="For signing in.")
@click.option("--name", prompt="Full name", help="Full name.")
@click.option("--organisation", help="The office's name, where it is not set up yet.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create_admin(username: str, name: str, organisation: str | None, password_stdin: bool) -> None:
    """Add an administrator of the whole organisation, which is set up if it is missing."""
    _upgrade()
    _refuse_demo()
    needs_organisation = queries.find_organisation() is None
    if needs_organisation and organisation is None:
        organisation = click.prompt("Name of the office")
    password = _read_password(password_stdin)
    wish = AdministratorWish(username.strip(), " ".join(name.split()), password, organisation)
    _check(wish, needs_organisation)
    _create(wish)
    click.echo(f"{wish.name} can sign in as {identifiers.normal_username(wish.username)}.")


@people_commands.command("grant")
@click.argument("username")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--unit", "unit_key", help="The key of the unit it holds in, and below.")
@click.option("--programme", help="The key of the programme, of a trainer or reviewer.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day.")
def grant(
    username: str,
    role: str,
    unit_key: str | None,
    programme: str | None,
    until: datetime | None,
) -> None:
    """Let somebody do what a role allows, in a unit and below, a programme, or everywhere."""
    person = queries.find_person_by_login(username)
    if person is None:
        raise Refused(f"There is nobody called {username}.")
    unit = queries.find_unit(unit_key) if unit_key else None
    if unit_key and unit is None:
        raise Refused(f"There is no unit {unit_key}.")
    author = Author(None, clock.now(), clock.today(current_app.config["TIMEZONE"]))
    last_day = until.date() if until else None
    unit_id, path = (unit.id, unit.path) if unit else (None, None)
    wish = RoleWish(role, unit_id, path, programme, author.today, last_day)
    _check_wish(wish)
    operations.give_role([person.id], wish, author)
    db.session.commit()
    where = f"in {unit.name}" if unit else f"for {programme}" if programme else "everywhere"
    click.echo(f"{person.full_name} is {role} {where}.")


@people_commands.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would become of it; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--create-units", is_flag=True, help="Make units that are not there yet.")
@click.option("--skip-refused", is_flag=True, help="Import the other rows where some are refused.")
@column_option("people")
@problems_option
def import_people(
    file: Path,
    dry_run: bool,
    as_json: bool,
    create_units: bool,
    skip_refused: bool,
    columns: Wanted,
    problems_file: Path | None,
) -> None:
    """Bring the staff up to date from a CSV or XLSX file; nobody is deleted.

    All of it or nothing: where a row is refused, nothing is changed, unless --skip-refused.
    """
    how = (dry_run, as_json, create_units, skip_refused)
    carry_out(Wish("people", file, *how, columns, problems_file))


@people_commands.command("export")
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--format", "kind", type=click.Choice(("xlsx", "csv")), help="Told by FILE's end.")
def export_people(output: Path | None, kind: str | None) -> None:
    """Write everybody into a spreadsheet that can be imported again."""
    kind = kind or ("csv" if output and output.suffix.lower() == ".csv" else "xlsx")
    if kind == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("A spreadsheet does not belong on a terminal: name a file with -o.")
    with force_locale(current_app.config["BABEL_DEFAULT_LOCALE"]):
        content = everybody(EVERYWHERE, clock.today(current_app.config["TIMEZONE"]), kind)
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
    note(audit_actions.PEOPLE_EXPORTED, None, clock.now())
    db.session.commit()


def _check_wish(wish: RoleWish) -> None:
    programmes: Collection[str] = current_app.extensions["programme_names"]()
    if wish.programme_key and wish.programme_key not in programmes:
        raise Refused(f"There is no programme {wish.programme_key}.")
    for mistake in find_mistakes(wish, EVERYWHERE, wish.begins_on).values():
        with force_locale("en"):
            raise Refused(str(MISTAKES[mistake]))


def _upgrade() -> None:
    try:
        upgrade_database()
    except UpgradeRefused as refusal:
        raise Refused(str(refusal)) from refusal


def _refuse_demo() -> None:
    organisation = queries.find_organisation()
    if current_app.config["IS_DEMO"] or (organisation and organisation.is_demo):
        raise Refused("This database holds the demo: start a real one with 'make serve'.")


def _read_password(from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password


def _check(wish: AdministratorWish, needs_organisation: bool) -> None:
    if needs_organisation and not has_visible(wish.organisation or ""):
        raise Refused("The office is not set up yet: name it with --organisation.")
    if not has_visible(wish.name):
        raise Refused("The name is empty.")
    if not identifiers.is_username(wish.username):
        raise Refused("The username needs 2 to 80 letters or figures, without spaces.")
    if not passwords.SHORTEST <= len(wish.password) <= passwords.LONGEST:
        raise Refused(
            f"The password needs {passwords.SHORTEST} to {passwords.LONGEST} letters or figures."
        )
    if is_too_common(wish.password, (wish.username, wish.name, wish.organisation or "")):
        raise Refused("The password is easily guessed: known words, names or figures.")


def _create(wish: AdministratorWish) -> None:
    author = Author(None, clock.now(), clock.today(current_app.config["TIMEZONE"]))
    details = PersonDetails(
        wish.name, wish.username, language=current_app.config["BABEL_DEFAULT_LOCALE"]
    )
    place = Place(_find_or_add_root(wish, author))
    password_hash = passwords.hash_password(wish.password)
    try:
        person = operations.add_person(details, place, password_hash, author)
    except operations.IdentifierTaken:
        db.session.rollback()
        raise Refused(f"Somebody else is called {wish.username} already.") from None
    operations.grant_role(person.id, "administrator", None, author)
    db.session.commit()


def _find_or_add_root(wish: AdministratorWish, author: Author) -> int:
    if queries.find_organisation() is None:
        return operations.add_organisation((wish.organisation or "").strip(), author).id
    return queries.list_units()[0].id
