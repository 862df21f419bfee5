"""Everybody exported, changed by the personnel office and imported again, on SQLite.

    python -m bench.round_trip

20,000 people of the demo with seed 7, seven courses assigned to all of them. 500 rows are changed:
names, positions, telephones, addresses and, what costs most, units, since whoever moves is given
what is assigned there, and the numbers of both units are counted anew while the lock is held.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from accounts.importing.columns import PEOPLE_COLUMNS, match_columns
from bench.content import make_courses
from bench.figures import Measurement, render_values
from bench.importing import Cost, ImportFailed, run_command
from bench.server import ROOT
from core.tables import Cell, read_table, write_xlsx

PEOPLE, SEED, CHANGED = 20_000, 7, 500
STARTER = ROOT / "library" / "gender-equality-basics"
KINDS = ("full_name", "position", "phone", "email", "unit")


def measure_round_trip(folder: Path) -> list[Measurement]:
    """Load, export, change, dry run, import, import again; raises ImportFailed."""
    settings = {"SEN_INSTANCE": str(folder / "round-trip"), "PATH": os.environ.get("PATH", "")}
    load(folder, settings)
    staff, changed = folder / "everybody.xlsx", folder / "changed.xlsx"
    export = run_command(("people", "export", "-o", str(staff)), settings)
    changed.write_bytes(change_rows(staff.read_bytes(), CHANGED))
    said = folder / "said.json"
    dry, counts = import_file(changed, settings, said, "--dry-run")
    apply, applied = import_file(changed, settings, said)
    again, same = import_file(changed, settings, said)
    if counts != applied or same != {"unchanged": PEOPLE}:
        raise ImportFailed(f"dry run {counts}, import {applied}, again {same}")
    costs = (export, dry, apply, again)
    seconds = (*(round(each.processor, 1) for each in costs), round(apply.locked, 2))
    detail = ", ".join(f"{count} {name}" for name, count in applied.items())
    return [
        Measurement("round_trip", seconds, f"{detail}; 7 courses assigned to all; SQLite"),
        Measurement("round_trip_memory", tuple(round(each.memory) for each in costs)),
    ]


def load(folder: Path, settings: dict[str, str]) -> None:
    """The demo, and six courses more that everybody is assigned."""
    run_command(("demo", "load", "--people", str(PEOPLE), "--seed", str(SEED)), settings)
    bundles = make_courses(STARTER, folder / "round-trip-courses")
    run_command(("courses", "import", *map(str, bundles), "--publish"), settings)
    for bundle in bundles:
        run_command(("enrolments", "assign", bundle.name, "--due", "2027-12-15"), settings)


def import_file(
    file: Path, settings: dict[str, str], said: Path, *options: str
) -> tuple[Cost, dict[str, int]]:
    """Import a file; what it cost, and how many rows came to what."""
    cost = run_command(("people", "import", str(file), "--json", *options), settings, output=said)
    counts = json.loads(said.read_text(encoding="utf-8"))["counts"]
    return cost, {name: count for name, count in counts.items() if count}


def change_rows(content: bytes, wanted: int) -> bytes:
    """The spreadsheet with something changed in `wanted` rows, spread over all of it."""
    head, *rows = [list(row) for row in read_table(content).rows]
    keys = match_columns(head, PEOPLE_COLUMNS)
    units = sorted({str(row[keys.index("unit")]) for row in rows if row[keys.index("unit")]})
    step = max(1, len(rows) // wanted)
    for number, row in enumerate(rows[::step][:wanted]):
        row += [""] * (len(head) - len(row))
        key = KINDS[number % len(KINDS)]
        row[keys.index(key)] = _changed(key, row[keys.index(key)], number, units)
    return write_xlsx("Sen", [str(cell) for cell in head], rows)


def _changed(key: str, cell: Cell, number: int, units: list[str]) -> Cell:
    if key == "unit":
        others = [unit for unit in units if unit != cell]
        return others[number % len(others)]
    new: dict[str, Cell] = {
        "full_name": f"{cell} Đổi",
        "position": "Chuyên viên cao cấp",
        "phone": f"0988{number:06d}",
        "email": f"moi{number}@office.example",
    }
    return new[key]


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        for measurement in measure_round_trip(Path(folder)):
            print(render_values(measurement))
    return 0


if __name__ == "__main__":
    sys.exit(main())
