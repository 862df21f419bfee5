"""What course.yml says of the course as a whole, as values of a form, and written back. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.yaml_edits import YamlText
from courses.bundles.manifest import Manifest

ORDER = ("sen", "key", "programme", "language")
AFTER = {
    "title": ORDER,
    "neutral_title": (*ORDER, "title"),
    "summary": (*ORDER, "title", "neutral_title"),
    "minutes": (*ORDER, "title", "neutral_title", "summary"),
    "sensitive": (*ORDER, "title", "neutral_title", "summary", "minutes"),
    "valid_for_months": (*ORDER, "title", "neutral_title", "summary", "minutes", "sensitive"),
    "completion": ("activities",),
}


@dataclass(frozen=True)
class CourseValues:
    """What a trainer may set of a course; `required` are activities as kind/id."""

    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    neutral_titles: Mapping[str, str]
    is_sensitive: bool
    minutes: int | None
    valid_for_months: int | None
    required: Sequence[str]
    order: str
    licence: str
    contributors: Sequence[str]


def values_of(manifest: Manifest) -> CourseValues:
    """What course.yml says now."""
    values = manifest.values
    return CourseValues(
        titles=manifest.titles,
        summaries=manifest.summaries,
        neutral_titles=manifest.neutral_titles,
        is_sensitive=bool(manifest.sensitive),
        minutes=manifest.minutes or None,
        valid_for_months=manifest.valid_for_months,
        required=sorted(f"{kind}/{key}" for kind, key in manifest.required),
        order=manifest.order,
        licence=str(values.get("licence") or ""),
        contributors=list(values.get("contributors") or []),
    )


def write_values(source: str, manifest: Manifest, new: CourseValues) -> str:
    """course.yml with these values; what says the same already stays as it is written."""
    text, old = YamlText(source), values_of(manifest)
    for key, texts, known in (
        ("title", new.titles, old.titles),
        ("neutral_title", new.neutral_titles, old.neutral_titles),
        ("summary", new.summaries, old.summaries),
    ):
        if _tidied(texts) != _tidied(known):
            text.set(key, _kept(text.values.get(key), texts), AFTER[key])
    if new.is_sensitive != old.is_sensitive:
        text.set("sensitive", "violence" if new.is_sensitive else None, AFTER["sensitive"])
    for key in ("minutes", "valid_for_months"):
        if getattr(new, key) != getattr(old, key):
            text.set(key, getattr(new, key), AFTER[key])
    _write_rest(text, manifest, old, new)
    return str(text)


def _write_rest(text: YamlText, manifest: Manifest, old: CourseValues, new: CourseValues) -> None:
    """Completion, licence, and who wrote it."""
    if set(new.required) != set(old.required) or new.order != old.order:
        text.set("completion", _completion(manifest, new), AFTER["completion"])
    if new.licence != old.licence:
        text.set("licence", new.licence or None)
    if list(new.contributors) != list(old.contributors):
        text.set("contributors", list(new.contributors) or None)


def _tidied(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts as a form gives them back: blank ones are not there, line ends are spaces."""
    return {name: " ".join(text.split()) for name, text in texts.items() if text and text.strip()}


def _kept(known: Any, texts: Mapping[str, str]) -> dict[str, str] | None:
    """The texts by language, those that did not change as they are written."""
    kept = known if isinstance(known, dict) else {}
    new = {name: " ".join(text.split()) for name, text in texts.items() if text.strip()}
    same = {name: text for name, text in kept.items() if new.get(name) == _plain(text)}
    order = [*(name for name in kept if name in new), *(name for name in new if name not in kept)]
    return {name: same.get(name, new[name]) for name in order} or None


def _plain(text: Any) -> str:
    return " ".join(str(text).split())


def _completion(manifest: Manifest, new: CourseValues) -> dict[str, Any]:
    lessons = [each.key for each in manifest.activities if each.kind == "lesson"]
    asked = [key for key in lessons if f"lesson/{key}" in new.required]
    quizzes = [
        each.key
        for each in manifest.activities
        if each.kind == "quiz" and f"quiz/{each.key}" in new.required
    ]
    return {"lessons": "all" if asked == lessons else asked, "quizzes": quizzes, "order": new.order}
