"""course.yml: what a course is, its activities in order, and when it is completed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any

from core.sentences import say
from core.settings import LANGUAGES
from courses.bundles.files import MANIFEST
from courses.bundles.yaml_fields import Fields, read_fields
from quizzes.quiz_markdown.front_matter import KINDS
from quizzes.quiz_markdown.problems import ProblemLog

FORMAT = 1
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
KEY_MEND = say("Use small letters, digits and single hyphens, such as gender-equality-basics.")
# What the kinds of texts are called.
KIND_WORDS = {"lesson": say("lesson"), **KINDS}
SENSITIVE = ("violence",)
ROLES = ("final", "before", "after", "practice")
EXEMPTS = ("lessons",)
ORDERS = ("free", "in_turn")
KEYS = (
    *("sen", "key", "programme", "language", "title", "neutral_title", "summary", "minutes"),
    *("sensitive", "valid_for_months", "activities", "completion", "contributors", "licence"),
)


@dataclass(frozen=True)
class ManifestActivity:
    """A lesson or quiz by its id, in its place; `role` is a quiz's.

    `exempts` says that whoever passes it need not read the lessons of what she knew.
    """

    kind: str
    key: str
    role: str = ""
    exempts: bool = False
    line: int = 0


@dataclass(frozen=True)
class Manifest:
    """What course.yml says; `required` are the ids of the activities completion asks for."""

    key: str
    programme: str
    language: str
    titles: Mapping[str, str]
    neutral_titles: Mapping[str, str]
    summaries: Mapping[str, str]
    minutes: int
    sensitive: str | None
    valid_for_months: int | None
    activities: tuple[ManifestActivity, ...]
    required: frozenset[tuple[str, str]]
    order: str
    values: Mapping[str, Any]


def read_manifest(source: str, log: ProblemLog) -> Manifest | None:
    """Read course.yml; None where a part that everything rests on is wrong."""
    fields = read_fields(source.removeprefix("\ufeff").replace("\r\n", "\n"), log)
    if fields is None:
        return None
    _check_format(fields)
    key, programme = _key(fields, "key"), _key(fields, "programme")
    language = fields.word("language", LANGUAGES)
    if language is None and "language" not in fields.values:
        fields.refuse_missing("language", say("Write language: vi or language: en."))
    if key is None or programme is None or language is None:
        return None
    activities = _read_activities(fields)
    order, required = _read_completion(fields, activities)
    return Manifest(
        key=key,
        programme=programme,
        language=language,
        activities=activities,
        required=required,
        order=order,
        values=_plain(fields.values),
        **_read_texts(fields, language),
    )


def _check_format(fields: Fields) -> None:
    if fields.values.get("sen") != FORMAT:
        mend = say("Begin it with sen: %(number)d", number=FORMAT)
        fields.refuse("sen", say("course.yml does not say its format."), mend)
    fields.refuse_unknown(KEYS)


def _read_texts(fields: Fields, language: str) -> dict[str, Any]:
    """What course.yml says of the course as a whole, by the names of Manifest."""
    sensitive = fields.word("sensitive", SENSITIVE)
    fields.list_of_texts("contributors")
    fields.text("licence", say("Write licence: CC-BY-4.0 or another."), is_required=False)
    return {
        "titles": fields.texts("title", language),
        "neutral_titles": fields.texts("neutral_title", language, is_required=bool(sensitive)),
        "summaries": fields.texts("summary", language, is_required=False),
        "minutes": fields.number("minutes", 1, 6000, is_required=False) or 0,
        "sensitive": sensitive,
        "valid_for_months": fields.number("valid_for_months", 1, 120, is_required=False),
    }


def manifest_language(values: Mapping[str, Any], otherwise: str) -> str:
    """The language that course.yml names, as a course keeps its values."""
    language: str = values.get("language") or otherwise
    return language


def manifest_log() -> ProblemLog:
    """Where problems of course.yml go."""
    return ProblemLog(MANIFEST)


def read_key(fields: Fields, name: str, longest: int = 60) -> str | None:
    """A stable key at `name`."""
    return _key(fields, name, longest)


def _key(fields: Fields, name: str, longest: int = 60) -> str | None:
    value = fields.text(name, KEY_MEND)
    if value is None:
        return None
    if not KEY.match(value) or len(value) > longest:
        fields.refuse(
            name, say("%(key)s cannot be %(value)s.", key=name, value=value[:80]), KEY_MEND
        )
        return None
    return value


def _read_activities(fields: Fields) -> tuple[ManifestActivity, ...]:
    value = fields.values.get("activities")
    if not isinstance(value, list) or not value:
        mend = say(
            "Add the first lesson. In course.yml: activities: and below it - lesson: its-id, "
            "each on its own line."
        )
        fields.refuse("activities", say("The course has no activities."), mend)
        return ()
    activities = [_read_activity(fields, index) for index in range(len(value))]
    found = tuple(each for each in activities if each is not None)
    seen: set[tuple[str, str]] = set()
    for each in found:
        if (each.kind, each.key) in seen:
            kind = KIND_WORDS[each.kind]
            message = say("The %(kind)s %(id)s stands in activities twice.", kind=kind, id=each.key)
            fields.log.refuse(each.line, message, say("Keep one of the two lines."))
        seen.add((each.kind, each.key))
    return found


def _read_activity(fields: Fields, index: int) -> ManifestActivity | None:
    item = fields.values["activities"][index]
    line = fields.line("activities", index)
    kinds = [kind for kind in ("lesson", "quiz") if isinstance(item, dict) and kind in item]
    if len(kinds) != 1:
        mend = say("Write - lesson: its-id or - quiz: its-id.")
        fields.log.refuse(line, say("This activity is neither a lesson nor a quiz."), mend)
        return None
    kind = kinds[0]
    inner = fields.inner("activities", index)
    inner.refuse_unknown((kind, "role", "exempts") if kind == "quiz" else (kind,))
    key = _key(inner, kind)
    role = inner.word("role", ROLES, "") if kind == "quiz" else ""
    exempts = inner.word("exempts", EXEMPTS, "") == "lessons" if kind == "quiz" else False
    if exempts and role != "before":
        mend = say("Write role: before, or leave exempts out.")
        fields.log.refuse(line, say("Only a test before the course exempts from lessons."), mend)
    return ManifestActivity(kind, key, role or "", exempts, line) if key else None


def _read_completion(
    fields: Fields, activities: tuple[ManifestActivity, ...]
) -> tuple[str, frozenset[tuple[str, str]]]:
    """The order and what is asked for; without completion: all lessons and the final quiz."""
    value = fields.values.get("completion")
    finals = [each.key for each in activities if each.kind == "quiz" and each.role == "final"]
    if value is None:
        value = {"lessons": "all", "quizzes": finals}
    if not isinstance(value, dict):
        mend = say("Write completion: {lessons: all, quizzes: [final], order: free}")
        fields.refuse("completion", say("%(key)s cannot be read.", key="completion"), mend)
        return "free", frozenset()
    inner = Fields(value, fields.lines, fields.log, ("completion",))
    inner.refuse_unknown(("lessons", "quizzes", "order"))
    required = {
        *_read_required(inner, "lessons", "lesson", activities),
        *_read_required(inner, "quizzes", "quiz", activities),
    }
    if activities and not required:
        mend = say("Write lessons: all, or name what is asked for.")
        message = say("Nothing is asked for, so nobody could complete it.")
        fields.refuse("completion", message, mend)
    return inner.word("order", ORDERS, "free") or "free", frozenset(required)


def _read_required(
    fields: Fields, name: str, kind: str, activities: tuple[ManifestActivity, ...]
) -> list[tuple[str, str]]:
    value = fields.values.get(name, "all" if kind == "lesson" else [])
    known = [each.key for each in activities if each.kind == kind]
    if value == "all":
        return [(kind, key) for key in known]
    if not isinstance(value, list):
        mend = say("Write %(key)s: all or %(key)s: [its-id].", key=name)
        fields.refuse(name, say("%(key)s is no list.", key=name), mend)
        return []
    for key in value:
        if key not in known:
            message = say(
                "completion names the %(kind)s %(id)s, which is no activity.",
                kind=KIND_WORDS[kind],
                id=key,
            )
            mend = say("Known: %(words)s.", words=", ".join(known) or say("none"))
            fields.refuse(name, message, mend)
    return [(kind, key) for key in value if key in known]


def _plain(value: Any) -> Any:
    """Values as JSON can hold them: days, and numbers without end, as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
