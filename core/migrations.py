"""Bringing the database's tables up to this program's."""

from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask_migrate import Migrate
from flask_migrate import upgrade as run_upgrade
from sqlalchemy.exc import DatabaseError

from core.database import db


class UpgradeRefused(Exception):
    """The database cannot be used as it is; the text is one line with the mend."""


def init_migrations(app: Flask, folder: Path) -> None:
    """Tell Alembic where the migrations stand."""
    app.config["MIGRATIONS"] = folder
    Migrate(app, db, directory=str(folder))


def upgrade_database() -> None:
    """Migrate to the newest revision; raises UpgradeRefused where that cannot be."""
    revision = _current_revision()
    if revision is not None and revision not in _known_revisions():
        raise UpgradeRefused(_newer(revision))
    run_upgrade()


def check_revision() -> None:
    """Raise UpgradeRefused unless the tables are exactly this program's."""
    revision = _current_revision()
    head = _scripts().get_current_head()
    if revision == head:
        return
    if revision is not None and revision not in _known_revisions():
        raise UpgradeRefused(_newer(revision))
    raise UpgradeRefused("The database is not up to date: run 'make serve', which migrates it.")


def _newer(revision: str) -> str:
    return (
        f"The database is from a newer Sen (revision {revision}): start that version, "
        "or restore a backup made by this one."
    )


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(current_app.config["MIGRATIONS"]))


def _known_revisions() -> set[str]:
    return {script.revision for script in _scripts().walk_revisions()}


def _current_revision() -> str | None:
    try:
        with db.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise UpgradeRefused(
            f"The database does not answer ({reason}): check SEN_DATABASE_URL, and that it runs."
        ) from error
