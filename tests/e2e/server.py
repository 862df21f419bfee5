"""The production server in a process of its own, on a copy of the demo's database."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine, text

from app import ROOT

SECRET_KEY = "only-for-tests-0123456789"
GUNICORN = ["-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "app:create_app()"]
STARTS_WITHIN_S = 60


def free_port() -> int:
    """A port of this machine where nothing listens."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(instance: Path, database_url: str, **settings: str) -> dict[str, str]:
    """The demo's settings, and nothing of whoever runs the tests."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("SEN_", "FLASK"))
    }
    return {
        **kept,
        "PYTHONUTF8": "1",
        "SEN_DEMO": "1",
        "SEN_INSTANCE": str(instance),
        "SEN_DATABASE_URL": database_url,
        "SEN_SECRET_KEY": SECRET_KEY,
        **settings,
    }


@dataclass(frozen=True)
class DemoDatabase:
    """The demo, loaded once, and its media; servers get copies."""

    instance: Path
    url: str
    admin_url: str | None = None

    def copy_to(self, instance: Path) -> str:
        """A copy in `instance`, media too; gives its URL."""
        shutil.copytree(self.instance, instance, dirs_exist_ok=True)
        if self.admin_url is None:
            return f"sqlite:///{instance}/demo/sen.sqlite3"
        template = self.url.rpartition("/")[2]
        name = f"sen_e2e_{uuid4().hex[:12]}"
        run_sql(self.admin_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return f"{self.url.rpartition('/')[0]}/{name}"

    def create(self) -> None:
        """Make its database, empty; a SQLite file needs no making."""
        if self.admin_url is not None:
            run_sql(self.admin_url, f'CREATE DATABASE "{self.url.rpartition("/")[2]}"')

    def drop(self, url: str) -> None:
        """Drop a copy, or the demo itself; a SQLite file goes with its folder."""
        if self.admin_url is not None:
            run_sql(self.admin_url, f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)')


def run_sql(url: str, statement: str) -> None:
    """Run one statement outside any transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def load_demo(instance: Path, database_url: str, admin_url: str | None = None) -> DemoDatabase:
    """Make the demo with its own command."""
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "demo", "load"],
        cwd=ROOT,
        env=environment(instance, database_url),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    if admin_url is None:
        with closing(create_engine(database_url).raw_connection()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return DemoDatabase(instance, database_url, admin_url)


@dataclass
class Server:
    """A server that can be killed and started again at the same address."""

    instance: Path
    database_url: str
    settings: Mapping[str, str] = field(default_factory=dict)
    command: Sequence[str] = ()
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it wrote on its errors' way."""
        return self.instance / "server.log"

    def start(self) -> None:
        """Start, and wait until it answers."""
        serving = environment(
            self.instance, self.database_url, PORT=str(self.port), **self.settings
        )
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *(self.command or GUNICORN)],
                cwd=ROOT,
                env=serving,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def kill(self) -> None:
        """SIGKILL to all its processes at once, as a power cut does."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def execute(self, statement: str, **values: Any) -> list[Any]:
        """Run one SQL statement beside the server; the rows it gives, if any."""
        engine = create_engine(self.database_url)
        try:
            with engine.begin() as connection:
                result = connection.execute(text(statement), values)
                return list(result) if result.returns_rows else []
        finally:
            engine.dispose()

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN_S
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.05)
        said = self.log.read_text(encoding="utf-8")[-2000:]
        raise AssertionError(f"The server did not start:\n{said}")

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()
