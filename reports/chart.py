"""The chart of completions by week: its weeks, and its drawing as an SVG."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

WIDTH, HEIGHT = 480, 260
LEFT, RIGHT, TOP, BOTTOM = 10, 470, 34, 222
# Letters where they are largest: how high a digit is, how wide a letter and a number may be; then
# how far words stand over a line, and a number over its dot.
LETTER, LETTER_WIDTH, NUMBER_WIDTH = 15, 10, 40
OVER_LINE, OVER_DOT = 7, 11
WEEK = timedelta(days=7)
MOST_WEEKS = 26
NOBODY_ASKED: Mapping[int, int] = {}

# The picture has its own ground, so that it can be read where a browser does not tell pictures
# of the dark. Letters are larger where it is shown small.
STYLE = (
    "text{font:18px system-ui,sans-serif;fill:#635852}"
    ".ground{fill:#fbf7f1}.base{stroke:#8c7f75}.area{fill:#dcebdd}"
    ".line{fill:none;stroke:#2c6a45;stroke-width:2.5;stroke-linejoin:round}"
    ".dot{fill:#2c6a45}.now{fill:#2c6a45;font-weight:600;stroke:#fbf7f1;stroke-width:4px;"
    "paint-order:stroke;stroke-linejoin:round}"
    ".goal{stroke:#2b2421;stroke-dasharray:2 4}.due{stroke:#9c4a06;stroke-width:1.5}"
    "text.due{stroke:none;fill:#9c4a06}text.goal{stroke:none;fill:#2b2421}"
    "@media(min-width:460px){text{font-size:13px}}"
    "@media(prefers-color-scheme:dark){text{fill:#b9ada3}.ground{fill:#1b1715}"
    ".base{stroke:#8b7f76}.area{fill:#263b2e}.line{stroke:#93cda8}.dot,.now{fill:#93cda8}.now{stroke:#1b1715}"
    ".goal{stroke:#f1e9e1}.due{stroke:#f3ad6b}text.due{fill:#f3ad6b}text.goal{fill:#f1e9e1}}"
)


@dataclass(frozen=True)
class Week:
    """One ISO week: its Monday, how many completed in it, and how many had done so at its end.

    Who was `asked` again in it had not any more.
    """

    monday: date
    completed: int
    altogether: int
    asked: int = 0

    @property
    def before(self) -> int:
        """How many had completed when it began."""
        return self.altogether - self.completed + self.asked


@dataclass(frozen=True)
class Chart:
    """What is drawn: the weeks up to today, out of how many people, and what is wanted by when."""

    weeks: Sequence[Week]
    today: date
    people: int
    needed: int | None
    due_on: date | None


@dataclass(frozen=True)
class ChartWords:
    """What is written, in the reader's language; days as the reader writes them."""

    language: str
    title: str
    description: str
    goal: str
    first_day: str
    due_day: str
    today: str


def monday_of(day: date) -> date:
    """The Monday of the ISO week of `day`."""
    return day - timedelta(days=day.weekday())


def recent_mondays(today: date) -> list[date]:
    """The Mondays of the last MOST_WEEKS weeks, this week's last."""
    this = monday_of(today)
    return [this - WEEK * number for number in range(MOST_WEEKS - 1, -1, -1)]


def weeks_from(
    mondays: Sequence[date],
    counts: Mapping[int, int],
    not_after: date | None,
    asked: Mapping[int, int] = NOBODY_ASKED,
) -> list[Week]:
    """The weeks that begin at `mondays`, without the empty ones that lead.

    `counts` says how many completed in the week of each index, `asked` how many were asked again;
    -1 holds all before the first.
    The week of `not_after` (the day a goal was set) is shown even when it leads empty.
    """
    weeks: list[Week] = []
    altogether = counts.get(-1, 0) - asked.get(-1, 0)
    for index, monday in enumerate(mondays):
        completed = counts.get(index, 0)
        altogether += completed - asked.get(index, 0)
        has_begun = not_after is not None and monday >= monday_of(not_after)
        is_last = index == len(mondays) - 1
        if weeks or altogether or has_begun or is_last:
            weeks.append(Week(monday, completed, altogether, asked.get(index, 0)))
    return weeks


