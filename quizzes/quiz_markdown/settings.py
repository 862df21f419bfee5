"""How a quiz is taken, setting by setting, as its front matter reads and writes it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from core.sentences import Refusal, Sentence, say
from quizzes.content import DIFFICULTIES
from quizzes.quiz_markdown.attributes import read_number
from quizzes.quiz_settings import (
    BEHAVIOURS,
    COUNTS,
    PAGES,
    RETAKES,
    REVIEW_MOMENTS,
    REVIEW_PARTS,
    REVIEW_PRESETS,
    SHUFFLED_PARTS,
    DrawRule,
    QuizSettings,
    Review,
)

_DURATION = re.compile(
    r"(?=[0-9])(?:([0-9]{1,3})d)?(?:([0-9]{1,3})h)?(?:([0-9]{1,4})m)?(?:([0-9]{1,5})s)?"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")
FIRST_YEAR, LAST_YEAR = 1900, 2200
_DRAW_KEYS = frozenset({"bank", "count", "tags", "difficulty"})


class SettingRefused(Refusal):
    """A setting says something that is not possible; `suggestion` is what would be."""

    def __init__(self, reason: Sentence, suggestion: Sentence) -> None:
        super().__init__(reason)
        self.suggestion = suggestion


def read_draw_rule(value: Any) -> DrawRule:
    """Read one line of `draw`; SettingRefused where it cannot be followed."""
    example = say("Write {bank: law, count: 4, tags: [article-5], difficulty: hard}.")
    if not isinstance(value, dict) or not isinstance(value.get("bank"), str):
        raise SettingRefused(say("A draw does not name its bank."), example)
    unknown = next((key for key in value if key not in _DRAW_KEYS), None)
    if unknown is not None:
        raise SettingRefused(say("A draw does not know “%(key)s”.", key=unknown), example)
    difficulty = value.get("difficulty")
    return DrawRule(
        bank=value["bank"],
        count=_read_count(value.get("count"), "count"),
        tags=tuple(_read_tag(tag) for tag in _read_list(value.get("tags"), "tags")),
        difficulty=None if difficulty is None else _read_word(difficulty, DIFFICULTIES),
    )


def write_settings(settings: QuizSettings) -> dict[str, Any]:
    """Give the settings that differ from what silence means, as YAML values in their order."""
    mark = settings.pass_mark
    values = {
        "pass_mark": None if mark is None else _write_mark(mark),
        "attempts": settings.attempts,
        "delay": _write_duration(settings.delay),
        "counts": settings.counts,
        "retake": settings.retake,
        "time_limit": _write_duration(settings.time_limit),
        "grace": _write_duration(settings.grace),
        "opens": settings.opens,
        "closes": settings.closes,
        "page": settings.page,
        "shuffle": [part for part in SHUFFLED_PARTS if part in settings.shuffle],
        "feedback": settings.feedback,
        "review": _write_review(settings.review),
        "sensitive": settings.sensitive,
    }
    usual = QuizSettings()
    names = ("counts", "retake", "page", "feedback", "review")
    silence: dict[str, Any] = {"shuffle": [], **{name: getattr(usual, name) for name in names}}
    return {key: value for key, value in values.items() if value != silence.get(key)}


def write_draw_rule(rule: DrawRule) -> dict[str, Any]:
    """Give one line of `draw` as a YAML value."""
    values = {
        "bank": rule.bank,
        "count": rule.count,
        "tags": list(rule.tags),
        "difficulty": rule.difficulty,
    }
    return {key: value for key, value in values.items() if value}


def _read_mark(value: Any) -> Decimal:
    number = read_number(str(value))
    if number is None or not 0 <= number <= 100:
        raise SettingRefused(
            say("The pass mark %(value)s is not possible.", value=value),
            say("Write per cent from 0 to 100: 80."),
        )
    return number


def _write_mark(mark: Decimal) -> int | float:
    return int(mark) if mark == mark.to_integral_value() else float(mark)


def _read_attempts(value: Any) -> int:
    return _read_count(value, "attempts")


def _read_count(value: Any, name: str) -> int:
    if type(value) is not int or value < 1:
        raise SettingRefused(
            say("%(key)s: %(value)s is not possible.", key=name, value=value),
            say("Write %(key)s: 1 or more.", key=name),
        )
    return value


def _read_duration(value: Any) -> timedelta:
    duration = _read_grace(value)
    if not duration:
        raise _impossible_duration(value)
    return duration


def _read_grace(value: Any) -> timedelta:
    match = _DURATION.fullmatch("0s" if str(value) == "0" else str(value))
    if match is None:
        raise _impossible_duration(value)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def _impossible_duration(value: Any) -> SettingRefused:
    message = say("The time %(value)s is not possible.", value=value)
    return SettingRefused(message, say("Write 20m, 1h30m, 90s or 2d."))


def _write_duration(duration: timedelta | None) -> str | None:
    if duration is None:
        return None
    minutes, seconds = divmod(int(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "d"), (hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0s"


def _read_day(value: Any) -> date | datetime:
    text = str(value)
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        day = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError
        return day
    except ValueError:
        raise SettingRefused(
            say("“%(value)s” is no day.", value=value),
            say("Write it as 2026-12-15, or 2026-12-15 17:00."),
        ) from None


def _read_shuffle(value: Any) -> frozenset[str]:
    return frozenset(_read_word(part, SHUFFLED_PARTS) for part in _read_list(value, "shuffle"))


def _read_behaviour(value: Any) -> str:
    return _read_word(value, BEHAVIOURS)


def _read_counts(value: Any) -> str:
    return _read_word(value, COUNTS)


def _read_retake(value: Any) -> str:
    return _read_word(value, RETAKES)


def _read_page(value: Any) -> str:
    return _read_word(value, PAGES)


def _read_review(value: Any) -> Review:
    if not isinstance(value, dict):
        return _read_word(value, REVIEW_PRESETS)
    return {
        _read_word(part, REVIEW_PARTS): _read_moments(moments) for part, moments in value.items()
    }


def _read_moments(value: Any) -> tuple[str, ...]:
    moments = [_read_word(moment, REVIEW_MOMENTS) for moment in _read_list(value, "review")]
    return tuple(moment for moment in REVIEW_MOMENTS if moment in moments)


def _write_review(review: Review) -> str | dict[str, list[str]]:
    if isinstance(review, str):
        return review
    return {part: list(review[part]) for part in REVIEW_PARTS if part in review}


def _read_sensitive(value: Any) -> str:
    return _read_word(value, ("violence",))


def _read_word(value: Any, words: Sequence[str]) -> str:
    if value not in words:
        raise SettingRefused(
            say("“%(value)s” is not possible.", value=value),
            say("Write one of: %(words)s.", words=", ".join(words)),
        )
    return str(value)


def _read_list(value: Any, name: str) -> list[Any]:
    if value is not None and not isinstance(value, list):
        raise SettingRefused(
            say("%(key)s is no list.", key=name),
            say("Write it in brackets: %(key)s: [%(value)s].", key=name, value=value),
        )
    return value or []


def _read_tag(value: Any) -> str:
    if not isinstance(value, str | int) or re.search(r"[\s,]", str(value)):
        raise SettingRefused(
            say("“%(value)s” is no tag.", value=value), say("Write a word without space.")
        )
    return str(value)


READERS: Mapping[str, Callable[[Any], Any]] = {
    "pass_mark": _read_mark,
    "attempts": _read_attempts,
    "delay": _read_duration,
    "counts": _read_counts,
    "retake": _read_retake,
    "time_limit": _read_duration,
    "grace": _read_grace,
    "opens": _read_day,
    "closes": _read_day,
    "page": _read_page,
    "shuffle": _read_shuffle,
    "feedback": _read_behaviour,
    "review": _read_review,
    "sensitive": _read_sensitive,
}
