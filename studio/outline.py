"""The outline of a course: lessons and quizzes in order, and what stands beside them. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courses.bundles.assembling import CourseContent
from studio.contents import TextGroup


@dataclass(frozen=True)
class OutlineItem:
    """A lesson or quiz in its place; `group` is None where its file is not there."""

    kind: str
    key: str
    role: str
    is_required: bool
    group: TextGroup | None

    @property
    def name(self) -> str:
        """How forms call it: lesson/sex-and-gender."""
        return f"{self.kind}/{self.key}"


@dataclass(frozen=True)
class Outline:
    """What learners meet, in order; texts that no learner meets; banks."""

    items: tuple[OutlineItem, ...]
    unlisted: tuple[TextGroup, ...]
    banks: tuple[TextGroup, ...]
    keys: Mapping[str, tuple[str, str]]
    is_read: bool = True

    def before_above(self, index: int) -> str:
        """Before which item one stands that goes up by one."""
        return self.items[index - 1].name if index else self.items[index].name

    def before_below(self, index: int) -> str:
        """The same for one that goes down; "" is the end."""
        return self.items[index + 2].name if index + 2 < len(self.items) else ""


def make_outline(
    content: CourseContent | None, groups: Mapping[str, Sequence[TextGroup]]
) -> Outline:
    """Put the texts of a draft in the order of its activities."""
    texts = [*groups.get("lesson", ()), *groups.get("quiz", ())]
    banks = tuple(groups.get("bank", ()))
    if content is None:
        return Outline((), tuple(texts), banks, {}, is_read=False)
    keys = keys_by_path(content)
    by_name = {keys[group.path]: group for group in texts if group.path in keys}
    manifest = content.manifest
    items = tuple(
        OutlineItem(
            each.kind,
            each.key,
            each.role,
            (each.kind, each.key) in manifest.required,
            by_name.get((each.kind, each.key)),
        )
        for each in manifest.activities
    )
    listed = {(each.kind, each.key) for each in manifest.activities}
    unlisted = tuple(group for group in texts if keys.get(group.path) not in listed)
    return Outline(items, unlisted, banks, keys)


def keys_by_path(content: CourseContent) -> dict[str, tuple[str, str]]:
    """What each original text is, as (kind, id), by its path."""
    found = {}
    for key, versions in content.lessons.items():
        found[next(iter(versions.values())).path] = ("lesson", key)
    for key, quiz in content.quizzes.items():
        found[quiz.path] = ("quiz", key)
    for key, bank in content.banks.items():
        found[bank.path] = ("bank", key)
    return found