def draw_completions(chart: Chart, words: ChartWords) -> str:
    """The drawing: a line of completions altogether, the goal across, the due day upright."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" role="img" lang="{escape(words.language)}">',
        f"<title>{escape(words.title)}</title><desc>{escape(words.description)}</desc>",
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
        *_curve(chart),
        f'<path class="base" d="M{LEFT} {BOTTOM}H{RIGHT}"/>',
        *_due(chart, words),
        *_goal(chart, words),
        *_now(chart, words),
        *_days(chart, words),
        "</svg>",
    ]
    return "".join(parts)


def _day_after(day: date) -> date:
    """The next day; the last that there is has none."""
    return min(day, date.max - timedelta(days=1)) + timedelta(days=1)


def _last_day(chart: Chart) -> date:
    return _day_after(max(chart.today, chart.due_on or chart.today))


def _x(chart: Chart, day: date) -> float:
    first = chart.weeks[0].monday
    share = (day - first).days / max(1, (_last_day(chart) - first).days)
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0), 1)


def _y(chart: Chart, people: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * people / max(1, chart.people), 1)


def _points(chart: Chart) -> list[tuple[float, float]]:
    """Where the line goes: from what was there before the first week, to the end of each."""
    first = chart.weeks[0]
    points = [(_x(chart, first.monday), _y(chart, first.before))]
    tomorrow = chart.today + timedelta(days=1)
    for week in chart.weeks:
        end = min(week.monday + WEEK, tomorrow)
        points.append((_x(chart, end), _y(chart, week.altogether)))
    return points


def _curve(chart: Chart) -> list[str]:
    points = _points(chart)
    line = "L".join(f"{x} {y}" for x, y in points)
    area = f"M{points[0][0]} {BOTTOM}L{line}L{points[-1][0]} {BOTTOM}Z"
    return [f'<path class="area" d="{area}"/>', f'<path class="line" d="M{line}"/>']


def _goal(chart: Chart, words: ChartWords) -> list[str]:
    if chart.needed is None:
        return []
    y = _y(chart, chart.needed)
    return [
        f'<path class="goal" d="M{LEFT} {y}H{RIGHT}"/>',
        f'<text class="goal" x="{LEFT}" y="{round(y - OVER_LINE, 1)}">{escape(words.goal)}</text>',
    ]


def _due(chart: Chart, words: ChartWords) -> list[str]:
    if chart.due_on is None:
        return []
    x = _x(chart, _day_after(chart.due_on))
    return [
        f'<path class="due" d="M{x} {TOP - 10}V{BOTTOM}"/>',
        f'<text class="due" x="{x}" y="{BOTTOM + 24}" text-anchor="{_anchor(x)}">'
        f"{escape(words.due_day)}</text>",
    ]


def _now(chart: Chart, words: ChartWords) -> list[str]:
    x, y = _points(chart)[-1]
    number = chart.weeks[-1].altogether
    return [
        f'<circle class="dot" cx="{x}" cy="{y}" r="5"/>',
        f'<text class="now" x="{x}" y="{_number_y(chart, words, x, y)}"'
        f' text-anchor="{_anchor(x)}">{number}</text>',
    ]


def _number_y(chart: Chart, words: ChartWords, x: float, y: float) -> float:
    """The baseline of the number: over its dot, unless the goal's line or words are in the way."""
    over = round(y - OVER_DOT, 1)
    if chart.needed is None:
        return over
    line = _y(chart, chart.needed)
    words_y = line - OVER_LINE
    is_beside = x - NUMBER_WIDTH < LEFT + len(words.goal) * LETTER_WIDTH
    free = (
        each
        for each in (over, words_y, y + OVER_DOT + LETTER, words_y - LETTER - 3)
        if TOP - LETTER < each < BOTTOM
        and not each - LETTER < line < each + 4
        and not (is_beside and abs(each - words_y) < LETTER)
    )
    return round(next(free, over), 1)


def _days(chart: Chart, words: ChartWords) -> list[str]:
    """The first day at the left, today at the right, where the due day leaves them room."""
    due = _x(chart, _day_after(chart.due_on)) if chart.due_on else None
    parts = []
    if due is None or due > LEFT + 150:
        parts.append(f'<text x="{LEFT}" y="{BOTTOM + 24}">{escape(words.first_day)}</text>')
    if due is None or due < RIGHT - 150:
        parts.append(
            f'<text x="{RIGHT}" y="{BOTTOM + 24}" text-anchor="end">{escape(words.today)}</text>'
        )
    return parts


def _anchor(x: float) -> str:
    if x > RIGHT - 70:
        return "end"
    return "start" if x < LEFT + 70 else "middle"
