"""What is done outside of requests."""

from core.database import db
from core.jobs import RunningJob
from interop import operations


def erase_files(job: RunningJob) -> None:
    """Let go of files that somebody sent and then left."""
    operations.erase_old_files(job.at)
    db.session.commit()
