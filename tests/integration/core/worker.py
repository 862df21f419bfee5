"""A worker as a process of its own, with jobs that leave a line for each effect.

python -m tests.integration.core.worker FOLDER LEASE_SECONDS
"""

import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

from app import create_app
from core.jobs import Handler, RunningJob, init_jobs, rules, worker
from core.jobs.commands import _stop_on_signals


class Effects:
    """Jobs that write what they did into a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def note(self, job: RunningJob) -> None:
        """One line for each job."""
        self._write(f"done {job.arguments['number']}")

    def wait(self, job: RunningJob) -> None:
        """Begin, and end when a file appears or the worker is to end."""
        self._write("begun")
        while not (self.folder / "go").exists():
            job.report(0, 1)
            time.sleep(0.05)
        self._write("ended")

    def hold(self, job: RunningJob) -> None:
        """The same, deaf to being stopped."""
        self._write("begun")
        while not (self.folder / "go").exists():
            time.sleep(0.05)
        self._write("ended")

    def _write(self, line: str) -> None:
        with (self.folder / "effects").open("a") as file:
            file.write(f"{line}\n")


def kinds(folder: Path) -> dict[str, Handler]:
    """The handlers by kind."""
    effects = Effects(folder)
    return {"note": effects.note, "wait": effects.wait, "hold": effects.hold}


def main() -> None:
    """Work until a signal."""
    folder, lease = Path(sys.argv[1]), float(sys.argv[2])
    rules.LEASE = timedelta(seconds=lease)
    rules.HEARTBEAT = timedelta(seconds=lease / 4)
    app = create_app()
    init_jobs(app, kinds(folder), {"wait": timedelta(days=1)} if "slots" in sys.argv else {})
    stop = threading.Event()
    _stop_on_signals(stop)
    worker.Worker(app).run(stop)


if __name__ == "__main__":
    main()
