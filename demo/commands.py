"""Commands of the demo."""

import signal
from types import FrameType
from typing import NoReturn
from zoneinfo import ZoneInfo

import click
import waitress
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from core import clock
from core.database import db
from core.jobs.commands import working_beside
from core.migrations import UpgradeRefused, upgrade_database
from demo import queries
from demo.accounts import ACCOUNTS, PASSWORD
from demo.loopback import is_loopback, site_url
from demo.operations import DemoRefused, load_demo
from demo.organisation import SMALLEST

PEOPLE = 240
SEED = 1
THREADS = 8

demo_commands = AppGroup("demo", help="The demo organisation, in a database of its own.")


@demo_commands.command("load")
@click.option("--people", type=click.IntRange(min=SMALLEST), default=PEOPLE, show_default=True)
@click.option("--seed", type=int, default=SEED, show_default=True)
def load(people: int, seed: int) -> None:
    """Make the demo organisation in an empty database, and mark it."""
    is_made = make_ready(people, seed)
    count = queries.count_people()
    db.session.remove()
    click.echo(f"Made: {count} people." if is_made else f"It is there already: {count} people.")


@demo_commands.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the demo on this machine alone; makes it first where it is not there."""
    if not is_loopback(host):
        refuse(
            f"The demo shows its passwords, so it serves this machine alone, and not {host}: "
            "leave HOST out, or set up a real installation with 'make serve'."
        )
    make_ready(PEOPLE, SEED)
    db.session.remove()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    app.config["DEMO_ACCOUNTS"] = ACCOUNTS
    serve_until_stopped(app, host, port)


def make_ready(people: int, seed: int) -> bool:
    """Bring the tables up to date and load the demo; whether it was made just now."""
    zone = ZoneInfo(current_app.config["TIMEZONE"])
    library = current_app.config["ROOT"] / "library"
    try:
        upgrade_database()
        is_made = load_demo(people, seed, library, clock.now(), zone)
    except (UpgradeRefused, DemoRefused) as refusal:
        refuse(str(refusal))
    db.session.commit()
    return is_made


def serve_until_stopped(app: Flask, host: str, port: int) -> None:
    """Answer until Ctrl-C; the address is printed once it answers."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        server = waitress.create_server(app, host=host, port=port, threads=THREADS, ident=None)
    except OSError as problem:
        refuse(f"Cannot serve on {host}:{port} ({problem.strerror}): take another port.")
    click.echo(welcome(site_url(host, port)))
    with working_beside():
        server.run()


def welcome(address: str) -> str:
    """What the terminal says, in English as all commands do: where it is, who can sign in."""
    with force_locale("en"):
        lines = [f"{account.username:<11} {account.role_label}" for account in ACCOUNTS]
    accounts = "\n".join(f"  {line}" for line in lines)
    return f"\nSen is at {address}\n\nPassword of all: {PASSWORD}\n{accounts}\n\nCtrl-C ends it.\n"


def refuse(reason: str) -> NoReturn:
    """Say why not, in one line."""
    click.echo(reason, err=True)
    raise SystemExit(1)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
