"""The figures to reach, and what was measured of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table; figures with several numbers have several values."""

    key: str
    operation: str
    unit: str
    moodle: tuple[float, ...]
    must: tuple[float, ...]
    aim: tuple[float, ...]
    part: str = "pages"


@dataclass(frozen=True)
class Measurement:
    """What was measured of one figure; `detail` says what it is made of."""

    key: str
    values: tuple[float, ...]
    detail: str = ""


def _load(kind: str, name: str, people: int) -> tuple[Figure, ...]:
    """The figures of the load on one kind of database."""
    saves = f"95 % of saves while {people} take a quiz, {name}"
    submits = f"95 % of submissions of 20 questions, {name}"
    failed = "  errors / lost answers / not marked once"
    save, submit = f"saving an answer, {name}", f"submitting 20 questions, {name}"
    return (
        Figure(f"saves_{kind}", saves, "ms", (), (150,), (150,), "load"),
        Figure(f"submits_{kind}", submits, "ms", (), (500,), (500,), "load"),
        Figure(f"failed_{kind}", failed, "", (), (0, 0, 0), (0, 0, 0), "load"),
        Figure(f"save_{kind}", save, "ms", (), (7,), (4,), "load"),
        Figure(f"submit_{kind}", submit, "ms", (), (25,), (25,), "load"),
    )


def _studio(kind: str, operation: str) -> Figure:
    return Figure(f"studio_{kind}", operation, "ms", (), (40,), (30,), "studio")


FIGURES = (
    Figure("sign_in", "sign in (form and POST)", "ms", (231,), (60,), (45,)),
    Figure("course", "course page", "ms", (74,), (9,), (6,)),
    Figure("lesson", "lesson page", "ms", (66,), (8,), (5,)),
    Figure("attempt", "whole attempt of 10 questions", "ms", (363,), (110,), (70,)),
    Figure("report", "completion report, first page, 5,000 people", "ms", (187,), (30,), (20,)),
    Figure("csv", "completion CSV, 5,000 people × 9 activities", "ms", (8335,), (600,), (300,)),
    Figure(
        "first_visit",
        "first visit of a lesson: requests / KiB",
        "",
        (21, 1468),
        (12, 150),
        (8, 110),
    ),
    Figure("second_visit", "second visit of a lesson", "KiB", (), (20,), (12,)),
    Figure("memory", "memory (PSS) of 2 web workers", "MB", (281,), (200,), (150,)),
    Figure(
        "import",
        "staff import, 20,000 rows: dry run / apply / lock",
        "s",
        (),
        (10, 20, 2),
        (7, 14, 1.5),
    ),
    Figure("import_memory", "its memory: dry run / apply", "MB", (), (300, 300), (270, 270)),
    Figure("statistics", "item analysis, 20,000 attempts × 20 questions", "s", (), (5,), (4,)),
    Figure("statistics_memory", "its memory", "MB", (), (300,), (200,)),
    Figure(
        "round_trip",
        "20,000 exported, 500 changed: export / dry run / apply / again / lock",
        "s",
        (),
        (10, 10, 20, 20, 2),
        (7, 7, 14, 14, 1.5),
    ),
    Figure(
        "round_trip_memory",
        "its memory: export / dry run / apply / again",
        "MB",
        (),
        (300, 300, 300, 300),
        (270, 270, 270, 270),
    ),
    Figure(
        "bundle_memory",
        "course with 50 MB of pictures given out, above idle: studio / command",
        "MB",
        (),
        (100, 100),
        (20, 20),
        "bundles",
    ),
    Figure(
        "axe",
        "axe violations: sign-in / course / lesson / quiz / report",
        "",
        (1, 3, 4, 4, 3),
        (0, 0, 0, 0, 0),
        (0, 0, 0, 0, 0),
    ),
    _studio("preview", "preview of a lesson of 2,000 words"),
    _studio("editor", "editor of a lesson in a course of 60"),
    _studio("translation", "editor of a translation, its original beside it"),
    _studio("manifest", "editor of what puts 60 lessons together"),
    _studio("history", "history of 500 versions"),
    *_load("postgresql", "PostgreSQL", 500),
    *_load("sqlite", "SQLite", 150),
)


def render_values(measured: Measurement) -> str:
    """A measurement by itself, for those who ran only this one."""
    figure = next(each for each in FIGURES if each.key == measured.key)
    values = " / ".join(f"{value:g}" for value in measured.values)
    line = f"{figure.operation}: {values} {figure.unit} ({verdict(figure, measured.values)})"
    return f"{line}; {measured.detail}" if measured.detail else line


def figures_of(parts: Collection[str]) -> list[Figure]:
    """The lines of the table that belong to these parts of a run."""
    return [figure for figure in FIGURES if figure.part in parts]


def verdict(figure: Figure, values: tuple[float, ...]) -> str:
    """Whether every value is within the aim, within what it must be, or over."""
    pairs = list(zip(values, figure.aim, figure.must, strict=True))
    if all(value <= aim for value, aim, _ in pairs):
        return "aim"
    return "must" if all(value <= must for value, _, must in pairs) else "over"


def as_json(
    figures: Sequence[Figure], measurements: Mapping[str, Measurement]
) -> list[dict[str, object]]:
    """These figures with what was measured, ready to be written as JSON."""
    rows: list[dict[str, object]] = []
    for figure in figures:
        measured = measurements.get(figure.key)
        rows.append(
            {
                "key": figure.key,
                "operation": figure.operation,
                "unit": figure.unit,
                "moodle": list(figure.moodle),
                "must": list(figure.must),
                "aim": list(figure.aim),
                "measured": list(measured.values) if measured else None,
                "detail": measured.detail if measured else "",
                "verdict": verdict(figure, measured.values) if measured else "not run",
            }
        )
    return rows
