"""Work outside of requests: letting go of uploads that nobody confirmed."""

from core.jobs import RunningJob
from courses.exchange.operations import forget_staged


def forget_bundles(job: RunningJob) -> None:
    """Let go of bundles that somebody sent more than a day ago and left."""
    forget_staged(job.at)
