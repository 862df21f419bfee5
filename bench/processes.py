"""Processor time and memory of processes, as the kernel counts them."""

import os
from collections.abc import Iterable
from pathlib import Path

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
USER_FIELD, SYSTEM_FIELD = 11, 12


def processor_ms(pids: Iterable[int]) -> dict[int, float]:
    """User and system time that each process has used so far; those that ended are left out."""
    times = {}
    for pid in pids:
        try:
            text = Path(f"/proc/{pid}/stat").read_text()
        except OSError:
            continue
        fields = text.rpartition(")")[2].split()
        ticks = int(fields[USER_FIELD]) + int(fields[SYSTEM_FIELD])
        times[pid] = ticks * 1000 / TICKS_PER_SECOND
    return times


def used_between(before: dict[int, float], after: dict[int, float]) -> float:
    """Milliseconds used between two readings; a process that is new counts from its start."""
    return sum(time - before.get(pid, 0.0) for pid, time in after.items())


def children_of(parent: int) -> list[int]:
    """The processes that `parent` has started and that live."""
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(text) for text in path.read_text().split()]


def proportional_mb(pid: int) -> float:
    """The memory of a process in megabytes; what it shares counts by its share (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024 / 1_000_000
    raise LookupError(f"The kernel does not tell the memory of process {pid}.")
