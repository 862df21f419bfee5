"""How fast the machine is at this moment, so that figures of two runs can be compared."""

import time

STEPS = 400_000
RUNS = 5


def yardstick_ms() -> float:
    """Processor time in milliseconds of a fixed piece of Python work; the middle of some runs.

    On machines that share a processor the same work may take twice as long within minutes; the
    figures of an operation then grow alike.
    """
    return sorted(_run() for _ in range(RUNS))[RUNS // 2]


def _run() -> float:
    started = time.process_time()
    total = 0
    for number in range(STEPS):
        total += number * number
    return (time.process_time() - started) * 1000
