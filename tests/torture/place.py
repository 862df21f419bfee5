"""A served Sen whose processes can be killed one by one, and people for it."""

import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from flask import Flask

from app import ROOT, create_app
from bench.load_content import session_cookie
from core.migrations import upgrade_database
from core.settings import load_settings
from run import WORKER
from scripts.beside import Beside
from tests.e2e.server import SECRET_KEY, Server, environment, free_port
from tests.factories import Factory
from tests.factories.courses import bundle_texts
from tests.torture.cluster import end_all
from tests.torture.records import Records, connected

COURSE = "torture"
QUIZ = f"/courses/{COURSE}/quizzes/final"
QUESTIONS = 10
CHOICES = 6
WEB_WORKERS = 3
LEFT_ALONE_S = 40
HEAD = "---\nid: final\nkind: quiz\ntitle: Kiểm tra\nattempts: 1\nshuffle: [choices]\n---\n"


@dataclass
class Place:
    """A server, the worker of its jobs, and what the database holds."""

    app: Flask
    server: Server
    records: Records
    beside: Beside | None = None
    orphans: list[psutil.Process] = field(default_factory=list)

    def start_worker(self) -> None:
        """Begin to do jobs; as `make serve` has it, a worker that dies is followed by another."""
        server = self.server
        settings = environment(server.instance, server.database_url, **server.settings)
        self.beside = Beside(WORKER, settings)
        self.beside.command = [sys.executable, *WORKER]
        self.beside.__enter__()

    def kill_worker(self) -> None:
        """SIGKILL to the worker."""
        assert self.beside is not None
        assert self.beside.process is not None
        self.beside.process.kill()
        self.beside.process.wait()

    def kill_web_worker(self) -> None:
        """SIGKILL to one of the processes that answer; the first one begins another."""
        self._web_workers()[0].kill()

    def kill_master(self) -> None:
        """SIGKILL to the first process, which is begun again while those it had still answer."""
        assert self.server.process is not None
        self.orphans += self._web_workers()
        os.kill(self.server.process.pid, signal.SIGKILL)
        self.server.process.wait()
        self.server.start()
        _, alive = psutil.wait_procs(self.orphans, timeout=LEFT_ALONE_S)
        assert not alive, "web workers outlive their master"
        assert self.server.process.poll() is None, "no master after all"

    def cut_power(self) -> None:
        """SIGKILL to all web processes at once, and another server begins."""
        self.server.kill()
        self.server.start()

    def end(self) -> None:
        """End everything that was started."""
        if self.beside is not None:
            self.beside.__exit__()
        self.server.kill()
        with suppress(psutil.NoSuchProcess):
            end_all([each for each in self.orphans if each.is_running()])

    def _web_workers(self) -> list[psutil.Process]:
        assert self.server.process is not None
        return psutil.Process(self.server.process.pid).children()


def open_place(instance: Path, database_url: str) -> Place:
    """Make the tables, a course with a quiz that may be taken once, and serve it."""
    settings = {"SEN_DEMO": "", "SEN_WORKERS": str(WEB_WORKERS)}
    given = environment(instance, database_url, **settings)
    app = create_app(load_settings(ROOT, {**given, "SEN_SECRET_KEY": SECRET_KEY}))
    make = Factory()
    with connected(app):
        upgrade_database()
        make.organisation()
        draft = make.draft({**bundle_texts(COURSE, 1, 1), "quizzes/final.md": quiz_source()})
        make.publish(draft)
    records = Records(app)
    records.watch_marks()
    server = Server(instance, database_url, settings, port=free_port())
    place = Place(app, server, records)
    place.server.start()
    return place


def quiz_source() -> str:
    """A quiz whose questions have choices enough for a lost answer to be seen."""
    choices = "".join(f"- [{' ' if number else 'x'}] {number}\n" for number in range(CHOICES))
    return HEAD + "".join(
        f"\n## Câu {number}? {{#q{number}}}\n\n{choices}" for number in range(1, QUESTIONS + 1)
    )


def make_people(place: Place, count: int) -> dict[int, str]:
    """People who are signed in; their cookies by person."""
    make = Factory()
    with connected(place.app):
        ids = [make.person(language="vi").id for _ in range(count)]
        return {person_id: session_cookie(place.app, person_id) for person_id in ids}
