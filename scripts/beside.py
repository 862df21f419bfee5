"""A process beside the server, for as long as the server runs."""

import os
import subprocess
import threading
import time

from scripts.environment import ROOT, VENV, python_of

# Where it dies it is started again, after a pause that grows up to a limit.
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 60.0
GRACE_S = 15.0


class Beside:
    """A process beside the server, started again where it dies.

    It ends when its standard input does: also where this process is killed and can say nothing.
    """

    def __init__(self, arguments: list[str], settings: dict[str, str]) -> None:
        self.command = [str(python_of(VENV)), *arguments]
        self.environment = os.environ | {"PYTHONUTF8": "1"} | settings
        self.is_over = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> None:
        """Start it."""
        self.keeper.start()

    def __exit__(self, *_: object) -> None:
        """Ask it to end, and wait until it has."""
        self.is_over.set()
        self.keeper.join()

    def _keep(self) -> None:
        pause = FIRST_PAUSE_S
        while not self.is_over.is_set():
            began = time.monotonic()
            with subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdin=subprocess.PIPE
            ) as self.process:
                self._watch(self.process)
            pause = FIRST_PAUSE_S if time.monotonic() - began > LONGEST_PAUSE_S else pause * 2
            self.is_over.wait(min(pause, LONGEST_PAUSE_S))

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Until it ends by itself, or is to end and is given time for what it has in hand."""
        while process.poll() is None and not self.is_over.wait(0.2):
            pass
        if process.stdin:
            process.stdin.close()
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            process.kill()
