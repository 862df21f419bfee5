"""How a quiz is taken, as a form asks for it, and written back into its front matter. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.sentences import Sentence
from core.yaml_edits import YamlText
from quizzes.quiz_markdown.settings import (
    READERS,
    SettingRefused,
    read_draw_rule,
    write_draw_rule,
    write_settings,
)
from quizzes.quiz_settings import REVIEW_PARTS, SHUFFLED_PARTS, QuizSettings

NAMES = tuple(name for name in READERS if name != "sensitive")
SILENCE: Mapping[str, Any] = {
    "counts": "best",
    "retake": "all",
    "page": "all",
    "feedback": "after_submit",
    "review": "open",
    "shuffle": [],
}
DURATIONS = ("time_limit", "delay", "grace")
OWN_REVIEW = "own"
_UNITS = (
    (re.compile(r"\s*(ngày|days?)\b\s*"), "d"),
    (re.compile(r"\s*(giờ|tiếng|hours?|hrs?)\b\s*"), "h"),
    (re.compile(r"\s*(phút|minutes?|mins?)\b\s*"), "m"),
    (re.compile(r"\s*(giây|seconds?|secs?)\b\s*"), "s"),
)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", re.DOTALL)


@dataclass(frozen=True)
class Mistakes:
    """What is wrong, by the name of the field; draws by their number."""

    fields: Mapping[str, Sentence]
    draws: Mapping[int, Sentence]

    def __bool__(self) -> bool:
        return bool(self.fields or self.draws)


def typed_values(settings: QuizSettings) -> dict[str, Any]:
    """What a form shows: as it would be written, with what silence means."""
    written = {**SILENCE, **write_settings(settings)}
    values: dict[str, Any] = {name: written.get(name, "") for name in NAMES}
    for name in ("pass_mark", "attempts", "opens", "closes"):
        values[name] = str(values[name])[:16] if values[name] != "" else ""
    review = values["review"]
    values["matrix"] = dict(review) if isinstance(review, dict) else {}
    values["review"] = OWN_REVIEW if isinstance(review, dict) else review
    values["draw"] = [
        {
            "bank": rule.bank,
            "count": str(rule.count),
            "tags": " ".join(rule.tags),
            "difficulty": rule.difficulty or "",
        }
        for rule in settings.draw
    ]
    return values


def read_typed(typed: Mapping[str, Any]) -> tuple[dict[str, Any], Mistakes]:
    """YAML values of what was typed, None for what says nothing; and what is wrong with them."""
    values: dict[str, Any] = {}
    wrong: dict[str, Sentence] = {}
    for name in NAMES:
        value = _as_yaml(name, typed)
        values[name] = None if value == SILENCE.get(name, "") else value
        try:
            if values[name] is not None:
                READERS[name](values[name])
        except SettingRefused as refusal:
            wrong[name] = refusal.suggestion
    draws, wrong_draws = _read_draws(typed.get("draw", ()))
    return {**values, "draw": draws}, Mistakes(wrong, wrong_draws)


def write_typed(source: str, settings: QuizSettings, values: Mapping[str, Any]) -> str:
    """The file with these settings; what means the same already stays as it is written."""
    head = YamlText.front_matter(source)
    known = {name: getattr(settings, name) for name in NAMES}
    for index, name in enumerate(NAMES):
        value = values[name]
        new = READERS[name](value) if value is not None else getattr(QuizSettings(), name)
        if new != known[name]:
            head.set(name, value, ("id", "kind", "title", *NAMES[:index]))
    rules = tuple(read_draw_rule(row) for row in values["draw"])
    if rules != settings.draw:
        head.set_rows("draw", [write_draw_rule(rule) for rule in rules])
    return str(head)


def _as_yaml(name: str, typed: Mapping[str, Any]) -> Any:
    value = typed.get(name)
    if name == "shuffle":
        return [part for part in SHUFFLED_PARTS if part in (value or ())]
    if name == "review":
        matrix = typed.get("matrix") or {}
        own = {part: list(matrix[part]) for part in REVIEW_PARTS if matrix.get(part)}
        return own if value == OWN_REVIEW else value
    text = str(value or "").strip()
    if name in DURATIONS:
        return _duration(text)
    if name in ("opens", "closes"):
        return _day(text)
    if name == "pass_mark":
        return _number(text.removesuffix("%").strip().replace(",", "."))
    return _number(text) if name == "attempts" else text


def _duration(text: str) -> str:
    """`1 giờ 30 phút` as 1h30m; a bare number is minutes."""
    text = text.casefold()
    for pattern, unit in _UNITS:
        text = pattern.sub(unit, text)
    text = text.replace(" ", "")
    return f"{text}m" if text.isdecimal() and text != "0" else text


def _day(text: str) -> str:
    """`15/12/2026 17:00` as 2026-12-15 17:00."""
    found = _DAY.fullmatch(text.replace("T", " "))
    if not found:
        return text.replace("T", " ")
    day, month, year, rest = found.groups()
    return f"{year}-{int(month):02d}-{int(day):02d}{rest}"


def _number(text: str) -> Any:
    if text.isdecimal() and len(text) < 10:
        return int(text)
    try:
        return float(text) if re.fullmatch(r"\d{1,6}\.\d{1,6}", text) else text
    except ValueError:  # pragma: no cover - the pattern holds only numbers
        return text


def _read_draws(
    rows: Sequence[Mapping[str, str]],
) -> tuple[list[dict[str, Any]], dict[int, Sentence]]:
    """The rules that were filled in; a row without bank and count is none."""
    draws: list[dict[str, Any]] = []
    wrong: dict[int, Sentence] = {}
    for index, row in enumerate(rows):
        count = str(row.get("count") or "").strip()
        if not row.get("bank") or not count:
            continue
        tags = str(row.get("tags") or "").replace(",", " ").split()
        value: dict[str, Any] = {"bank": row["bank"], "count": _number(count), "tags": tags}
        value = {**value, "difficulty": row.get("difficulty") or None}
        try:
            draws.append(write_draw_rule(read_draw_rule(value)))
        except SettingRefused as refusal:
            wrong[index] = refusal.suggestion
    return draws, wrong
