"""The production server on a free port of loopback, as `make serve` starts it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.processes import children_of, proportional_mb
from run import MEMORY, WORKER

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
WORKERS = 2
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server; its master starts the workers and answers nothing itself."""

    port: int
    master: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self.port}"

    def worker_pids(self) -> list[int]:
        """Its workers."""
        return children_of(self.master)

    def all_pids(self) -> list[int]:
        """Workers and master."""
        return [self.master, *self.worker_pids()]

    def memory_mb(self) -> tuple[float, float]:
        """The workers' memory together, and the master's."""
        workers = sum(proportional_mb(pid) for pid in self.worker_pids())
        return workers, proportional_mb(self.master)


@contextmanager
def running_server(settings: Mapping[str, str], log: Path) -> Iterator[Server]:
    """Start gunicorn with these settings; RuntimeError where it does not come up."""
    port = _free_port()
    environment = os.environ | MEMORY | dict(settings)
    environment |= {"HOST": HOST, "PORT": str(port), "SEN_WORKERS": str(WORKERS)}
    command = [sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "app:create_app()"], cwd=ROOT, env=environment, stdout=output, stderr=output
        )
    try:
        _wait_until_ready(process, port, log)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def running_worker(settings: Mapping[str, str], log: Path) -> Iterator[None]:
    """The worker that `make serve` has beside the server."""
    environment = os.environ | MEMORY | dict(settings)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *WORKER],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
        )
    try:
        yield
    finally:
        process.terminate()
        process.communicate(timeout=30)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"The server did not come up: {log.read_text()[-2000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
