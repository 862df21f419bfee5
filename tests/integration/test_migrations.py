"""The migrations make exactly the tables the models describe, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy.types import TypeDecorator

from core.database import db
from core.migrations import check_revision, upgrade_database


def _is_same_type(*column) -> bool | None:
    return False if isinstance(column[-1], TypeDecorator) else None


def test_the_migrated_tables_equal_the_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _is_same_type})
        assert compare_metadata(context, db.metadata) == []


def test_upgrading_an_upgraded_database_changes_nothing(app: Flask) -> None:
    upgrade_database()
    check_revision()
