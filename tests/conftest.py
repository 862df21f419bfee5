"""What all tests share: an application on each database, made once and emptied between tests."""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from playwright.sync_api import Playwright, sync_playwright

from app import ROOT, create_app
from core import clock
from core.database import db
from core.migrations import upgrade_database
from core.settings import load_settings
from tests.client import SeparateClient
from tests.factories import Factory
from tests.pages.reader import PageReader

POSTGRES_URL = os.environ.get(
    "SEN_TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres"
)
# How fast a machine is that does much else at once is no matter of what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
REQUIRED = frozenset(filter(None, os.environ.get("SEN_TEST_REQUIRE", "").split(",")))


def answers(host: str, port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def skip_or_fail(part: str, reason: str) -> None:
    """Skip for want of a part, unless this run demands it."""
    if part in REQUIRED:
        pytest.fail(f"{reason}, and SEN_TEST_REQUIRE demands {part}.")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """What steers browsers; there can be one only in a process."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_url(worker_id: str) -> Iterator[str]:
    """A PostgreSQL database of this run's own, dropped at its end."""
    try:
        admin = psycopg.connect(POSTGRES_URL, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        skip_or_fail("postgresql", "PostgreSQL does not answer on SEN_TEST_POSTGRES_URL")
        raise
    name = f"sen_test_{worker_id}_{uuid4().hex[:8]}"
    admin.execute(f'CREATE DATABASE "{name}"')
    admin.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    base = POSTGRES_URL.rsplit("/", 1)[0]
    yield f"{base}/{name}"
    admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    admin.close()


def _application(instance: Path, database_url: str) -> Flask:
    environ = {
        "SEN_INSTANCE": str(instance),
        "SEN_DATABASE_URL": database_url,
        "SEN_SECRET_KEY": "only-for-tests-0123456789",
    }
    app = create_app(load_settings(ROOT, environ))
    app.config["TESTING"] = True
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = SeparateClient
    with app.app_context():
        upgrade_database()
    return app


@pytest.fixture(scope="session")
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on a SQLite file."""
    instance = tmp_path_factory.mktemp("sqlite")
    application = _application(instance, f"sqlite:///{instance}/test.sqlite3")
    yield application
    _close(application)


@pytest.fixture(scope="session")
def postgres_app(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on PostgreSQL."""
    application = _application(tmp_path_factory.mktemp("postgres"), postgres_url)
    yield application
    _close(application)


def _close(application: Flask) -> None:
    with application.app_context():
        db.engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application, on each database in turn, empty, inside an application context."""
    name = "sqlite_app" if request.param == "sqlite" else "postgres_app"
    application: Flask = request.getfixturevalue(name)
    with application.app_context():
        _empty()
        yield application
        db.session.rollback()
        db.session.remove()
    clock.set_source(None)


# Entries of the audit go only after their seal is pruned.
RELEASE_AUDIT = (
    "INSERT INTO audit_seals VALUES (-1, '', 0, '', '2020-01-01', '2020-01-01', '2020-01-01', '',"
    " '2020-01-01')",
    "UPDATE audit_entries SET seal_number = -1 WHERE seal_number IS NULL",
    "UPDATE audit_seals SET pruned_at = '2020-01-01'",
)


def _empty() -> None:
    """Delete all rows; truncating would take PostgreSQL a second, for it renews every file."""
    tables = reversed(db.metadata.sorted_tables)
    deletions = (*RELEASE_AUDIT, *(f'DELETE FROM "{table.name}"' for table in tables))
    if db.engine.dialect.name == "postgresql":
        with db.engine.begin() as connection:
            connection.exec_driver_sql("; ".join(deletions))
        return
    with db.engine.connect() as connection:
        raw = connection.connection
        raw.execute("PRAGMA foreign_keys=OFF")
        for deletion in deletions:
            raw.execute(deletion)
        raw.execute("PRAGMA foreign_keys=ON")


@pytest.fixture
def make(app: Flask) -> Factory:
    """Makes rows, one method for each noun."""
    return Factory()


@dataclass(frozen=True)
class Site:
    """A browser without JavaScript: gets pages, reads them strictly, sends forms."""

    app: Flask

    def client(self) -> FlaskClient:
        """A new visitor."""
        return self.app.test_client()

    def reader(self, username: str | None = None, password: str = "sen-test-2026") -> PageReader:
        """A visitor who reads every page strictly, signed in where `username` is given."""
        reader = PageReader(self.client())
        if username:
            reader.sign_in(username, password)
        return reader


@pytest.fixture
def site(app: Flask) -> Site:
    """The site as visitors meet it."""
    return Site(app)
