"""Commands about people."""

import sys
from dataclasses import dataclass

import click
from flask import current_app
from flask.cli import AppGroup

from accounts import identifiers, operations, passwords, queries
from accounts.operations import Author, PersonDetails, Place
from core import clock
from core.characters import has_visible
from core.database import db
from core.migrations import UpgradeRefused, upgrade_database

GRANTED_ROLES = ("trainer", "manager", "organiser", "administrator")

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
@click.argument("role", type=click.Choice(GRANTED_ROLES))
@click.option("--unit", "unit_key", help="The key of the unit it holds in, and below.")
def grant(username: str, role: str, unit_key: str | None) -> None:
    """Let somebody do what a role allows, in a unit and below or everywhere."""
    person = queries.find_person_by_login(username)
    if person is None:
        raise Refused(f"There is nobody called {username}.")
    unit = queries.find_unit(unit_key) if unit_key else None
    if unit_key and unit is None:
        raise Refused(f"There is no unit {unit_key}.")
    author = Author(None, clock.now(), clock.today(current_app.config["TIMEZONE"]))
    operations.grant_role(person.id, role, unit.id if unit else None, author)
    db.session.commit()
    click.echo(f"{person.full_name} is {role} {f'in {unit.name}' if unit else 'everywhere'}.")


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
    if passwords.is_too_plain(wish.password, wish.username):
        raise Refused("The password is blank or the username itself.")


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
