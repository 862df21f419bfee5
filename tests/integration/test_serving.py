"""`make serve` and `make run` bring a worker with them, and leave none behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

from app import ROOT
from tests.mail_server import free_port

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")

SERVE = "import run; run.set_up = lambda _: None; raise SystemExit(run.serve([]))"


class Served:
    """A server with what it started."""

    def __init__(self, command: list[str], instance: Path, **settings: str) -> None:
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SEN_")}
        own = {"SEN_INSTANCE": str(instance), "PORT": str(self.port), "SEN_WORKERS": "1"}
        self.process = subprocess.Popen(
            [sys.executable, *[each.replace("{port}", str(self.port)) for each in command]],
            cwd=ROOT,
            env={**kept, **own, **settings},
            start_new_session=True,
        )
        self.seen: set[psutil.Process] = set()

    def workers(self) -> list[psutil.Process]:
        """The processes that do jobs."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.seen.update(family)
        return [each for each in family if "jobs" in each.cmdline()]

    def jobs(self) -> dict:
        """What /readyz says of the jobs."""
        with urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10) as answer:
            return json.load(answer)["jobs"]

    def wait_for(self, is_so, seconds: float = 60) -> None:
        """Wait until something is so; an error is not yet."""
        end = time.monotonic() + seconds
        while True:
            try:
                if is_so():
                    return
            except (OSError, KeyError, psutil.Error) as error:
                problem = error
            assert time.monotonic() < end, locals().get("problem")
            assert self.process.poll() is None, "it ended"
            time.sleep(0.1)

    def wait_until_nobody_is_left(self) -> None:
        """All that was started has ended, and nothing listens any more."""
        assert psutil.wait_procs(self.seen, timeout=25)[1] == []
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", self.port)) != 0

    def end(self) -> None:
        """Leave nothing running."""
        for each in [self.process, *self.seen]:
            try:
                each.kill()
            except (psutil.NoSuchProcess, ProcessLookupError):
                continue
        self.process.wait(10)


@pytest.fixture
def served(tmp_path):
    """`make serve` on an empty database, with a worker that was seen."""
    server = Served(["-c", SERVE], tmp_path)
    server.wait_for(lambda: server.jobs()["state"] == "ok")
    server.wait_for(server.workers)
    yield server
    server.end()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_worker_ends_with_the_server(served, number):
    served.process.send_signal(number)
    assert served.process.wait(25) in (0, 143)
    served.wait_until_nobody_is_left()


def test_a_worker_that_dies_is_started_again(served):
    [first] = served.workers()
    first.kill()
    served.wait_for(lambda: served.workers() and served.workers() != [first])
    served.process.terminate()
    served.process.wait(25)
    served.wait_until_nobody_is_left()


def test_the_worker_ends_where_its_starter_is_killed(served):
    workers = served.workers()
    served.process.kill()
    assert psutil.wait_procs(workers, timeout=25)[1] == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_does_jobs_in_its_own_process(tmp_path, number):
    command = ["-m", "flask", "--app", "app", "demo", "serve", "--port", "{port}"]
    demo = Served(command, tmp_path, SEN_DEMO="1")
    try:
        demo.wait_for(lambda: demo.jobs()["state"] == "ok", 100)
        assert demo.workers() == []
        demo.process.send_signal(number)
        assert demo.process.wait(15) == 0
        demo.wait_until_nobody_is_left()
    finally:
        demo.end()
