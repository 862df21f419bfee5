"""The table that a benchmark prints."""

from collections.abc import Mapping, Sequence

from bench.figures import FIGURES, Figure, Measurement, verdict
from bench.query_counts import LIMIT

HEAD = ("operation", "Moodle 4.1", "must", "aim", "measured", "", "made of")
YARDSTICK = "yardstick: ms for a fixed piece of Python work at that time; figures grow with it"


def render_report(
    figures: Sequence[Figure],
    measurements: Mapping[str, Measurement],
    query_counts: Mapping[str, int],
    not_run: Sequence[str],
) -> str:
    """Figures, queries per page, and what could not be run."""
    rows = [HEAD, *(_row(figure, measurements.get(figure.key)) for figure in figures)]
    parts = [render_table(rows), YARDSTICK]
    if query_counts:
        counts = [("queries per page", f"at most {LIMIT}")]
        counts += [(name, _count_text(count)) for name, count in query_counts.items()]
        parts.append(render_table(counts))
    parts += [f"Not run: {reason}" for reason in not_run]
    return "\n\n".join(parts)


def render_measured(measured: Sequence[Measurement]) -> str:
    """Only the figures that these measurements are of."""
    found = {each.key: each for each in measured}
    rows = [_row(figure, found[figure.key]) for figure in FIGURES if figure.key in found]
    return render_table([HEAD, *rows])


def render_table(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell; a line under the head."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


def _row(figure: Figure, measured: Measurement | None) -> tuple[str, ...]:
    unit = f" {figure.unit}" if figure.unit else ""
    shown = _numbers(measured.values) + unit if measured else "not run"
    return (
        figure.operation,
        _numbers(figure.moodle) + unit if figure.moodle else "–",
        _numbers(figure.must) + unit,
        _numbers(figure.aim) + unit,
        shown,
        verdict(figure, measured.values) if measured else "",
        measured.detail if measured else "",
    )


def _numbers(values: Sequence[float]) -> str:
    return " / ".join(f"{value:,.0f}" if value >= 20 else f"{value:.3g}" for value in values)


def _count_text(count: int) -> str:
    return f"{count}" if count <= LIMIT else f"{count} (too many)"
