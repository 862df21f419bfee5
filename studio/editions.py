"""The editions of a question beside its draft: how each looked, and what changed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from quizzes.content import Question, from_json
from quizzes.quiz_markdown.writing import write_question
from quizzes.showing import ShownQuestion, show_question
from studio.comparing import Comparison, compare_texts
from studio.previews import Pictures
from studio.trying import show_tried

DRAFT = "draft"


class Edition(Protocol):
    """An edition as the database has it."""

    @property
    def number(self) -> int:
        """Its number, from 1."""

    @property
    def created_at(self) -> datetime:
        """When it was published."""

    @property
    def content(self) -> Mapping[str, Any]:
        """What it says."""

    @property
    def html(self) -> Mapping[str, Any]:
        """How it looks, by language."""


@dataclass(frozen=True)
class Version:
    """A question as it stood at a time: the draft, or an edition by its number."""

    name: str
    number: int | None
    created_at: datetime | None
    text: str
    shown: ShownQuestion


@dataclass(frozen=True)
class ComparedVersions:
    """An older version held against a newer one."""

    old: Version
    new: Version
    comparison: Comparison


def list_versions(
    question: Question, editions: Sequence[Edition], language: str, pictures: Pictures
) -> list[Version]:
    """The draft, then all editions, the newest first, in the reader's language."""
    draft = Version(
        DRAFT, None, None, _texts_of(question), show_tried(question, language, pictures)
    )
    return [draft, *(_version_of(each, language) for each in editions)]


def compare_editions(
    versions: Sequence[Version], old: str | None, new: str | None
) -> ComparedVersions | None:
    """Compare two versions by their names; else the draft with the last edition, if any."""
    if len(versions) < 2:
        return None
    by_name = {version.name: version for version in versions}
    before = by_name.get(old or "", versions[1])
    after = by_name.get(new or "", versions[0])
    return ComparedVersions(before, after, compare_texts(before.text, after.text))


def _version_of(edition: Edition, language: str) -> Version:
    question = from_json(edition.content)
    field = f"edition-{edition.number}"
    shown = show_question(field, question, edition.html, language)
    text = _texts_of(question)
    return Version(str(edition.number), edition.number, edition.created_at, text, shown)


def _texts_of(question: Question) -> str:
    """What it says in all its languages, as files would."""
    return "\n\n".join(write_question(question, language) for language in question.texts)
