"""`python -m bench [--json]`: everything, in less than four minutes."""

import argparse
import json
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
from flask import Flask

from app import create_app
from bench import browser
from bench.content import load_history, make_courses, open_accounts
from bench.database import BenchDatabase, bench_database
from bench.figures import Measurement, as_json
from bench.importing import measure_import
from bench.measuring import measure
from bench.operations import Visitors, all_operations, sign_everybody_in
from bench.query_counts import count_queries
from bench.report import render_report
from bench.server import ROOT, Server, running_server
from core import clock
from core.database import db
from core.migrations import upgrade_database
from core.settings import load_settings
from demo.history import Calendar
from demo.operations import load_demo

PEOPLE = 5_000
SEED = 7
READERS = 50
LIBRARY = ROOT / "library"
STARTER = LIBRARY / "gender-equality-basics"


@dataclass
class Results:
    """What was found out, and why the rest was not."""

    measurements: dict[str, Measurement] = field(default_factory=dict)
    query_counts: dict[str, int] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)

    def add(self, *measured: Measurement) -> None:
        """Keep measurements."""
        self.measurements |= {each.key: each for each in measured}


def main() -> int:
    """Measure, print, and say 0 where everything could be run."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the database is dropped all the same
    results = Results()
    try:
        with bench_database() as database, tempfile.TemporaryDirectory() as folder:
            run(database, Path(folder), results)
    except psycopg.OperationalError as problem:
        reason = str(problem).strip().splitlines()[0]
        results.not_run.append(f"everything: PostgreSQL does not answer ({reason})")
    print_results(results, asked.json)
    return 1 if results.not_run else 0


def run(database: BenchDatabase, folder: Path, results: Results) -> None:
    """Load, serve and measure."""
    settings = {
        "SEN_INSTANCE": str(folder / "instance"),
        "SEN_DATABASE_URL": database.url,
        "SEN_SECRET_KEY": "only-for-measurements-0123456789",
    }
    app = create_app(load_settings(ROOT, settings))
    started = time.monotonic()
    usernames = load(app, folder)
    database.settle()
    tell(f"loaded {PEOPLE} people in {time.monotonic() - started:.0f} s")
    with running_server(settings, folder / "server.log") as server:
        visitors = sign_everybody_in(server, usernames, READERS)
        measure_all(visitors, server, database, results)
        measure_in_chromium(visitors, results)
        visitors.close()
    results.query_counts = count_queries(app, usernames[-1])
    tell("import")
    results.add(*measure_import(folder))


def load(app: Flask, folder: Path) -> list[str]:
    """Make the demo and the courses of the benchmark; gives learners who may sign in."""
    with app.app_context():
        upgrade_database()
        zone = ZoneInfo(app.config["TIMEZONE"])
        now = clock.now()
        load_demo(PEOPLE, SEED, LIBRARY, now, zone)
        calendar = Calendar(now.astimezone(zone).date(), zone)
        load_history(make_courses(STARTER, folder), calendar, SEED + 1)
        usernames = open_accounts()
        db.engine.dispose()
    return usernames


def measure_all(
    visitors: Visitors, server: Server, database: BenchDatabase, results: Results
) -> None:
    """Processor time of each operation, then the memory that is used after all of them."""
    for operation in all_operations(visitors):
        tell(operation.key)
        results.add(measure(operation, server, database))
    workers, master = server.memory_mb()
    results.add(Measurement("memory", (round(workers, 1),), f"master {master:.0f} MB apart"))


def measure_in_chromium(visitors: Visitors, results: Results) -> None:
    """What only a browser can tell."""
    path = browser.find_chromium()
    if path is None:
        results.not_run.append("visits and axe: Chromium is not there (SEN_CHROMIUM names it)")
        return
    tell("Chromium")
    with browser.running_chromium(path) as chromium:
        results.add(*browser.measure_visits(chromium, visitors))
        results.add(browser.count_violations(chromium, visitors))


def print_results(results: Results, is_json: bool) -> None:
    """The table, or one JSON document."""
    if not is_json:
        print(render_report(results.measurements, results.query_counts, results.not_run))
        return
    document = {
        "figures": as_json(results.measurements),
        "queries": results.query_counts,
        "not_run": results.not_run,
    }
    print(json.dumps(document, ensure_ascii=False, indent=2))


def tell(text: str) -> None:
    """Say how far it is, to a person at a terminal."""
    if sys.stderr.isatty():
        print(f"… {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
