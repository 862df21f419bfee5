"""A PostgreSQL database of the run's own, and the processes that work for it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
from psycopg import sql

DEFAULT_URL = "postgresql://postgres@127.0.0.1:5432/postgres"
BACKGROUND = ("background writer", "checkpointer", "walwriter", "autovacuum launcher")


class Database(Protocol):
    """Where Sen keeps its rows, and which processes work for it."""

    @property
    def url(self) -> str:
        """Its address."""

    @property
    def kind(self) -> str:
        """Which database it is, in a word."""

    def settle(self) -> None:
        """Let what loading left behind be done."""

    def backend_pids(self) -> list[int]:
        """The processes that answer its clients."""

    def background_pids(self) -> list[int]:
        """The processes that write for it."""


@dataclass(frozen=True)
class SqliteDatabase:
    """A file, which the processes of the server read and write themselves."""

    url: str
    kind: str = "sqlite"

    def settle(self) -> None:
        """Nothing is put off."""

    def backend_pids(self) -> list[int]:
        """No process works for it."""
        return []

    def background_pids(self) -> list[int]:
        """No process works for it."""
        return []


@dataclass(frozen=True)
class BenchDatabase:
    """The database under measurement, watched over a connection to another one."""

    url: str
    name: str
    watch: psycopg.Connection[tuple[int]]
    kind: str = "postgresql"

    def backend_pids(self) -> list[int]:
        """The processes that answer this database's clients."""
        query = (
            "SELECT pid FROM pg_stat_activity WHERE datname = %s"
            " AND backend_type IN ('client backend', 'autovacuum worker', 'parallel worker')"
        )
        return [row[0] for row in self.watch.execute(query, (self.name,)).fetchall()]

    def background_pids(self) -> list[int]:
        """The processes that write for all databases of the server."""
        query = "SELECT pid FROM pg_stat_activity WHERE backend_type = ANY(%s)"
        return [row[0] for row in self.watch.execute(query, (list(BACKGROUND),)).fetchall()]

    def settle(self) -> None:
        """Bring statistics up to date, and write out what loading left behind."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")
            connection.execute("CHECKPOINT")


@contextmanager
def bench_database() -> Iterator[BenchDatabase]:
    """Make a database, and drop it at the end; psycopg.OperationalError without a server."""
    server_url = os.environ.get("SEN_TEST_POSTGRES_URL", DEFAULT_URL)
    name = f"sen_bench_{uuid4().hex[:8]}"
    identifier = sql.Identifier(name)
    with psycopg.connect(server_url, autocommit=True, connect_timeout=3) as watch:
        watch.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
        try:
            yield BenchDatabase(_with_database(server_url, name), name, watch)
        finally:
            watch.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(identifier))


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
