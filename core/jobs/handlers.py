"""Jobs about jobs."""

from core.jobs.running import RunningJob
from core.jobs.sweeping import forget_old


def tidy(job: RunningJob) -> None:
    """Forget what ended long ago."""
    forget_old(job.at)
