"""Commands about people."""

import sys
from dataclasses import dataclass

import click
from flask import current_app
from flask.cli import AppGroup

from accounts import identifiers, operations, passwords, queries
from accounts.operations import Author, PersonDetails, Place
from core import clock
from core.database import db

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
    _refuse_demo()
    needs_organisation = queries.find_organisation() is None
    if needs_organisation and organisation is None:
        organisation = click.prompt("Name of the office")
    password = _read_password(password_stdin)
    wish = AdministratorWish(username.strip(), " ".join(name.split()), password, organisation)
    _check(wish, needs_organisation)
    _create(wish)
    click.echo(f"{wish.name} can sign in as {identifiers.normal_username(wish.username)}.")


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
    if needs_organisation and not (wish.organisation or "").strip():
        raise Refused("The office is not set up yet: name it with --organisation.")
    if not wish.name:
        raise Refused("The name is empty.")
    if not identifiers.USERNAME.fullmatch(wish.username):
        raise Refused("The username needs 2 to 80 letters or figures, without spaces.")
    if not passwords.SHORTEST <= len(wish.password) <= passwords.LONGEST:
        raise Refused(
            f"The password needs {passwords.SHORTEST} to {passwords.LONGEST} letters or figures."
        )


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
