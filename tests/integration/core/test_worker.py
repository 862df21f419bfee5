"""Workers as processes: killed, doubled, stopped, with a queue in a file or in Redis."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest
import redis

from app import ROOT
from core import clock
from core.database import db
from core.jobs import enqueue, find_job, init_jobs
from core.jobs.models import JobWorker
from tests.conftest import skip_or_fail
from tests.integration.core.worker import kinds

REDIS_URL = os.environ.get("SEN_TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
LEASE_S = 3.0

pytestmark = pytest.mark.parametrize(
    ("app", "workers"),
    [
        ("sqlite", "file"),
        ("postgresql", "file"),
        pytest.param("postgresql", "redis", marks=pytest.mark.redis),
    ],
    indirect=True,
)


class Workers:
    """Starts workers on the database of the test and ends them."""

    def __init__(self, app, folder: Path, redis_url: str | None) -> None:
        self.app = app
        self.folder = folder
        self.redis_url = redis_url
        self.running: list[subprocess.Popen] = []

    def start(self, *words: str) -> subprocess.Popen:
        """Another worker."""
        settings = {
            "SEN_INSTANCE": str(self.folder),
            "SEN_DATABASE_URL": self.app.extensions["settings"].database_url,
            "SEN_SECRET_KEY": "only-for-tests-" + self.folder.name,
        }
        if self.redis_url:
            settings["SEN_REDIS_URL"] = self.redis_url
        command = [sys.executable, "-m", "tests.integration.core.worker", str(self.folder)]
        process = subprocess.Popen(
            [*command, str(LEASE_S), *words],
            cwd=ROOT,
            env={**os.environ, **settings},
            stderr=subprocess.PIPE,
        )
        self.running.append(process)
        return process

    def end(self) -> None:
        """End those that still run."""
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.communicate(timeout=10)

    def effects(self) -> list[str]:
        """What was done so far."""
        path = self.folder / "effects"
        return path.read_text().splitlines() if path.exists() else []

    def wait_for(self, is_so, seconds: float = 30) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < end, self.effects()[-5:]
            time.sleep(0.05)


def state_of(uuid) -> str:
    db.session.rollback()
    state = find_job(uuid)
    db.session.rollback()
    assert state is not None
    return state.state


@pytest.fixture
def workers(request, app, tmp_path):
    url = None
    if request.param == "redis":
        url = REDIS_URL
        try:
            redis.Redis.from_url(url).ping()
        except redis.exceptions.ConnectionError:
            skip_or_fail("redis", "Redis does not answer on SEN_TEST_REDIS_URL")
    before = app.extensions["jobs"]
    init_jobs(app, kinds(tmp_path), {})
    started = Workers(app, tmp_path / f"instance-{uuid4().hex[:8]}", url)
    started.folder.mkdir()
    yield started
    started.end()
    app.extensions["jobs"] = before


def ask(kind: str, number: int = 0):
    uuid = enqueue(kind, {"number": number}, clock.now())
    db.session.commit()
    return uuid


def test_a_job_of_a_killed_worker_is_taken_up_again(app, workers):
    uuid = ask("hold")
    first = workers.start()
    workers.wait_for(lambda: workers.effects() == ["begun"])
    first.kill()
    first.wait()
    assert state_of(uuid) == "running"
    (workers.folder / "go").touch()
    workers.start()
    workers.wait_for(lambda: state_of(uuid) == "done")
    assert workers.effects() == ["begun", "begun", "ended"]


def test_two_workers_do_each_of_two_hundred_jobs_once(app, workers):
    now = clock.now()
    workers.start()
    workers.start()
    for number in range(200):
        enqueue("note", {"number": number}, now)
    db.session.commit()
    workers.wait_for(lambda: len(workers.effects()) >= 200, 60)
    time.sleep(1.5)
    assert Counter(workers.effects()) == Counter(f"done {number}" for number in range(200))


def test_a_job_lives_longer_than_its_lease_while_its_worker_lives(app, workers):
    uuid = ask("hold")
    workers.start()
    workers.start()
    workers.wait_for(lambda: workers.effects() == ["begun"])
    time.sleep(LEASE_S * 1.5)
    (workers.folder / "go").touch()
    workers.wait_for(lambda: state_of(uuid) == "done")
    assert workers.effects() == ["begun", "ended"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_asked_to_end_leaves_off_and_loses_nothing(app, workers, number):
    uuid = ask("wait")
    worker = workers.start()
    workers.wait_for(lambda: workers.effects() == ["begun"])
    worker.send_signal(number)
    assert worker.wait(10) == 0
    assert state_of(uuid) == "waiting"
    assert db.session.query(JobWorker).count() == 0
    assert worker.stderr.read() == b""


def test_a_worker_that_is_asked_to_end_finishes_what_it_has_in_hand(app, workers):
    uuid = ask("hold")
    worker = workers.start()
    workers.wait_for(lambda: workers.effects() == ["begun"])
    worker.terminate()
    time.sleep(0.5)
    (workers.folder / "go").touch()
    assert worker.wait(10) == 0
    assert state_of(uuid) == "done"


def test_two_workers_begin_a_slot_once(app, workers):
    (workers.folder / "go").touch()
    workers.start("slots")
    workers.start("slots")
    workers.wait_for(lambda: workers.effects()[-1:] == ["ended"])
    time.sleep(2)
    assert workers.effects() == ["begun", "ended"]
