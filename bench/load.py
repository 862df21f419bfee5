"""The load: 500 people take a quiz at the same time, on PostgreSQL; on SQLite 150.

They start within ten seconds, answer 20 questions each over five minutes, and submit within
thirty seconds. What was shown as saved is compared with what the database holds, before anybody
submits and after all have.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from flask import Flask

from app import create_app
from bench import load_content, load_run
from bench.database import Database, SqliteDatabase, bench_database
from bench.figures import Measurement
from bench.load_client import Line
from bench.load_content import QUESTIONS, QUIZ
from bench.load_plan import WHOLE_MINUTES, Plan, draw_journeys, percentile, plan_load
from bench.load_run import Part, Person
from bench.load_taker import Taker
from bench.measuring import Usage, measure, read_usage, share_usage
from bench.operations import Operation
from bench.server import ROOT, Server, running_server, running_worker
from core.settings import load_settings

PEOPLE = 500
PEOPLE_ON_SQLITE = 150
OFFICE = 5_000
SMALLEST_OFFICE = 900
SEED = 11
QUIET = 44  # who answer and submit one after another, when the load is over
WARM_UP = 4
STARTER = ROOT / "library" / "gender-equality-basics"

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Installation:
    """A served Sen with its database."""

    app: Flask
    server: Server
    database: Database


@dataclass(frozen=True)
class Parts:
    """What came of a load: its three parts with what they used, and how many answers are lost."""

    starting: Part
    answering: Part
    submitting: Part
    used: dict[str, Usage]
    lost: int
    unmarked: int


def measure_on_postgresql(minutes: float, folder: Path, tell: Tell) -> list[Measurement]:
    """The whole load; raises psycopg.OperationalError without a server of PostgreSQL."""
    with bench_database() as database:
        return _measure(database, PEOPLE, minutes, folder, tell)


def measure_on_sqlite(minutes: float, folder: Path, tell: Tell) -> list[Measurement]:
    """The same with fewer people, in a file."""
    database = SqliteDatabase(f"sqlite:///{folder}/load.sqlite3")
    return _measure(database, PEOPLE_ON_SQLITE, minutes, folder, tell)


def _measure(
    database: Database, people: int, minutes: float, folder: Path, tell: Tell
) -> list[Measurement]:
    plan = plan_load(people, QUESTIONS, minutes)
    tell(f"load on {database.kind}: an office")
    office = max(SMALLEST_OFFICE, round(OFFICE * minutes / WHOLE_MINUTES))
    with _installed(database, office, folder) as place, asyncio.Runner() as runner:
        takers = _make_takers(place, plan.people + QUIET)
        crowd, quiet = _gather(takers[: plan.people], plan), takers[plan.people :]
        for taker in quiet:  # this warms the server up, too
            runner.run(taker.start())
        tell(f"load on {database.kind}: {plan.people} people, {minutes:g} minutes")
        parts = runner.run(_run(place, crowd))
        tell(f"load on {database.kind}: one after another")
        alone = _measure_alone(place, runner, quiet)
    return _describe(database.kind, crowd, parts) + alone


@contextmanager
def _installed(database: Database, office: int, folder: Path) -> Iterator[Installation]:
    """Sen with a course and people, served as in production, with a worker beside it."""
    settings = {
        "SEN_INSTANCE": str(folder / "instance"),
        "SEN_DATABASE_URL": database.url,
        "SEN_SECRET_KEY": "only-for-measurements-0123456789",
    }
    app = create_app(load_settings(ROOT, settings))
    load_content.load_office(app, office, STARTER, folder)
    database.settle()
    with (
        running_server(settings, folder / "server.log") as server,
        running_worker(settings, folder / "worker.log"),
    ):
        yield Installation(app, server, database)


def _make_takers(place: Installation, count: int) -> list[Taker]:
    cookies = load_content.sign_in_people(place.app, count)
    return [
        Taker(Line(place.server.port), person_id, QUIZ, cookie, f"load{person_id}")
        for person_id, cookie in cookies.items()
    ]


def _gather(takers: list[Taker], plan: Plan) -> list[Person]:
    """Everybody with her moments and lots of her own."""
    moments = zip(takers, draw_journeys(plan, SEED), strict=True)
    return [
        Person(taker, journey, Random(f"{SEED} {number}"))
        for number, (taker, journey) in enumerate(moments)
    ]


async def _run(place: Installation, crowd: list[Person]) -> Parts:
    """All three parts, one after another, and what the server and the database used for each."""
    readings = [read_usage(place.server, place.database)]
    starting = await load_run.start_all(crowd)
    readings.append(read_usage(place.server, place.database))
    answering = await load_run.answer_all(crowd)
    readings.append(read_usage(place.server, place.database))
    lost = _count_lost(place.app, crowd)
    readings.append(read_usage(place.server, place.database))
    submitting = await load_run.submit_all(crowd)
    readings.append(read_usage(place.server, place.database))
    await load_run.end_all(crowd)
    standing = load_content.read_standing(place.app)
    unmarked = len(crowd) - standing.states.get("graded", 0) + standing.doubled
    used = {
        "answering": share_usage(readings[1], readings[2], len(answering.took_ms) or 1),
        "submitting": share_usage(readings[3], readings[4], len(submitting.took_ms) or 1),
    }
    lost += _count_lost(place.app, crowd)
    return Parts(starting, answering, submitting, used, lost, unmarked)


def _count_lost(app: Flask, crowd: list[Person]) -> int:
    return load_content.count_lost(app, {it.taker.person_id: it.taker.saved for it in crowd})


def _measure_alone(
    place: Installation, runner: asyncio.Runner, takers: list[Taker]
) -> list[Measurement]:
    """Processor time of a save and of a submission, done one after another in open attempts."""
    rng = Random(SEED)
    saves = ((taker, number + 1) for taker in takers for number in range(QUESTIONS))
    submits = iter(takers)

    def save() -> None:
        taker, position = next(saves)
        runner.run(taker.save(taker.give(position, rng)))

    def submit() -> None:
        runner.run(next(submits).submit())

    many = (len(takers) - WARM_UP) * QUESTIONS
    operations = [
        Operation(f"save_{place.database.kind}", save, WARM_UP * QUESTIONS, many),
        Operation(f"submit_{place.database.kind}", submit, WARM_UP, len(takers) - WARM_UP),
    ]
    measured = [measure(each, place.server, place.database) for each in operations]
    for taker in takers:
        runner.run(taker.line.end())
    return measured


def _describe(name: str, crowd: list[Person], parts: Parts) -> list[Measurement]:
    errors = [*parts.starting.errors, *parts.answering.errors, *parts.submitting.errors]
    begun = f"all {len(crowd)} had begun after {parts.starting.lasted_s:.1f} s"
    failed = (float(len(errors)), float(parts.lost), float(parts.unmarked))
    return [
        _latency(f"saves_{name}", parts.answering, parts.used["answering"]),
        _latency(f"submits_{name}", parts.submitting, parts.used["submitting"]),
        Measurement(f"failed_{name}", failed, "; ".join([begun, *errors[:1]])),
    ]


def _latency(key: str, part: Part, used: Usage) -> Measurement:
    """What 95 % do not exceed; the middle, 99 %, and what each used of a processor, beside it."""
    middle, most, nearly_all = (percentile(part.took_ms, share) for share in (50, 95, 99))
    count = len(part.took_ms)
    detail = (
        f"50 % {middle:.0f}, 99 % {nearly_all:.0f}; {count:,} times; "
        f"processor: server {used.server:.1f} + database {used.database:.1f}, "
        f"client {part.client_ms / (count or 1):.1f}; sent late {percentile(part.late_ms, 95):.0f}"
    )
    return Measurement(key, (round(most, 1),), detail)
