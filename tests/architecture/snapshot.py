"""All rows of all tables, to be compared and put back, on both databases.

That somebody was told that a page is not for her is written down and counted: this is no change.
"""

import sqlite3
from typing import Any

from sqlalchemy import insert, select

from accounts import audit_actions
from core.database import db


class Snapshot:
    """The database as it is when this is made."""

    def __init__(self) -> None:
        db.session.commit()
        self.rows = _read()

    def changed(self) -> list[str]:
        """The tables that are no longer as they were."""
        db.session.commit()
        now = _read()
        return [name for name, rows in self.rows.items() if now[name] != rows]

    def restore(self) -> None:
        """Put back what was changed, past all that keeps rows from being deleted."""
        names = set(self.changed())
        tables = [table for table in db.metadata.sorted_tables if table.name in names]
        if db.engine.dialect.name == "sqlite":
            self._restore_sqlite(tables)
        else:
            with db.engine.begin() as connection:
                connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
                self._write(connection, tables)
        db.session.expire_all()

    def _write(self, connection: Any, tables: list[Any]) -> None:
        for table in reversed(tables):
            connection.execute(table.delete())
        for table in tables:
            if self.rows[table.name]:
                connection.execute(insert(table), self.rows[table.name])

    def _restore_sqlite(self, tables: list[Any]) -> None:
        with db.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            triggers = raw.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            raw.execute("PRAGMA foreign_keys=OFF")
            for name, _sql in triggers:
                raw.execute(f'DROP TRIGGER "{name}"')
            with connection.begin():
                self._write(connection, tables)
            for _name, sql in triggers:
                raw.execute(sql)
            raw.execute("PRAGMA foreign_keys=ON")


def _read() -> dict[str, list[dict[str, Any]]]:
    with db.engine.connect() as connection:
        rows = {
            table.name: [
                dict(row._mapping)
                for row in connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in db.metadata.sorted_tables
        }
    rows["audit_entries"] = [
        row for row in rows["audit_entries"] if row["action"] != audit_actions.ACCESS_REFUSED
    ]
    rows["sign_in_failures"] = [
        row for row in rows["sign_in_failures"] if not row["key"].startswith("denials:")
    ]
    return rows
