"""How the work on a file stands: whether it moves, has not begun for long, or came to nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.jobs import JobState

BEGINS_WITHIN = timedelta(minutes=1)


@dataclass(frozen=True)
class Work:
    """How far it is, in rows; `is_late` where nobody has begun it for longer than is usual."""

    done: int = 0
    total: int = 0
    is_waiting: bool = False
    is_late: bool = False
    has_failed: bool = False


def came_to_nothing(job_state: str | None) -> bool:
    """Whether a file waits in vain: its job failed, is gone, or ended and left the file waiting."""
    return job_state in (None, "failed", "done")


def work_of(job: JobState | None, now: datetime) -> Work:
    """The work that a file waits for, by its job."""
    if job is None or came_to_nothing(job.state):
        return Work(has_failed=True)
    is_waiting = job.state == "waiting"
    is_late = is_waiting and now - job.created_at > BEGINS_WITHIN
    return Work(job.done, job.total, is_waiting, is_late)
