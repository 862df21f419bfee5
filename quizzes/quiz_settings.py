"""How a quiz is taken: what its front matter says besides the words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

SHUFFLED_PARTS = ("questions", "choices")
BEHAVIOURS = ("after_submit", "immediate", "interactive", "practice")
REVIEW_PRESETS = ("open", "after_pass", "after_close", "none")
REVIEW_PARTS = (
    "score",
    "responses",
    "correctness",
    "correct_responses",
    "feedback",
    "explanation",
)
REVIEW_MOMENTS = ("during", "submitted", "passed", "closed")
COUNTS = ("best", "last", "first", "average")
RETAKES = ("all", "wrong")
PAGES = ("all", "one")

Review = str | Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class DrawRule:
    """So many questions of a bank, each with all the tags and of the difficulty asked for."""

    bank: str
    count: int
    tags: tuple[str, ...] = ()
    difficulty: str | None = None


@dataclass(frozen=True, kw_only=True)
class QuizSettings:
    """How a quiz is taken; None means no pass mark (in per cent), no limit, nothing sensitive.

    `review` is a preset, or for each part the moments when it is shown. `delay` parts the end of
    an attempt from the next, `counts` says which attempt does, `retake` whether a new one asks
    only what was wrong. `opens` and `closes` are days, or moments without a zone: those of the
    organisation. `page` says whether all questions stand on one page, or each on its own.
    """

    pass_mark: Decimal | None = None
    attempts: int | None = None
    delay: timedelta | None = None
    counts: str = "best"
    retake: str = "all"
    time_limit: timedelta | None = None
    grace: timedelta | None = None
    opens: date | datetime | None = None
    closes: date | datetime | None = None
    page: str = "all"
    shuffle: frozenset[str] = frozenset()
    feedback: str = "after_submit"
    review: Review = "open"
    draw: tuple[DrawRule, ...] = ()
    sensitive: str | None = None


def settings_to_json(settings: QuizSettings) -> dict[str, Any]:
    """Give settings as JSON values: decimals as strings, the time limit in whole seconds."""
    return {
        "pass_mark": text_of(settings.pass_mark),
        "attempts": settings.attempts,
        "time_limit": _seconds_of(settings.time_limit),
        "shuffle": sorted(settings.shuffle),
        "feedback": settings.feedback,
        "review": _review_to_json(settings.review),
        "draw": [
            {
                "bank": rule.bank,
                "count": rule.count,
                "tags": list(rule.tags),
                "difficulty": rule.difficulty,
            }
            for rule in settings.draw
        ],
        "sensitive": settings.sensitive,
        **_later_settings(settings),
    }


def _later_settings(settings: QuizSettings) -> dict[str, Any]:
    """What quizzes can say besides, where they do: what does not keeps its hash."""
    values = {
        "delay": _seconds_of(settings.delay),
        "counts": settings.counts,
        "retake": settings.retake,
        "grace": _seconds_of(settings.grace),
        "opens": None if settings.opens is None else settings.opens.isoformat(),
        "closes": None if settings.closes is None else settings.closes.isoformat(),
        "page": settings.page,
    }
    silence: dict[str, Any] = {"counts": COUNTS[0], "retake": RETAKES[0], "page": PAGES[0]}
    return {key: value for key, value in values.items() if value != silence.get(key)}


def settings_from_json(value: Mapping[str, Any]) -> QuizSettings:
    """Make the settings that `settings_to_json` wrote; KeyError where a part is missing."""
    return QuizSettings(
        pass_mark=decimal_of(value["pass_mark"]),
        attempts=value["attempts"],
        delay=_duration_of(value.get("delay")),
        counts=value.get("counts", COUNTS[0]),
        retake=value.get("retake", RETAKES[0]),
        time_limit=_duration_of(value["time_limit"]),
        grace=_duration_of(value.get("grace")),
        opens=_day_of(value.get("opens")),
        closes=_day_of(value.get("closes")),
        page=value.get("page", PAGES[0]),
        shuffle=frozenset(value["shuffle"]),
        feedback=value["feedback"],
        review=_review_from_json(value["review"]),
        draw=tuple(
            DrawRule(rule["bank"], rule["count"], tuple(rule["tags"]), rule["difficulty"])
            for rule in value["draw"]
        ),
        sensitive=value["sensitive"],
    )


def text_of(number: Decimal | None) -> str | None:
    """A number as JSON keeps it exactly."""
    return None if number is None else str(number)


def decimal_of(text: str | None) -> Decimal | None:
    """The number that `text_of` wrote."""
    return None if text is None else Decimal(text)


def _seconds_of(duration: timedelta | None) -> int | None:
    return None if duration is None else int(duration.total_seconds())


def _duration_of(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def _day_of(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _review_to_json(review: Review) -> str | dict[str, list[str]]:
    if isinstance(review, str):
        return review
    return {part: list(moments) for part, moments in review.items()}


def _review_from_json(value: str | Mapping[str, list[str]]) -> Review:
    if isinstance(value, str):
        return value
    return {part: tuple(moments) for part, moments in value.items()}
