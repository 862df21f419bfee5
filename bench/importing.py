"""What it costs to bring 20,000 staff in from a spreadsheet, on SQLite, by the command.

A process of its own does each import. It is watched from outside: processor time as the system
counts it, the most memory it held, and how long nobody else could begin to write.
"""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Measurement
from bench.server import ROOT
from core.tables import Cell, write_xlsx

ROWS = 20_000
CHANGED = 500
LOOK_EVERY_S = 0.01
HEAD = ("Mã NV", "Họ và tên", "Giới tính", "Ngày sinh", "Đơn vị", "Chức vụ", "Email", "Điện thoại")
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô")
MIDDLES = ("Thị", "Văn", "Thị Ngọc", "Minh", "Thị Thu", "Hữu", "Thanh", "Quốc", "Thị Mỹ")
GIVEN = ("Lan", "Huy", "Hoa", "Nam", "Đào", "Ánh", "Ước", "Sơn", "Mai", "Ơn", "Tâm", "Êm", "Yến")


class ImportFailed(Exception):
    """The command did not do what is measured."""


@dataclass(frozen=True)
class Cost:
    """What one run of the command cost: seconds of processor time, seconds of lock, megabytes."""

    processor: float
    locked: float
    memory: float


def measure_import(folder: Path) -> list[Measurement]:
    """Import everybody into an empty office, then try a file that changes some of them."""
    settings = {"SEN_INSTANCE": str(folder / "import"), "PATH": os.environ.get("PATH", "")}
    staff, changed = folder / "staff.xlsx", folder / "changed.xlsx"
    staff.write_bytes(write_xlsx("Sen", HEAD, staff_rows(0)))
    changed.write_bytes(write_xlsx("Sen", HEAD, staff_rows(CHANGED)))
    admin = (
        "people",
        "create-admin",
        "--username",
        "bench",
        "--name",
        "Bench",
        "--organisation",
        "BHXH tỉnh",
    )
    run_command((*admin, "--password-stdin"), settings, "only for measurements\n")
    apply = run_command(("people", "import", str(staff), "--create-units"), settings)
    dry = run_command(("people", "import", str(changed), "--dry-run"), settings)
    detail = f"{ROWS:,} rows of XLSX; dry run of {CHANGED} changes; SQLite"
    seconds = (round(dry.processor, 1), round(apply.processor, 1), round(apply.locked, 2))
    memory = (round(dry.memory), round(apply.memory))
    return [Measurement("import", seconds, detail), Measurement("import_memory", memory)]


def staff_rows(changed: int) -> Iterator[list[Cell]]:
    """The staff, the same each time but for the positions of the first `changed`."""
    for number in range(ROWS):
        name = (FAMILIES[number % 11], MIDDLES[number % 9], GIVEN[number % 13])
        yield [
            f"NV{number:05d}",
            " ".join(name),
            "Nữ" if number % 2 else "Nam",
            f"{1 + number % 28:02d}/{1 + number % 12:02d}/{1965 + number % 40}",
            f"BHXH tỉnh / Phòng {number % 20} / Tổ {number % 60}",
            "Chuyên viên chính" if number < changed else "Chuyên viên",
            f"nv{number}@office.example",
            f"09{number:08d}",
        ]


def run_command(
    arguments: tuple[str, ...],
    settings: dict[str, str],
    typed: str = "",
    output: Path = Path(os.devnull),
) -> Cost:
    """Run `flask …`, keep what it says in `output`, and watch it; raises ImportFailed."""
    with output.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env=settings,
            stdin=subprocess.PIPE,
            stdout=said,
            stderr=subprocess.DEVNULL,
        )
    if process.stdin:
        process.stdin.write(typed.encode())
        process.stdin.close()
    locked, memory = watch(process.pid, Path(settings["SEN_INSTANCE"]) / "sen.sqlite3")
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ImportFailed(f"flask {' '.join(arguments)} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, locked, memory)


def watch(pid: int, database: Path) -> tuple[float, float]:
    """The longest time that writing was not possible, and the most memory, until it has ended."""
    longest, memory, since = 0.0, 0.0, None
    while (held := memory_mb(pid)) is not None:
        memory = max(memory, held)
        if database.exists() and is_locked(database):
            since = since or time.perf_counter()
            longest = max(longest, time.perf_counter() - since)
        else:
            since = None
        time.sleep(LOOK_EVERY_S)
    return longest, memory


def memory_mb(pid: int) -> float | None:
    """The most memory a process has held so far; None once it has ended."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    for line in lines:
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return None


def is_locked(database: Path) -> bool:
    """Whether somebody else is writing."""
    address = f"file:{database}?mode=rw"
    with closing(sqlite3.connect(address, 0, isolation_level=None, uri=True)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.execute("ROLLBACK")
    return False
