"""Two versions of a course held against each other: rendered, and as Markdown. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from courses.bundles.assembling import Assembled, CourseContent, assemble_course, text_language
from courses.bundles.files import MANIFEST
from courses.bundles.lessons import Lesson
from courses.comparing import Passage, compare_html, fold_passages
from courses.comparing.lessons import lesson_html
from courses.comparing.quizzes import manifest_html, quiz_html
from courses.editions import lesson_texts
from quizzes.content import QuizFile
from studio.comparing import Comparison, compare_texts
from studio.contents import find_titles, text_kind
from studio.previews import Pictures

DRAFT = "draft"
Identity = tuple[str, str, str]


@dataclass(frozen=True)
class CourseVersion:
    """A course as it stood: the draft, or an edition; its texts by path, and its pictures.

    Of an edition that is not `is_whole` only the lessons are kept as they were written.
    """

    name: str
    number: int | None
    at: datetime | None
    texts: Mapping[str, str]
    pictures: Pictures
    own: str
    is_whole: bool = True

    @cached_property
    def assembled(self) -> Assembled:
        """What the texts say together, with what is wrong in them."""
        return assemble_course(self.texts, list(self.pictures))

    @property
    def content(self) -> CourseContent | None:
        """What the texts say together, as far as they can be read."""
        return self.assembled.content

    @cached_property
    def lessons(self) -> Mapping[str, Lesson]:
        """Lessons by path."""
        groups = self.content.lessons.values() if self.content else ()
        return {lesson.path: lesson for versions in groups for lesson in versions.values()}

    @cached_property
    def quizzes(self) -> Mapping[str, QuizFile]:
        """Quizzes and banks by the path of the original, without its ending."""
        if self.content is None:
            return {}
        files = (*self.content.quizzes.values(), *self.content.banks.values())
        return {file.path.removesuffix(".md"): file for file in files}

    def identity(self, path: str) -> Identity:
        """What a text is called whatever its file is: its kind, its id, its language."""
        language = text_language(path, self.own)
        if path in self.lessons:
            return ("lesson", self.lessons[path].id, language)
        return (text_kind(path), self._stem(path), language)

    def html(self, path: str | None) -> str:
        """How a text looks to its readers; nothing where it cannot be read, or is not there."""
        if path is None:
            return ""
        language = text_language(path, self.own)
        if path in self.lessons:
            lesson = self.lessons[path]
            texts = lesson_texts({lesson.language: lesson}, self.pictures)
            return lesson_html(texts[lesson.language], with_keys=True)
        file = self.quizzes.get(self._stem(path))
        if file is not None:
            return quiz_html(file, language, self.pictures)
        if path == MANIFEST and self.content is not None:
            return manifest_html(self.content.manifest.values, self._titles())
        return ""

    def titles(self, path: str) -> Mapping[str, str]:
        """What a text is called, by language."""
        return find_titles(self.content).get(self._stem(path), {})

    def _titles(self) -> dict[tuple[str, str], str]:
        if self.content is None:
            return {}
        lessons = {
            ("lesson", key): next(iter(versions.values())).title
            for key, versions in self.content.lessons.items()
        }
        quizzes = {
            ("quiz", key): next(iter(file.title.values()), key)
            for key, file in self.content.quizzes.items()
        }
        return lessons | quizzes

    def _stem(self, path: str) -> str:
        stem = path.removesuffix(".md")
        language = text_language(path, "")
        return stem.removesuffix(f".{language}") if language else stem


@dataclass(frozen=True)
class PartChange:
    """A text that changed, came or went (`state`: changed, new, gone)."""

    kind: str
    state: str
    path: str
    language: str
    titles: Mapping[str, str]
    passages: Sequence[Passage]
    source: Comparison


def compare_versions(old: CourseVersion, new: CourseVersion) -> list[PartChange]:
    """What differs, text by text, in the order of the new version; what is gone comes last."""
    before, after = _named(old, new), _named(new, old)
    names = [*_in_order(new, after), *(each for each in before if each not in after)]
    return [
        _compared(old, new, before.get(name), after.get(name))
        for name in names
        if _differs(old, new, before.get(name), after.get(name))
    ]


def compare_text(old: CourseVersion, new: CourseVersion, path: str) -> PartChange:
    """What differs in one text that both versions have."""
    return _compared(old, new, path, path)


def changed_pictures(old: CourseVersion, new: CourseVersion) -> list[str]:
    """The names of pictures that came, went or are others now."""
    was = {name: each.url for name, each in old.pictures.items()}
    now = {name: each.url for name, each in new.pictures.items()}
    return sorted(name for name in {*was, *now} if was.get(name) != now.get(name))


def _named(version: CourseVersion, other: CourseVersion) -> dict[Identity, str]:
    """The paths of a version by what they are; one that cannot be read is what it was."""
    return {
        (version if path in version.lessons else other).identity(path): path
        for path in version.texts
    }


def _in_order(version: CourseVersion, paths: Mapping[Identity, str]) -> Iterator[Identity]:
    """course.yml, then lessons and quizzes as learners meet them, then banks."""
    listed = version.content.manifest.activities if version.content else ()
    places = {(each.kind, each.key): place for place, each in enumerate(listed)}

    def place(name: Identity) -> tuple[bool, int, str]:
        kind, key, _language = name
        file = version.quizzes.get(key)
        known = places.get((kind, file.id if file else key), len(places))
        return (kind != "course", known, paths[name])

    return iter(sorted(paths, key=place))


def _differs(old: CourseVersion, new: CourseVersion, was: str | None, now: str | None) -> bool:
    if was is None or now is None:
        path = was or now or ""
        return text_kind(path) == "lesson" or (old.is_whole and new.is_whole)
    return old.texts[was].splitlines() != new.texts[now].splitlines()


def _compared(
    old: CourseVersion, new: CourseVersion, was: str | None, now: str | None
) -> PartChange:
    path = now or was or ""
    version = new if now else old
    passages = compare_html(old.html(was), new.html(now))
    return PartChange(
        text_kind(path),
        "changed" if was and now else "new" if now else "gone",
        path,
        text_language(path, version.own),
        version.titles(path),
        fold_passages(passages),
        compare_texts(old.texts.get(was or "", ""), new.texts.get(now or "", "")),
    )
