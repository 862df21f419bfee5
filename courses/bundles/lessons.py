"""A lesson's file: front matter, then Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from core.sentences import say
from courses.bundles.manifest import SENSITIVE, read_key
from courses.bundles.yaml_fields import Fields, read_fields
from quizzes.quiz_markdown.problems import Problem, ProblemLog

FENCE = "---"
KEYS = (
    *("id", "title", "minutes", "objectives", "summary", "sources"),
    *("reviewed_on", "reviewed_by", "sensitive"),
)
SOURCE_KEYS = ("title", "article", "url", "effective_from", "superseded_by")
FRONT_MATTER_MEND = say("Begin the file with ---, then id: and title:, then --- again.")


@dataclass(frozen=True)
class Lesson:
    """A lesson in one language; `body` begins on line `body_line` of its file."""

    id: str
    language: str
    path: str
    title: str
    minutes: int | None
    objectives: tuple[str, ...]
    summary: str
    sources: tuple[Mapping[str, str], ...]
    reviewed_on: str | None
    reviewed_by: str | None
    sensitive: str | None
    body: str
    body_line: int
    source: str


def read_lesson(source: str, language: str, log: ProblemLog) -> Lesson | None:
    """Read a lesson; None where it cannot be told which lesson it is."""
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, body, body_line = _split(text, log)
    fields = read_fields(head, log, 2) if head is not None else None
    if fields is None:
        return None
    fields.refuse_unknown(KEYS)
    if not body.strip():
        mend = say("Write it below the front matter.")
        log.refuse(body_line, say("The lesson has no text."), mend)
    key = read_key(fields, "id")
    lesson = Lesson(
        id=key or "",
        language=language,
        path=log.path,
        body=body,
        body_line=body_line,
        source=source,
        **_read_head(fields),
    )
    return lesson if key else None


@lru_cache(maxsize=512)
def read_lesson_once(
    source: str, language: str, path: str
) -> tuple[Lesson | None, tuple[Problem, ...]]:
    """The same with what is wrong in it; read anew only where the text is another.

    A course is put together again and again, and hardly any of its texts changes in between.
    """
    log = ProblemLog(path)
    return read_lesson(source, language, log), tuple(log.problems)


def read_lesson_or_text(source: str, language: str, log: ProblemLog) -> Lesson:
    """Read a lesson; where its front matter cannot be read, what stands below it all the same."""
    lesson = read_lesson(source, language, log)
    if lesson is not None:
        return lesson
    head, mark, body = source.replace("\r\n", "\n").partition("\n---\n")
    text, first = (body, head.count("\n") + 3) if mark else (source, 1)
    nothing: Any = ()
    return Lesson(
        *("", language, log.path, "", None, nothing, "", nothing, None, None, None),
        body=text,
        body_line=first,
        source=source,
    )


def _read_head(fields: Fields) -> dict[str, Any]:
    """What front matter says beside the id, by the names of Lesson."""
    return {
        "title": fields.text("title", say("Write title: and what the lesson is called.")) or "",
        "minutes": fields.number("minutes", 1, 240, is_required=False),
        "objectives": fields.list_of_texts("objectives"),
        "summary": fields.text("summary", say("Write a short text."), is_required=False) or "",
        "sources": _read_sources(fields),
        "reviewed_on": fields.day("reviewed_on"),
        "reviewed_by": fields.text("reviewed_by", say("Write a name."), is_required=False),
        "sensitive": fields.word("sensitive", SENSITIVE),
    }


def _split(text: str, log: ProblemLog) -> tuple[str | None, str, int]:
    first, *lines = text.split("\n")
    if first.rstrip() != FENCE:
        log.refuse(1, say("The lesson has no front matter."), FRONT_MATTER_MEND)
        return None, text, 1
    for index, line in enumerate(lines):
        if line.rstrip() == FENCE:
            return "\n".join(lines[:index]) or "{}", "\n".join(lines[index + 1 :]), index + 3
    mend = say("Close it with a line of --- alone.")
    log.refuse(1, say("The front matter never ends."), mend)
    return None, "", 1


def _read_sources(fields: Fields) -> tuple[Mapping[str, str], ...]:
    value = fields.values.get("sources")
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        mend = say("Write - title: … for each source.")
        fields.refuse("sources", say("%(key)s is no list.", key="sources"), mend)
        return ()
    return tuple(_read_source(fields.inner("sources", index)) for index in range(len(value)))


def _read_source(fields: Fields) -> Mapping[str, str]:
    fields.refuse_unknown(SOURCE_KEYS)
    found: dict[str, Any] = {
        "title": fields.text("title", say("Write title: and the name of the law or work.")),
        "article": fields.text("article", say("Write the article."), is_required=False),
        "url": fields.text("url", say("Write its address."), is_required=False),
        "effective_from": fields.day("effective_from"),
        "superseded_by": fields.text("superseded_by", say("Name it."), is_required=False),
    }
    address = found["url"]
    if address and not address.startswith(("https://", "http://")):
        mend = say("Write one that begins with https://.")
        fields.refuse("url", say("%(key)s is no address.", key="url"), mend)
    return {name: value for name, value in found.items() if value}
