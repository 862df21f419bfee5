"""Bounds on time that hold on slow and on busy machines."""

import time
from collections.abc import Callable
from typing import TypeVar

from bench.yardstick import yardstick_ms

R = TypeVar("R")
# What the yardstick needs on the machine for which bounds are written.
WRITTEN_FOR_MS = 20.0
TRIES = 3


def slowness() -> float:
    """How many times slower this machine is just now than the one that bounds are written for."""
    return max(1.0, yardstick_ms() / WRITTEN_FOR_MS)


def expect_within(seconds: float, act: Callable[[], R]) -> R:
    """Hold the processor time of `act` to a bound; the best of some tries counts.

    The bound is meant for a machine whose yardstick is `WRITTEN_FOR_MS`, and grows with it:
    work that goes with the square of its input misses it by far on any machine.
    """
    for left in reversed(range(TRIES)):
        started = time.process_time()
        result = act()
        taken = time.process_time() - started
        bound = seconds * slowness()
        if taken < bound:
            return result
        assert left, f"{taken:.2f} s of {bound:.2f} s"
    raise AssertionError
