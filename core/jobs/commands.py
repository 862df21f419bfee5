"""Commands about jobs."""

import signal
import sys
import threading
from contextlib import AbstractContextManager
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from core.migrations import UpgradeRefused, check_revision

job_commands = AppGroup("jobs", help="What is done outside of requests.")


@job_commands.command("run")
@click.option("--while-input", is_flag=True, help="End when standard input ends.")
def run(while_input: bool) -> None:
    """Do jobs and keep the schedule, until Ctrl-C or SIGTERM; any number may run at once."""
    from core.jobs.worker import Worker

    try:
        check_revision()
    except UpgradeRefused as refusal:
        click.echo(str(refusal), err=True)
        raise SystemExit(1) from refusal
    stop = threading.Event()
    _stop_on_signals(stop)
    if while_input:
        # Ctrl-C goes to everybody at the terminal; whoever started this ends it in time.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()
    Worker(_app()).run(stop)


def working_beside() -> AbstractContextManager[None]:
    """Do jobs in this process, beside the server that runs in it."""
    from core.jobs.worker import working

    return working(_app())


def _app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def _stop_on_signals(stop: threading.Event) -> None:
    """The first signal lets jobs in hand end; a second one ends the process at once."""

    def ask(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ask)


def _stop_at_end_of_input(stop: threading.Event) -> None:
    """Whoever started this has gone, even if it was killed and could say nothing."""
    sys.stdin.buffer.read()
    stop.set()
