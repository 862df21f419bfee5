"""Whether jobs are done: is a worker there, and does what is due wait for long?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core import clock
from core.doctor import Finding
from core.jobs.queries import JobHealth, read_health
from core.jobs.rules import WORKER_LOST
from core.settings import Settings

LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class JobsState:
    """`state` is "ok", "late" or "no worker"; ages in seconds, None where there is none."""

    state: str
    oldest_due_s: int | None
    worker_seen_s: int | None
    failed: int


def judge(health: JobHealth, now: datetime) -> JobsState:
    """How the jobs stand at `now`."""
    due = _age(health.due_since, now)
    seen = _age(health.worker_seen_at, now)
    state = "ok"
    if due is not None and due > LATE.total_seconds():
        state = "late"
    if seen is None or seen > WORKER_LOST.total_seconds():
        state = "no worker"
    return JobsState(state, due, seen, health.failed)


def read_state() -> JobsState:
    """How the jobs stand now."""
    now = clock.now()
    return judge(read_health(now), now)


def check_jobs(_settings: Settings) -> Finding:
    """A worker is there, and nothing waits for long."""
    jobs = read_state()
    waits = (
        "nothing waits" if jobs.oldest_due_s is None else f"one waits since {jobs.oldest_due_s} s"
    )
    text = f"{waits}, {jobs.failed} failed"
    if jobs.state == "no worker":
        return Finding(False, f"no worker is there ({text}): start one with 'flask jobs run'")
    if jobs.state == "late":
        return Finding(False, f"the workers do not keep up ({text}): start one more")
    return Finding(True, f"a worker was seen {jobs.worker_seen_s} s ago, {text}")


def _age(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else max(0, int((now - moment).total_seconds()))
