"""YAML that people write, read with the line of everything in it.

No key twice; what is no YAML as we take it (core.yaml_source) is a problem with its line.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

import yaml

from core.sentences import NOTHING, Sentence, say
from core.settings import LANGUAGES
from core.yaml_source import YamlRefused, read_yaml
from quizzes.quiz_markdown.problems import ProblemLog

MEND = say("Write key: value, one to a line, indented by spaces.")
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Fields:
    """A map of YAML: its values, the lines they stand on, and where problems go."""

    values: Mapping[str, Any]
    lines: Mapping[Place, int]
    log: ProblemLog
    place: Place = ()

    def line(self, *place: str | int) -> int:
        """The line of a key or item, else of what it would stand in."""
        full = (*self.place, *place)
        while full and full not in self.lines:
            full = full[:-1]
        return self.lines.get(full, 1)

    def refuse(self, place: str | int, message: Sentence, suggestion: Sentence = NOTHING) -> None:
        """Note what is wrong at a key."""
        self.log.refuse(self.line(place), message, suggestion)

    def refuse_missing(self, key: str, suggestion: Sentence) -> None:
        """Note that a key is not there."""
        self.refuse(key, say("%(key)s is missing.", key=key), suggestion)

    def inner(self, *place: str | int) -> "Fields":
        """The map at a place within this one."""
        value: Any = self.values
        for step in place:
            value = value[step]
        return Fields(value, self.lines, self.log, (*self.place, *place))

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        """Name every key that nothing reads, with the one that was perhaps meant."""
        for key in self.values:
            if key in known:
                continue
            close = get_close_matches(str(key), known, 1)
            meant = (
                say("Perhaps %(key)s was meant.", key=close[0])
                if close
                else say("Known: %(words)s.", words=", ".join(known))
            )
            self.refuse(key, say("The key %(key)s is not known.", key=key), meant)

    def text(self, key: str, mend: Sentence, *, is_required: bool = True) -> str | None:
        """A text, surrounding space taken away."""
        value = self.values.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is not None:
            self.refuse(key, say("%(key)s is no text.", key=key), mend)
        elif is_required:
            self.refuse_missing(key, mend)
        return None

    def texts(self, key: str, own: str, *, is_required: bool = True) -> dict[str, str]:
        """A text by language; the course's own language is always among them."""
        value = self.values.get(key)
        mend = say(
            "Write %(key)s: {%(own)s: …}, in %(own)s and, where there is one, a translation.",
            key=key,
            own=own,
        )
        if isinstance(value, str) and value.strip():
            return {own: value.strip()}
        if value is None and not is_required:
            return {}
        if not isinstance(value, dict) or not value.get(own):
            message = say(
                "%(key)s is missing in the course's own language (%(own)s).", key=key, own=own
            )
            self.refuse(key, message, mend)
            return {}
        strange = [each for each in value if each not in LANGUAGES]
        if strange or not all(isinstance(each, str) for each in value.values()):
            mend = say("Known languages: %(words)s.", words=", ".join(LANGUAGES))
            self.refuse(key, say("%(key)s has to be texts by language.", key=key), mend)
            return {}
        return {name: text.strip() for name, text in value.items() if text.strip()}

    def number(self, key: str, low: int, high: int, *, is_required: bool = True) -> int | None:
        """A whole number within bounds."""
        value = self.values.get(key)
        if value is None and not is_required:
            return None
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number or not low <= value <= high:  # type: ignore[operator]
            mend = say("Write a whole number from %(low)d to %(high)d.", low=low, high=high)
            if value is None:
                self.refuse_missing(key, mend)
            else:
                self.refuse(key, say("%(key)s is wrong.", key=key), mend)
            return None
        return value

    def word(self, key: str, known: tuple[str, ...], otherwise: str | None = None) -> str | None:
        """One of several words."""
        value = self.values.get(key)
        if value is None:
            return otherwise
        if value in known:
            return str(value)
        mend = say("Write one of: %(words)s.", words=", ".join(known))
        self.refuse(key, say("%(key)s cannot be %(value)s.", key=key, value=value), mend)
        return otherwise

    def day(self, key: str) -> str | None:
        """A day as YYYY-MM-DD."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        mend = say("Write year-month-day, such as 2026-11-15.")
        self.refuse(key, say("%(key)s is no day.", key=key), mend)
        return None

    def list_of_texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where there is none."""
        value = self.values.get(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(each, str) and each for each in value):
            return tuple(each.strip() for each in value)
        mend = say("Write each on a line of its own after - .")
        self.refuse(key, say("%(key)s is no list of texts.", key=key), mend)
        return ()


def read_fields(source: str, log: ProblemLog, first_line: int = 1) -> Fields | None:
    """Read a map of YAML whose first line is `first_line` of its file; None where it is none."""
    try:
        values, node = read_yaml(source)
    except YamlRefused as refusal:
        _refuse_yaml(refusal, log, first_line)
        return None
    if not isinstance(node, yaml.MappingNode):
        log.refuse(first_line, say("This is no list of keys and values."), MEND)
        return None
    lines: dict[Place, int] = {}
    _find_lines(node, (), first_line, lines, log)
    return Fields({str(key): value for key, value in values.items()}, lines, log)


def _refuse_yaml(refusal: YamlRefused, log: ProblemLog, first_line: int) -> None:
    line = (refusal.line or 0) + first_line
    if "'\\t'" in refusal.reason:
        log.refuse(line, say("A tab stands here."), say("Indent with spaces."))
        return
    log.refuse(line, say("This is not YAML: %(reason)s.", reason=refusal.reason), MEND)


def _find_lines(
    node: yaml.Node, place: Place, first_line: int, lines: dict[Place, int], log: ProblemLog
) -> None:
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            lines[*place, index] = item.start_mark.line + first_line
            _find_lines(item, (*place, index), first_line, lines, log)
    elif isinstance(node, yaml.MappingNode):
        for key_node, value in node.value:
            key: Hashable = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            line = key_node.start_mark.line + first_line
            if (*place, key) in lines:
                message = say("%(key)s stands here a second time.", key=key)
                log.refuse(line, message, say("Keep one of them."))
            lines[*place, str(key)] = line
            _find_lines(value, (*place, str(key)), first_line, lines, log)
