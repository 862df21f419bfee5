"""`python -m bench [pages] [bundles] [studio] [load] [--json]`: everything, or the parts named.

The pages take less than six minutes, the load about thirteen.
"""

import argparse
import json
import logging
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
from flask import Flask

from app import create_app
from bench import browser, load
from bench.bundles import measure_bundles
from bench.content import load_history, make_courses, make_library, open_accounts
from bench.database import BenchDatabase, bench_database
from bench.figures import Measurement, as_json, figures_of
from bench.importing import measure_import
from bench.load_plan import WHOLE_MINUTES
from bench.measuring import measure
from bench.operations import Visitors, all_operations, sign_everybody_in
from bench.query_counts import count_queries
from bench.report import render_report
from bench.round_trip import measure_round_trip
from bench.server import ROOT, Server, running_server
from bench.statistics import measure_statistics
from bench.studio import measure_studio
from core import clock
from core.database import db
from core.migrations import upgrade_database
from core.settings import load_settings
from demo.history import Calendar
from demo.operations import load_demo

logger = logging.getLogger("sen.bench")

PEOPLE = 5_000
SEED = 7
READERS = 50
STARTER = ROOT / "library" / "gender-equality-basics"


@dataclass
class Results:
    """What was found out, and why the rest was not."""

    measurements: dict[str, Measurement] = field(default_factory=dict)
    query_counts: dict[str, int] = field(default_factory=dict)
    not_run: list[str] = field(default_factory=list)

    def add(self, *measured: Measurement) -> None:
        """Keep measurements."""
        self.measurements |= {each.key: each for each in measured}


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    parts: tuple[str, ...]
    minutes: float
    is_json: bool


def main() -> int:
    """Measure, print, and say 0 where everything could be run."""
    asked = read_arguments(sys.argv[1:])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the database is dropped all the same
    results = Results()
    for part in asked.parts:
        with tempfile.TemporaryDirectory() as folder:
            try:
                PARTS[part](Path(folder), asked, results)
            except Exception as error:  # what was measured before it is worth printing
                logger.exception("%s could not be measured", part)
                results.not_run.append(f"{part}: {type(error).__name__}: {error}")
    print_results(results, asked)
    return 1 if results.not_run else 0


def read_arguments(arguments: Sequence[str]) -> Asked:
    """Which parts, and how."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument(
        "--minutes",
        type=float,
        default=WHOLE_MINUTES,
        help="how long the load answers; a shorter one has fewer people",
    )
    given = parser.parse_args(arguments)
    unknown = set(given.parts) - set(PARTS)
    if unknown or not 0 < given.minutes <= WHOLE_MINUTES:
        parser.error(f"the parts are {', '.join(PARTS)}; the minutes at most {WHOLE_MINUTES:g}")
    return Asked(tuple(given.parts or PARTS), given.minutes, given.json)


@contextmanager
def noting(what: str, results: Results) -> Iterator[None]:
    """Note what could not be measured for want of PostgreSQL."""
    try:
        yield
    except psycopg.OperationalError as problem:
        reason = str(problem).strip().splitlines()[0]
        results.not_run.append(f"{what}: PostgreSQL does not answer ({reason})")


def measure_pages(folder: Path, _asked: Asked, results: Results) -> None:
    """What pages, files and imports cost."""
    with noting("pages", results), bench_database() as database:
        run(database, folder, results)


def measure_exports(folder: Path, _asked: Asked, results: Results) -> None:
    """What it takes to give out a large course."""
    tell("bundles")
    results.add(*measure_bundles(folder))


def measure_load(folder: Path, asked: Asked, results: Results) -> None:
    """Many people at once."""
    with noting("load on PostgreSQL", results):
        (folder / "postgresql").mkdir()
        results.add(*load.measure_on_postgresql(asked.minutes, folder / "postgresql", tell))
    (folder / "sqlite").mkdir()
    results.add(*load.measure_on_sqlite(asked.minutes, folder / "sqlite", tell))


def measure_writing(folder: Path, _asked: Asked, results: Results) -> None:
    """What the studio costs."""
    results.add(*measure_studio(folder, tell))


# What a run measures, by the word that names it on the command line.
PARTS: Mapping[str, Callable[[Path, Asked, Results], None]] = {
    "pages": measure_pages,
    "bundles": measure_exports,
    "load": measure_load,
    "studio": measure_writing,
}


def run(database: BenchDatabase, folder: Path, results: Results) -> None:
    """Load, serve and measure."""
    settings = {
        "SEN_INSTANCE": str(folder / "instance"),
        "SEN_DATABASE_URL": database.url,
        "SEN_SECRET_KEY": "only-for-measurements-0123456789",
    }
    app = create_app(load_settings(ROOT, settings))
    started = time.monotonic()
    usernames = load_office(app, folder)
    database.settle()
    tell(f"loaded {PEOPLE} people in {time.monotonic() - started:.0f} s")
    with running_server(settings, folder / "server.log") as server:
        visitors = sign_everybody_in(server, usernames, READERS)
        measure_all(visitors, server, database, results)
        measure_in_chromium(visitors, results)
        visitors.close()
    results.query_counts = count_queries(app, usernames[-1])
    tell("item analysis")
    results.add(*measure_statistics(settings, folder))
    tell("import")
    results.add(*measure_import(folder))
    tell("round trip")
    results.add(*measure_round_trip(folder))


def load_office(app: Flask, folder: Path) -> list[str]:
    """Make the demo and the courses of the benchmark; gives learners who may sign in."""
    with app.app_context():
        upgrade_database()
        zone = ZoneInfo(app.config["TIMEZONE"])
        now = clock.now()
        load_demo(PEOPLE, SEED, make_library(STARTER, folder), now, zone)
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


def print_results(results: Results, asked: Asked) -> None:
    """The table, or one JSON document."""
    figures, measured = figures_of(asked.parts), results.measurements
    if not asked.is_json:
        print(render_report(figures, measured, results.query_counts, results.not_run))
        return
    document = {
        "figures": as_json(figures, measured),
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
