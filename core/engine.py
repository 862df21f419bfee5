"""Connections: how they are opened and kept, and how transactions begin on them."""

import sqlite3
from select import select
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import Pool

from core.database import begins_writing

BUSY_TIMEOUT_MS = 15_000


def engine_options(url: str) -> dict[str, Any]:
    """Options for `create_engine`; the pool serves the threads of one worker.

    Parameters stay out of error messages: they hold names, and hashes of passwords.
    """
    if url.startswith("sqlite"):
        connect = {"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False}
        return {"connect_args": connect, "hide_parameters": True}
    return {
        "hide_parameters": True,
        "pool_size": 5,
        "max_overflow": 10,
        "pool_recycle": 1800,
        "connect_args": {"options": "-c timezone=UTC", "connect_timeout": 10},
    }


@event.listens_for(Pool, "checkout")
def _refuse_closed(connection: Any, *_others: object) -> None:
    """Let the pool take another connection where the server has closed this one.

    What the server says unasked is that it goes. To ask it each time would cost every page a trip.
    """
    is_file = isinstance(connection, sqlite3.Connection)
    if not is_file and select([connection], [], [], 0)[0]:
        raise DisconnectionError


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: object, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        begin = "BEGIN IMMEDIATE" if begins_writing() else "BEGIN"
        connection.exec_driver_sql(begin)
