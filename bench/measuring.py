"""Processor time of an operation: the web server's and the database's, over many of them."""

import time
from dataclasses import dataclass

from bench.database import Database
from bench.figures import Measurement
from bench.operations import Operation
from bench.processes import processor_ms, used_between
from bench.server import Server
from bench.yardstick import yardstick_ms


@dataclass(frozen=True)
class Usage:
    """Milliseconds of processor time, by who used them."""

    server: float
    database: float
    background: float


@dataclass(frozen=True)
class Reading:
    """How much every process had used at one moment."""

    server: dict[int, float]
    database: dict[int, float]
    background: dict[int, float]


def measure(operation: Operation, server: Server, database: Database) -> Measurement:
    """Do an operation many times, and share what was used among them.

    The database's background writers serve all databases of the server: they are told apart
    and not counted.
    """
    for _ in range(operation.warm_up):
        operation.step()
    speed = yardstick_ms()
    before, started = read_usage(server, database), time.perf_counter()
    for _ in range(operation.times):
        operation.step()
    elapsed = (time.perf_counter() - started) * 1000 / operation.times
    usage = share_usage(before, read_usage(server, database), operation.times)
    speed = (speed + yardstick_ms()) / 2
    detail = (
        f"server {usage.server:.1f} + database {usage.database:.1f}; "
        f"writers {usage.background:.1f}; waited {elapsed:.1f}; {operation.times} times; "
        f"yardstick {speed:.0f}"
    )
    return Measurement(operation.key, (round(usage.server + usage.database, 1),), detail)


def read_usage(server: Server, database: Database) -> Reading:
    """How much everybody has used so far."""
    return Reading(
        processor_ms(server.all_pids()),
        processor_ms(database.backend_pids()),
        processor_ms(database.background_pids()),
    )


def share_usage(before: Reading, after: Reading, times: int) -> Usage:
    """What was used between two readings, for each of so many times."""
    return Usage(
        used_between(before.server, after.server) / times,
        used_between(before.database, after.database) / times,
        used_between(before.background, after.background) / times,
    )
