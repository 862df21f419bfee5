"""Changing the outline of a draft: what each change makes of its files, all others untouched.

Every function takes the texts of the draft by path and gives those that are new. Pure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.sentences import Refusal, say
from core.yaml_edits import YamlText
from courses.bundles.assembling import NAME, text_language
from courses.bundles.files import MANIFEST
from courses.bundles.manifest import Manifest

Texts = Mapping[str, str]
FOLDERS = {"lesson": "lessons", "quiz": "quizzes", "bank": "banks"}
AFTER_ACTIVITIES = ("activities",)


class ItemGone(Refusal):
    """The outline was changed meanwhile: what this is about is not there any more."""

    def __init__(self) -> None:
        super().__init__(say("The outline was changed meanwhile. Look at it once more."))


@dataclass(frozen=True)
class Item:
    """A lesson, quiz or bank: what it is, its id, and its files by language."""

    kind: str
    key: str
    paths: Mapping[str, str]


def move(texts: Texts, name: tuple[str, str], before: tuple[str, str] | None) -> Texts:
    """Let an activity stand before another, or at the end; said twice it is the same."""
    manifest = YamlText(texts[MANIFEST])
    names = _names(manifest)
    if name not in names or (before is not None and before not in names):
        raise ItemGone
    if name == before:
        return {}
    others = [each for each in range(len(names)) if names[each] != name]
    at = len(others) if before is None else others.index(names.index(before))
    manifest.reorder("activities", [*others[:at], names.index(name), *others[at:]])
    return _changed(texts, manifest)


def list_activity(texts: Texts, kind: str, key: str, after: str | None = None) -> Texts:
    """Put a lesson or quiz into the outline: after another of its kind, or at its end."""
    manifest = YamlText(texts[MANIFEST])
    names = _names(manifest)
    if (kind, key) in names:
        return {}
    at = names.index((kind, after)) + 1 if after and (kind, after) in names else None
    values = {kind: key}
    if kind == "quiz" and "final" not in _roles(manifest) and after is None:
        values["role"] = "final"
    manifest.add_item("activities", values, at)
    return _changed(texts, manifest)


def set_role(texts: Texts, manifest: Manifest, name: tuple[str, str], role: str) -> Texts:
    """Let a quiz have a role, or none; one that exempts has to stand before the course."""
    text = YamlText(texts[MANIFEST])
    names = _names(text)
    if name not in names:
        raise ItemGone
    index = names.index(name)
    item = dict(text.values["activities"][index])
    item.pop("role", None)
    if role != "before":
        item.pop("exempts", None)
    kept = {key: value for key, value in item.items() if key != "exempts"}
    rest = {"exempts": item["exempts"]} if "exempts" in item else {}
    text.set_item("activities", index, {**kept, **({"role": role} if role else {}), **rest})
    required = {*manifest.required} - ({name} if role == "practice" else set())
    return _with_required({**texts, MANIFEST: str(text)}, texts, manifest, required)


def set_required(
    texts: Texts, manifest: Manifest, name: tuple[str, str], is_required: bool
) -> Texts:
    """Let completion ask for an activity, or not."""
    required = {*manifest.required} - {name} | ({name} if is_required else set())
    return _with_required(texts, texts, manifest, required)


def rename(texts: Texts, item: Item, titles: Mapping[str, str]) -> Texts:
    """Give a text another title in each language it is there in."""
    new = {}
    for language, title in titles.items():
        path = item.paths.get(language)
        if path and title:
            head = YamlText.front_matter(texts[path])
            head.set("title", title, ("id", "kind"))
            if str(head) != texts[path]:
                new[path] = str(head)
    return new


def duplicate(texts: Texts, item: Item, key: str, titles: Mapping[str, str]) -> Texts:
    """Copy a text in all its languages under another id, and put it after the original."""
    new: dict[str, str] = {}
    copies = copy_paths(texts, item, key)
    for language, path in item.paths.items():
        new[copies[path]] = copied(texts[path], key, titles.get(language))
    if item.kind != "bank":
        new |= list_activity({**texts, **new}, item.kind, key, item.key)
    return new


def copied(text: str, key: str, title: str | None) -> str:
    """A text under another id and title."""
    head = YamlText.front_matter(text)
    head.set("id", key)
    if title:
        head.set("title", title, ("id", "kind"))
    return str(head)


def copy_paths(texts: Texts, item: Item, key: str) -> dict[str, str]:
    """Where the copy of each of its files stands."""
    stem = _free_stem(texts, item, key)
    return {path: f"{stem}{path[len(_stem_of(path)) :]}" for path in item.paths.values()}


def remove(texts: Texts, item: Item, manifest: Manifest | None) -> Texts:
    """What is new where a text is taken out: the outline without it."""
    if item.kind == "bank" or manifest is None:
        return {}
    text = YamlText(texts[MANIFEST])
    names = _names(text)
    if (item.kind, item.key) not in names:
        return {}
    kept = [index for index, name in enumerate(names) if name != (item.kind, item.key)]
    if kept:
        text.reorder("activities", kept)
    else:
        text.set("activities", [])
    required = {*manifest.required} - {(item.kind, item.key)}
    activities = tuple(
        each for each in manifest.activities if (each.kind, each.key) != (item.kind, item.key)
    )
    return _with_required(
        {**texts, MANIFEST: str(text)}, texts, manifest, required, activities=activities
    )


def free_key(key: str, taken: Sequence[str]) -> str:
    """An id that is not taken: the given one, or with the first number that makes it free."""
    number, free = 2, key
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return free


def write_completion(
    manifest: Manifest, required: set[tuple[str, str]], activities: Any = None
) -> dict[str, Any] | None:
    """What completion says to ask for these; None where saying nothing says so."""
    listed = manifest.activities if activities is None else activities
    lessons = [each.key for each in listed if each.kind == "lesson"]
    asked = [key for key in lessons if ("lesson", key) in required]
    quizzes = [
        each.key for each in listed if each.kind == "quiz" and ("quiz", each.key) in required
    ]
    value: dict[str, Any] = {"lessons": "all" if asked == lessons else asked, "quizzes": quizzes}
    kept = manifest.values.get("completion")
    if isinstance(kept, dict) and "order" in kept:
        value["order"] = kept["order"]
    return value


def _with_required(
    texts: Texts,
    before: Texts,
    manifest: Manifest,
    required: set[tuple[str, str]],
    activities: Any = None,
) -> Texts:
    """Write completion anew where it would ask for something else than is wanted."""
    text = YamlText(texts[MANIFEST])
    values = text.values
    if _asked(values) != required and required:
        text.set("completion", write_completion(manifest, required, activities), AFTER_ACTIVITIES)
    elif activities is not None and isinstance(values.get("completion"), dict) and required:
        value = write_completion(manifest, required, activities)
        kept = values["completion"]
        same = {name: value[name] for name in kept if value and name in value}
        text.set("completion", {**kept, **same})
    return _changed(before, text)


def _asked(values: Mapping[str, Any]) -> set[tuple[str, str]]:
    """What values of course.yml ask for, as reading does."""
    items = [each for each in values.get("activities") or [] if isinstance(each, dict)]
    lessons = [str(each["lesson"]) for each in items if "lesson" in each]
    quizzes = [str(each["quiz"]) for each in items if "quiz" in each]
    finals = [str(each["quiz"]) for each in items if each.get("role") == "final"]
    said = values.get("completion")
    said = said if isinstance(said, dict) else {"quizzes": finals}
    asked = {"lesson": said.get("lessons", "all"), "quiz": said.get("quizzes", [])}
    known = {"lesson": lessons, "quiz": quizzes}
    return {
        (kind, key)
        for kind, keys in asked.items()
        for key in (known[kind] if keys == "all" else keys or [])
    }


def _names(manifest: YamlText) -> list[tuple[str, str]]:
    """The activities as (kind, id), in their order."""
    items = manifest.values.get("activities")
    found = []
    for each in items if isinstance(items, list) else []:
        kind = "quiz" if isinstance(each, dict) and "quiz" in each else "lesson"
        found.append((kind, str(each.get(kind)) if isinstance(each, dict) else ""))
    return found


def _roles(manifest: YamlText) -> list[str]:
    items = manifest.values.get("activities") or []
    return [str(each.get("role")) for each in items if isinstance(each, dict)]


def _changed(texts: Texts, manifest: YamlText) -> Texts:
    source = str(manifest)
    return {MANIFEST: source} if source != texts[MANIFEST] else {}


def _stem_of(path: str) -> str:
    match = NAME.search(path)
    return path if match is None else path[: match.end("stem")]


def _free_stem(texts: Texts, item: Item, key: str) -> str:
    """Where a copy stands: with a number in front where the original has one."""
    folder = FOLDERS[item.kind]
    return f"{folder}/{file_stem(texts, item.kind, key)}"


def file_stem(texts: Texts, kind: str, key: str) -> str:
    """The name of a new file without language and ending: lessons are numbered."""
    folder = f"{FOLDERS[kind]}/"
    stems = {_stem_of(path).removeprefix(folder) for path in texts if path.startswith(folder)}
    stem = f"{len(stems) + 1:02d}-{key}" if kind == "lesson" else key
    return free_key(stem, sorted(stems))


def items_of(texts: Texts, keys: Mapping[str, tuple[str, str]], own: str) -> list[Item]:
    """Every lesson, quiz and bank with its files; `keys` says what each original is."""
    found = []
    for path, (kind, key) in keys.items():
        stem = _stem_of(path)
        paths = {text_language(each, own): each for each in texts if _stem_of(each) == stem}
        found.append(Item(kind, key, {own: path, **paths}))
    return found
