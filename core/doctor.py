"""`flask doctor`: whether an installation is well, one line for each part.

Packages say how their part is looked at; the checks are wired in one dict in app.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from core.database import db
from core.settings import Settings


@dataclass(frozen=True)
class Finding:
    """What was found of a part: whether it is well, and in one line how it stands."""

    is_well: bool
    text: str


Check = Callable[[Settings], Finding]


def init_doctor(app: Flask, checks: Mapping[str, Check]) -> None:
    """Tell the application what is looked at, in this order."""
    app.extensions["doctor"] = checks


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Look whether all is well: one line for each part; exit 1 where something is wrong."""
    settings: Settings = current_app.extensions["settings"]
    checks: Mapping[str, Check] = current_app.extensions["doctor"]
    click.echo(f"ok     settings: {settings.instance}")
    is_well = True
    for name, check in checks.items():
        finding = examine(check, settings)
        click.echo(f"{'ok   ' if finding.is_well else 'WRONG'}  {name}: {finding.text}")
        is_well = is_well and finding.is_well
    if not is_well:
        raise SystemExit(1)


def examine(check: Check, settings: Settings) -> Finding:
    """What a check finds; one that stumbles has found that something is wrong."""
    try:
        return check(settings)
    except Exception as problem:
        return Finding(False, f"could not be looked at ({type(problem).__name__})")
    finally:
        db.session.rollback()
