"""A worker beside a server, for as long as a test wants one."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app import ROOT
from tests.e2e.server import Server, environment

WORKER = ["-m", "flask", "--app", "app", "jobs", "run"]


@contextmanager
def working(server: Server) -> Iterator[None]:
    """Do the jobs of this server; ends as a power cut does."""
    with server.log.open("ab") as log:
        worker = subprocess.Popen(
            [sys.executable, *WORKER],
            cwd=ROOT,
            env=environment(server.instance, server.database_url, **server.settings),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield
    finally:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
