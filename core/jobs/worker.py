"""The process that does the jobs: threads that take ids from the queue, and the schedule.

Of all modules only this one and the queue import huey, whose weight web workers are spared.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from huey.consumer import Consumer, Scheduler
from sqlalchemy.exc import SQLAlchemyError

from core import clock
from core.jobs import rows, rules, sweeping
from core.jobs.queue import open_queue
from core.jobs.registry import job_registry
from core.jobs.running import Hands, run_job

logger = logging.getLogger("sen.jobs")
THREADS = 2
LONGEST_PAUSE_S = 1.0
SWEEP_EVERY = 5  # beats of the schedule, which beats each second
GRACE_S = 8.0


class Worker:
    """Does jobs until it is told to stop; a job in hand is finished, or leaves off by itself."""

    def __init__(self, app: Flask, threads: int = THREADS) -> None:
        self.app = app
        self.uuid = uuid4()
        self.queue = open_queue(app.extensions["settings"])
        self.queue.listen(self._do)
        self._beats = 0
        self._is_troubled = False
        self._consumer = _Consumer(self, threads)
        self._hands = Hands(self.uuid, self._consumer.stop_flag.is_set)

    def run(self, stop: threading.Event) -> None:
        """Work until `stop` is set."""
        self._consumer.start()
        try:
            self._live()
            while not stop.wait(rules.HEARTBEAT.total_seconds()):
                self._live()
                self._consumer.check_worker_health()
        finally:
            self._consumer.stop(graceful=True)
            self._leave()

    def beat(self) -> None:
        """What the schedule does each second."""
        try:
            with self.app.app_context():
                self._sweep(clock.now())
        except SQLAlchemyError as problem:
            self._note(problem)
        else:
            self._is_troubled = False

    def _sweep(self, now: datetime) -> None:
        if self._beats % SWEEP_EVERY == 0:
            sweeping.take_up_left(now)
            periodic = job_registry().periodic
            sweeping.begin_slots(periodic, now, self.app.config["TIMEZONE"])
        self._beats += 1
        for uuid in sweeping.take_unsent(now, self.queue.is_empty()):
            if not self.queue.send(uuid):
                self._do(uuid)

    def _do(self, uuid: UUID) -> None:
        with self.app.app_context():
            run_job(uuid, self._hands)

    def _live(self) -> None:
        try:
            with self.app.app_context():
                rows.renew(self.uuid, tuple(self._hands.jobs), clock.now())
        except SQLAlchemyError as problem:
            self._note(problem)

    def _leave(self) -> None:
        try:
            with self.app.app_context():
                rows.leave(self.uuid)
        except SQLAlchemyError as problem:
            self._note(problem)
        self.queue.storage.close()

    def _note(self, problem: SQLAlchemyError) -> None:
        if not self._is_troubled:
            logger.warning("the database does not answer the worker: %s", type(problem).__name__)
        self._is_troubled = True


class _Schedule(Scheduler):
    """Beats each second in a thread of its own."""

    def __init__(self, worker: Worker, **options: Any) -> None:
        super().__init__(**options)
        self._worker = worker

    def loop(self, now: datetime | None = None) -> None:
        """One beat. What goes wrong in it is logged, and the next one comes."""
        try:
            self._worker.beat()
        except Exception:
            logger.exception("the schedule of jobs stumbled")
        self.stop_flag.wait(self.interval)


class _Consumer(Consumer):
    """Huey's threads, without its signals and its schedule."""

    def __init__(self, worker: Worker, threads: int) -> None:
        self._worker = worker
        super().__init__(
            worker.queue,
            workers=threads,
            periodic=False,
            max_delay=LONGEST_PAUSE_S,
            scheduler_interval=1,
            shutdown_timeout=GRACE_S,
        )

    def _create_scheduler(self) -> Scheduler:
        return _Schedule(
            self._worker,
            huey=self.huey,
            stop_flag=self.stop_flag,
            interval=self.scheduler_interval,
            periodic=False,
        )

    def _set_signal_handlers(self) -> None:
        """The process decides itself what a signal means."""


@contextmanager
def working(app: Flask) -> Iterator[None]:
    """Do jobs in threads of this process for as long as this lasts."""
    stop = threading.Event()
    thread = threading.Thread(target=Worker(app).run, args=(stop,), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(GRACE_S + 2)
