"""The figures to reach, and what was measured of them."""

from collections.abc import Mapping
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


@dataclass(frozen=True)
class Measurement:
    """What was measured of one figure; `detail` says what it is made of."""

    key: str
    values: tuple[float, ...]
    detail: str = ""


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
    Figure(
        "axe",
        "axe violations: sign-in / course / lesson / quiz / report",
        "",
        (1, 3, 4, 4, 3),
        (0, 0, 0, 0, 0),
        (0, 0, 0, 0, 0),
    ),
)


def verdict(figure: Figure, values: tuple[float, ...]) -> str:
    """Whether every value is within the aim, within what it must be, or over."""
    pairs = list(zip(values, figure.aim, figure.must, strict=True))
    if all(value <= aim for value, aim, _ in pairs):
        return "aim"
    return "must" if all(value <= must for value, _, must in pairs) else "over"


def as_json(measurements: Mapping[str, Measurement]) -> list[dict[str, object]]:
    """All figures with what was measured, ready to be written as JSON."""
    rows: list[dict[str, object]] = []
    for figure in FIGURES:
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
