"""Which function does which kind of job, and what is done again and again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask, current_app

if TYPE_CHECKING:
    from core.jobs.running import RunningJob

Handler = Callable[["RunningJob"], None]


@dataclass(frozen=True)
class Registry:
    """The kinds of jobs of an application."""

    handlers: Mapping[str, Handler]
    periodic: Mapping[str, timedelta]


def init_jobs(
    app: Flask, handlers: Mapping[str, Handler], periodic: Mapping[str, timedelta]
) -> None:
    """Tell the application its jobs: handlers by kind, and intervals of what is periodic."""
    unknown = set(periodic) - set(handlers)
    if unknown:
        raise LookupError(f"Periodic jobs without a handler: {sorted(unknown)}.")
    app.extensions["jobs"] = Registry(handlers, periodic)


def job_registry() -> Registry:
    """The jobs of the current application."""
    registry: Registry = current_app.extensions["jobs"]
    return registry


def job_handlers() -> Mapping[str, Handler]:
    """The function of each kind of job."""
    return job_registry().handlers
