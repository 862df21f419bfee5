"""What is held about a person, put into words for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from core.i18n import format_day, format_moment, format_number, format_percent, localised
from core.i18n import gettext as _
from core.settings import LANGUAGES

Fact = tuple[str, Any]
SHARES = frozenset({"score"})


@dataclass(frozen=True)
class ShownSection:
    """A heading, and under it the facts of each record."""

    name: str
    title: str
    records: Sequence[Sequence[Fact]]


def show_sections(
    held: Mapping[str, Sequence[Mapping[str, Any]]], words: Mapping[str, Any]
) -> list[ShownSection]:
    """Every section with its records in words; a field without a value is left out."""
    return [
        ShownSection(name, str(words.get(name, name)), [_facts(each, words) for each in records])
        for name, records in held.items()
    ]


def _facts(record: Mapping[str, Any], words: Mapping[str, Any]) -> list[Fact]:
    return [
        (str(words.get(name, name)), _in_words(name, value, words))
        for name, value in record.items()
        if value not in (None, "", [], {})
    ]


def _in_words(name: str, value: Any, words: Mapping[str, Any]) -> Any:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return format_moment(value) if isinstance(value, datetime) else format_day(value)
    if isinstance(value, Decimal):
        return format_percent(value) if name in SHARES else format_number(value)
    if isinstance(value, Mapping):
        return _of_mapping(value)
    if isinstance(value, list | tuple):
        return "; ".join(str(each) for each in value)
    return str(words.get(f"{name}.{value}", value))


def _of_mapping(value: Mapping[str, Any]) -> Any:
    """A text by language in the reader's; anything else by its names."""
    if set(value) <= set(LANGUAGES):
        return localised(value)
    return ", ".join(f"{name}: {each}" for name, each in value.items())
