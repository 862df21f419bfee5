"""The pictures of an item analysis, as SVG: questions by facility and discrimination, choices.

Like all drawings they have their own ground, so that they can be read where a browser does not
tell pictures of the dark, and the same figures stand in a table behind them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from quizzes.statistics.charts import Area, ShareBars, SpreadPoint

WIDTH = 480
SPREAD_HEIGHT = 340
LEFT, RIGHT, TOP, BOTTOM = 44, 466, 14, 286
HEAD, ROW, BAR, FOOT = 34, 62, 14, 8
BAR_LEFT, BAR_RIGHT = 58, 410
# Where a number may stand beside its dot.
AROUND = ((15.0, 0.0), (-15.0, 0.0), (0.0, -14.0), (0.0, 14.0), (13.0, -11.0), (-13.0, -11.0))

STYLE = (
    "text{font:17px system-ui,sans-serif;fill:#635852}"
    ".ground{fill:#fbf7f1}.base{stroke:#8c7f75}.good{fill:#dcebdd}.zero{stroke:#8c7f75;"
    "stroke-dasharray:2 4}.dot{fill:#2c6a45}.off{fill:#9c4a06}.name{fill:#2b2421;font-weight:600}"
    ".b0{fill:#d9b8a0}.b1{fill:#b07a5c}.b2{fill:#6e3b22}.right .b0{fill:#b4d3bc}"
    ".right .b1{fill:#6aa07d}.right .b2{fill:#2c6a45}"
    "@media(min-width:460px){text{font-size:13px}}"
    "@media(prefers-color-scheme:dark){text{fill:#b9ada3}.ground{fill:#1b1715}"
    ".base,.zero{stroke:#8b7f76}.good{fill:#263b2e}.dot{fill:#93cda8}.off{fill:#f3ad6b}"
    ".name{fill:#f1e9e1}.b0{fill:#6b4a37}.b1{fill:#a9795c}.b2{fill:#e8c0a4}"
    ".right .b0{fill:#2f4c3a}.right .b1{fill:#5d9171}.right .b2{fill:#a9dcba}}"
)


@dataclass(frozen=True)
class PictureWords:
    """What is written, in the reader's language: a title, the essential, and by place."""

    language: str
    title: str
    description: str
    across: str = ""
    upright: str = ""
    ends: tuple[str, str] = ("", "")
    thirds: tuple[str, ...] = ()


def draw_spread(points: Sequence[tuple[str, SpreadPoint]], area: Area, words: PictureWords) -> str:
    """Draw each question, given with its number, between hard and easy, and by what it tells."""
    left, right, top, bottom = _x(area.left), _x(area.right), _y(area.top), _y(area.bottom)
    parts = [
        f'<rect class="good" x="{left}" y="{top}" width="{right - left}"'
        f' height="{round(bottom - top, 1)}"/>',
        f'<path class="base" fill="none" d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}"/>',
        f'<path class="zero" d="M{LEFT} {_y(0.5)}H{RIGHT}"/>',
        f'<text x="{LEFT}" y="{BOTTOM + 22}">{escape(words.ends[0])}</text>',
        f'<text x="{RIGHT}" y="{BOTTOM + 22}" text-anchor="end">{escape(words.ends[1])}</text>',
        f'<text x="{(LEFT + RIGHT) // 2}" y="{BOTTOM + 44}" text-anchor="middle">'
        f"{escape(words.across)}</text>",
        f'<text transform="translate(20 {(TOP + BOTTOM) // 2}) rotate(-90)" text-anchor="middle">'
        f"{escape(words.upright)}</text>",
        *(_dot(point) for _number, point in points),
        *_numbers(points),
    ]
    return _drawing(SPREAD_HEIGHT, words, parts)


def choices_height(bars: Sequence[ShareBars]) -> int:
    """How high the picture of so many choices is."""
    return HEAD + ROW * len(bars) + FOOT


def draw_choices(bars: Sequence[ShareBars], words: PictureWords) -> str:
    """Draw for each choice how many took it, by thirds from the bottom one, or all at once."""
    parts = [
        f'<g transform="translate({BAR_LEFT + index * 130} 8)">'
        f'<rect class="b{index}" width="{BAR}" height="{BAR}"/>'
        f'<text x="{BAR + 6}" y="{BAR - 2}">{escape(third)}</text></g>'
        for index, third in enumerate(words.thirds)
    ]
    parts += [_choice(index, each) for index, each in enumerate(bars)]
    return _drawing(choices_height(bars), words, parts)


def _choice(index: int, bars: ShareBars) -> str:
    top = HEAD + ROW * index
    kind = ' class="right"' if bars.is_right else ""
    is_split = len(bars.lengths) > 1
    shapes = "".join(
        _bar(place if is_split else 2, top + (place if is_split else 1) * (BAR + 3), length)
        for place, length in enumerate(bars.lengths)
        if length is not None
    )
    sign = "✓ " if bars.is_right else ""
    name = f'<text class="name" x="{BAR_LEFT - 10}" y="{top + 29}" text-anchor="end">'
    return f"<g{kind}>{name}{sign}{escape(bars.label[:6])}</text>{shapes}</g>"


def _bar(tint: int, y: int, length: float) -> str:
    width = round((BAR_RIGHT - BAR_LEFT) * length, 1)
    return (
        f'<rect class="b{tint}" x="{BAR_LEFT}" y="{y}" width="{max(width, 1)}" height="{BAR}"/>'
        f'<text x="{BAR_LEFT + max(width, 1) + 6}" y="{y + BAR - 2}">{round(length * 100)}%</text>'
    )


def _dot(point: SpreadPoint) -> str:
    kind = "dot" if point.is_good else "off"
    return f'<circle class="{kind}" cx="{_x(point.x)}" cy="{_y(point.y)}" r="5"/>'


def _numbers(points: Sequence[tuple[str, SpreadPoint]]) -> list[str]:
    """Number the dots where there is room, those to look at first."""
    taken: list[tuple[float, float]] = [(_x(point.x), _y(point.y)) for _number, point in points]
    parts = []
    for number, point in sorted(points, key=lambda each: each[1].is_good):
        x, y = _x(point.x), _y(point.y)
        places = [(x + right, y + down) for right, down in AROUND]
        free = next((place for place in places if _is_free(place, (x, y), taken)), None)
        if free is not None:
            taken.append(free)
            parts.append(
                f'<text class="name" x="{free[0]}" y="{free[1] + 5}" text-anchor="middle">'
                f"{escape(number)}</text>"
            )
    return parts


def _is_free(
    place: tuple[float, float], own: tuple[float, float], taken: Sequence[tuple[float, float]]
) -> bool:
    """Whether a number fits there: within the picture, and over nothing but its own dot's edge."""
    x, y = place
    others = [each for each in taken if each != own]
    is_inside = LEFT + 8 < x < RIGHT + 6 and TOP < y < BOTTOM - 8
    return is_inside and all(
        abs(x - other_x) > 17 or abs(y - other_y) > 13 for other_x, other_y in others
    )


def _drawing(height: int, words: PictureWords, parts: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
        f' width="{WIDTH}" height="{height}" role="img" lang="{escape(words.language)}">'
        f"<title>{escape(words.title)}</title><desc>{escape(words.description)}</desc>"
        f'<style>{STYLE}</style><rect class="ground" width="{WIDTH}" height="{height}"/>'
    )
    return "".join([head, *parts, "</svg>"])


def _x(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def _y(share: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share, 1)
