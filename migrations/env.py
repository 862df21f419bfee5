"""How Alembic reaches the database: in one transaction, in batch mode on SQLite.

On SQLite a table is changed by copying it, so foreign keys are off meanwhile and checked before
the transaction ends.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

database = current_app.extensions["migrate"].db


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Write column types of the application as the plain types they stand on."""
    if kind == "type" and isinstance(item, TypeDecorator):
        inner = item.impl
        if type(inner).__name__ == "DateTime":
            return "sa.DateTime(timezone=True)"
        return f"sa.Numeric({inner.precision}, {inner.scale})"
    return False


def compare_type(*column: object) -> bool | None:
    """SQLite keeps a decimal as a double, which is no difference."""
    return False if isinstance(column[-1], TypeDecorator) else None


def run(connection: Connection) -> None:
    """Migrate over `connection`."""
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        set_foreign_keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=compare_type,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"Foreign keys would be broken: {broken[:5]}")
    if is_sqlite:
        set_foreign_keys(connection, "ON")


def set_foreign_keys(connection: Connection, state: str) -> None:
    """Switch foreign keys; SQLite listens only outside a transaction."""
    connection.commit()
    connection.connection.execute(f"PRAGMA foreign_keys={state}")  # type: ignore[attr-defined]


with database.engine.connect() as connection:
    run(connection)
