"""The YAML at the head of a quiz file: what the file is, and how the quiz is taken."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from core.sentences import say
from core.yaml_source import YamlRefused, read_yaml
from quizzes.quiz_markdown.problems import ProblemLog
from quizzes.quiz_markdown.settings import (
    READERS,
    SettingRefused,
    read_draw_rule,
    write_draw_rule,
)
from quizzes.quiz_settings import DrawRule, QuizSettings
from quizzes.timing import NO_EXCEPTIONS, window_of

FENCE = "---"
KINDS = {"quiz": say("quiz"), "bank": say("bank")}

FIRST_LINE = 2
MEND = say("Write each entry as key: value, on a line of its own.")

DEFAULTS = QuizSettings()
ANY_ZONE = ZoneInfo("UTC")

_KEYS: Mapping[str, tuple[str, ...]] = {
    "quiz": ("id", "kind", "title", *READERS, "draw"),
    "bank": ("id", "kind", "title"),
}


@dataclass(frozen=True)
class Header:
    """What the front matter says."""

    kind: str = "quiz"
    id: str | None = None
    title: str | None = None
    settings: QuizSettings = DEFAULTS


@dataclass(frozen=True)
class _Entries:
    values: Mapping[Any, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    draw_lines: Sequence[int] = ()

    def line_of(self, key: Any) -> int:
        return self.lines.get(str(key), 1)


def split_front_matter(text: str, problems: ProblemLog) -> tuple[str, str, int]:
    """Part the front matter from the body; the number is that of the body's first line."""
    first, *lines = text.split("\n")
    if first.rstrip() != FENCE:
        mend = say("Begin it with %(fence)s, kind: quiz and %(fence)s.", fence=FENCE)
        problems.refuse(1, say("The file has no front matter."), mend)
        return "", text, 1
    for index, line in enumerate(lines):
        if line.rstrip() == FENCE:
            return "\n".join(lines[:index]), "\n".join(lines[index + 1 :]), index + 3
    mend = say("Close it with a line %(fence)s.", fence=FENCE)
    problems.refuse(1, say("The front matter never ends."), mend)
    return "", "", 1


def read_front_matter(source: str, problems: ProblemLog) -> Header:
    """Read the front matter; what is wrong in it is told by line, and left at its default."""
    entries = _read_entries(source, problems)
    if entries is None:
        return Header()
    kind = _read_kind(entries, problems)
    _refuse_unknown_keys(kind, entries, problems)
    if kind == "quiz" and entries.values.get("title") is None:
        mend = say("Write title: ….")
        problems.refuse(entries.line_of("title"), say("The quiz has no title."), mend)
    return Header(
        kind=kind,
        id=_read_text("id", entries, problems),
        title=_read_text("title", entries, problems),
        settings=_read_settings(entries, problems) if kind == "quiz" else DEFAULTS,
    )


def write_front_matter(values: Mapping[str, Any], draw: Sequence[DrawRule]) -> str:
    """Write the front matter: an entry to a line, and each draw on a line of its own."""
    lines = [FENCE, *(_write_entry(key, value) for key, value in values.items())]
    if draw:
        lines += ["draw:", *(f"  - {_write_value(write_draw_rule(rule))}" for rule in draw)]
    return "\n".join([*lines, FENCE])


def _read_entries(source: str, problems: ProblemLog) -> _Entries | None:
    try:
        values, root = read_yaml(source)
    except YamlRefused as refusal:
        line = 1 if refusal.line is None else refusal.line + FIRST_LINE
        message = say("The front matter is no YAML: %(reason)s.", reason=refusal.reason)
        problems.refuse(line, message, MEND)
        return None
    if values is None:
        return _Entries()
    if not isinstance(values, dict):
        problems.refuse(FIRST_LINE, say("The front matter has no keys."), MEND)
        return None
    return _Entries(values, *_find_lines(root, problems))


def _find_lines(root: Any, problems: ProblemLog) -> tuple[dict[str, int], list[int]]:
    lines: dict[str, int] = {}
    draw_lines: list[int] = []
    for key, value in root.value:
        line = key.start_mark.line + FIRST_LINE
        if key.value in lines:
            message = say("“%(key)s” stands here twice.", key=key.value)
            problems.refuse(line, message, say("Take one out."))
        lines[key.value] = line
        if key.value == "draw" and isinstance(value, yaml.SequenceNode):
            draw_lines = [rule.start_mark.line + FIRST_LINE for rule in value.value]
    return lines, draw_lines


def _read_kind(entries: _Entries, problems: ProblemLog) -> str:
    kind = entries.values.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return kind
    problems.refuse(
        entries.line_of("kind"),
        say("The file does not say what it is."),
        say("Write kind: quiz or kind: bank."),
    )
    return "quiz"


def _refuse_unknown_keys(kind: str, entries: _Entries, problems: ProblemLog) -> None:
    known = _KEYS[kind]
    for key in entries.values:
        if key not in known:
            nearest = get_close_matches(str(key), known, n=1)
            problems.refuse(
                entries.line_of(key),
                say("A %(kind)s has no “%(key)s”.", kind=KINDS[kind], key=key),
                say("Did you mean %(name)s?", name=nearest[0])
                if nearest
                else say("It has: %(words)s.", words=", ".join(known)),
            )


def _read_text(key: str, entries: _Entries, problems: ProblemLog) -> str | None:
    value = entries.values.get(key)
    if value is None or (isinstance(value, str) and value.strip()):
        return value
    mend = say('Write it as %(key)s: "…".', key=key)
    problems.refuse(entries.line_of(key), say("%(key)s is no text.", key=key), mend)
    return None


def _read_settings(entries: _Entries, problems: ProblemLog) -> QuizSettings:
    values: dict[str, Any] = {}
    for key, read in READERS.items():
        if entries.values.get(key) is not None:
            try:
                values[key] = read(entries.values[key])
            except SettingRefused as refusal:
                problems.refuse(entries.line_of(key), refusal.reason, refusal.suggestion)
    settings = QuizSettings(**values, draw=_read_draw(entries, problems))
    if window_of(settings, ANY_ZONE, NO_EXCEPTIONS).is_empty:
        mend = say("Write a later day for %(key)s.", key="closes")
        problems.refuse(entries.line_of("closes"), say("The quiz closes before it opens."), mend)
    return settings


def _read_draw(entries: _Entries, problems: ProblemLog) -> tuple[DrawRule, ...]:
    written = entries.values.get("draw") or []
    if not isinstance(written, list):
        mend = say("Begin each line of it with a dash.")
        message = say("%(key)s is no list.", key="draw")
        problems.refuse(entries.line_of("draw"), message, mend)
        return ()
    rules = []
    lines = entries.draw_lines or [entries.line_of("draw")] * len(written)
    for value, line in zip(written, lines, strict=True):
        try:
            rules.append(read_draw_rule(value))
        except SettingRefused as refusal:
            problems.refuse(line, refusal.reason, refusal.suggestion)
    return tuple(rules)


def _write_entry(key: str, value: Any) -> str:
    if isinstance(value, list | dict):
        return f"{key}: {_write_value(value)}"
    return _dump({key: value}, is_flow=False)


def _write_value(value: list[Any] | dict[str, Any]) -> str:
    return _dump(value, is_flow=True)


def _dump(value: Any, *, is_flow: bool) -> str:
    text: str = yaml.safe_dump(
        value, default_flow_style=is_flow, allow_unicode=True, sort_keys=False, width=math.inf
    )
    return text.strip()
