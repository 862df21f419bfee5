"""What stands in braces at the end of a heading or an item: `{#id key=value key="v v" flag}`."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from difflib import get_close_matches

from core.sentences import Sentence, say
from quizzes.quiz_markdown.lines import Line
from quizzes.quiz_markdown.problems import ProblemLog

_BEFORE = r"(?<![\\{])"
_GROUP = re.compile(_BEFORE + r"\{((?:[^{}\\]|\\.)*)\}[ \t]*$")
_GROUP_QUOTING_BRACES = re.compile(_BEFORE + r'\{((?:[^{}"]|"(?:[^"\\]|\\.)*")*)\}[ \t]*$')
_TOKEN = re.compile(r'(?P<key>[\w-]+)=(?P<value>"(?:[^"\\]|\\.)*"|\S*)|(?P<flag>\S+)')
_BARE_VALUE = re.compile(r'[^\s"{}=\\]+')
# Other backslashes stand as they are: a type may give them a meaning of its own (`\|`).
_ESCAPED = re.compile(r'\\(["\\{}])')
_TO_ESCAPE = re.compile(r'["{}]|\\(?=["\\{}]|$)')
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,12})?")


@dataclass(frozen=True)
class Attributes:
    """The attributes of a heading or an item, as they are written."""

    id: str | None = None
    flags: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


NO_ATTRIBUTES = Attributes()


def split_attributes(text: str) -> tuple[str, Attributes]:
    """Part a line from the attributes at its end; a `\\{` and a `{{` begin none."""
    group = _find_group(text)
    if group is None:
        return text, NO_ATTRIBUTES
    return text[: group.start()].rstrip(), _parse(group[1])


def split_last_attributes(lines: Sequence[Line]) -> tuple[list[Line], Attributes]:
    """Part the lines of an item from its attributes, the last that end a line outside code."""
    for index in reversed(range(len(lines))):
        line = lines[index]
        if not line.is_code and ends_in_attributes(line.text):
            text, attributes = split_attributes(line.text)
            bare = replace(line, text=text)
            return [*lines[:index], bare, *lines[index + 1 :]], attributes
    return list(lines), NO_ATTRIBUTES


def ends_in_attributes(text: str) -> bool:
    """Whether a line ends in something that would be read as attributes."""
    return _find_group(text) is not None


def write_attributes(attributes: Attributes) -> str:
    """Write attributes in braces: the id, the flags, the values in their order."""
    parts = [f"#{attributes.id}"] if attributes.id else []
    parts += attributes.flags
    parts += [f"{key}={_write_value(value)}" for key, value in attributes.values.items()]
    return "{" + " ".join(parts) + "}"


def refuse_unknown(
    attributes: Attributes,
    keys: Collection[str],
    flags: Collection[str],
    line: int,
    problems: ProblemLog,
) -> None:
    """Name every attribute that is neither among `keys` nor among `flags`."""
    known = sorted({*keys, *flags})
    unknown = [key for key in attributes.values if key not in keys]
    unknown += [flag for flag in attributes.flags if flag not in flags]
    for name in unknown:
        nearest = get_close_matches(name, known, n=1)
        message = say("The attribute “%(name)s” is not known here.", name=name)
        problems.refuse(line, message, _hint(nearest, known))


def read_number(text: str) -> Decimal | None:
    """Read a plain decimal number with a point, or None."""
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def write_number(number: Decimal) -> str:
    """Write a number without exponent and without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _hint(nearest: Sequence[str], known: Sequence[str]) -> Sentence:
    if nearest:
        return say("Did you mean %(name)s? A plain brace is \\{.", name=nearest[0])
    return say("Known here: %(words)s. A plain brace is \\{.", words=", ".join(known))


def _find_group(text: str) -> re.Match[str] | None:
    return _GROUP.search(text) or _GROUP_QUOTING_BRACES.search(text)


def _parse(group: str) -> Attributes:
    given_id, flags, values = None, [], {}
    for token in _TOKEN.finditer(group):
        if token["key"]:
            values[token["key"]] = _read_value(token["value"])
        elif token["flag"].startswith("#") and given_id is None:
            given_id = token["flag"][1:]
        else:
            flags.append(token["flag"])
    return Attributes(given_id, tuple(flags), values)


def _read_value(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return _ESCAPED.sub(r"\1", text[1:-1])
    return text


def _write_value(value: str) -> str:
    if _BARE_VALUE.fullmatch(value):
        return value
    escaped = _TO_ESCAPE.sub(r"\\\g<0>", value)
    return f'"{escaped}"'
