"""Work that outlives a request: mail, imports, exports, what happens every hour.

A job is a row in the database, which is the truth; a queue only carries ids to whoever has time.
Every job does everything that is due and is safe to run twice: a worker that is killed leaves a
row whose lease ends, and another worker takes it up. Arguments hold ids, never personal data.

Outside of requests a transaction on SQLite takes the write lock with its first statement, so a
handler that reads for long does so in `core.database.read_transaction()`.
"""

from core.jobs.operations import UnknownJob, enqueue, enqueue_new
from core.jobs.queries import JobState, find_job, find_latest_job
from core.jobs.registry import Handler, init_jobs, job_handlers
from core.jobs.running import JobRefused, JobStopped, RunningJob, run_due, where_raised

__all__ = [
    "Handler",
    "JobRefused",
    "JobState",
    "JobStopped",
    "RunningJob",
    "UnknownJob",
    "enqueue",
    "enqueue_new",
    "find_job",
    "find_latest_job",
    "init_jobs",
    "job_handlers",
    "run_due",
    "where_raised",
]
