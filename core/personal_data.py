"""What the platform holds about a person: each package says its part, and lets go of it.

Wired in one list in app.py, upper packages first: whoever has to look for a name finds it still,
since accounts, where it stands, is the last to let go.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask import Flask, current_app

Record = dict[str, Any]
Sections = dict[str, list[Record]]
REGISTRY = "personal_data"


@dataclass(frozen=True)
class PersonalData:
    """One package's part: what it holds, how it lets go, and the words for both.

    `export_person` gives records by section; values are plain (texts, numbers, days, moments,
    texts by language). `words` names sections, fields, and values as `field.value`.
    """

    export_person: Callable[[int], Sections]
    anonymise_person: Callable[[int, datetime], None]
    words: Mapping[str, Any]


def init_personal_data(app: Flask, parts: Iterable[PersonalData]) -> None:
    """Tell `app` who holds personal data, upper packages first."""
    app.extensions[REGISTRY] = tuple(parts)


def export_person(person_id: int) -> Sections:
    """Everything that is held about somebody, the lowest package's first; no empty section."""
    return {
        name: records
        for sections, _words in export_with_words(person_id)
        for name, records in sections.items()
    }


def export_with_words(person_id: int) -> list[tuple[Sections, Mapping[str, Any]]]:
    """The same part by part, each with its words."""
    exported = [(part.export_person(person_id), part.words) for part in reversed(_parts())]
    return [
        ({name: records for name, records in sections.items() if records}, words)
        for sections, words in exported
    ]


def anonymise_person(person_id: int, at: datetime) -> None:
    """Let every package forget who this was; in the caller's transaction, all of it or nothing."""
    for part in _parts():
        part.anonymise_person(person_id, at)


def as_plain(value: Any) -> Any:
    """A value as JSON can write it."""
    if isinstance(value, Mapping):
        return {str(key): as_plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(each) for each in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, UUID) else value


def _parts() -> tuple[PersonalData, ...]:
    parts: tuple[PersonalData, ...] = current_app.extensions[REGISTRY]
    return parts
