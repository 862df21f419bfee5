"""All texts of a course put together into what the course says, or why that cannot be.

The same for a bundle that is brought and for the draft kept in the database: texts by their
names, and which media there are.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from core.sentences import Sentence, say
from core.settings import LANGUAGES
from courses.bundles.files import MANIFEST
from courses.bundles.languages import find_missing_translations
from courses.bundles.lessons import Lesson, read_lesson_once
from courses.bundles.manifest import (
    KIND_WORDS,
    Manifest,
    ManifestActivity,
    manifest_log,
    read_manifest,
)
from courses.bundles.quizzes import QuizTexts, find_quiz_problems, read_quiz_texts
from courses.bundles.references import find_media_problems, lesson_passages, quiz_passages
from courses.bundles.roles import find_role_problems
from courses.rendering import find_block_problems
from quizzes.content import QuizFile
from quizzes.quiz_markdown.problems import Problem

NAME = re.compile(r"(?P<stem>[^/]+?)(?:\.(?P<language>[a-z]{2}))?\.md\Z")


@dataclass(frozen=True)
class CourseContent:
    """What a course says: lessons by id and language, quizzes and banks with translations."""

    manifest: Manifest
    lessons: Mapping[str, Mapping[str, Lesson]]
    quizzes: Mapping[str, QuizFile]
    banks: Mapping[str, QuizFile]


@dataclass
class Assembled:
    """What was understood, and every problem; `content` is None where nothing could be."""

    content: CourseContent | None
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether this may be imported or published."""
        return self.content is not None and not has_errors(self.problems)


@dataclass(frozen=True)
class _Named:
    """A text file of a course with the language its name says."""

    path: str
    stem: str
    language: str
    source: str


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem is more than a warning."""
    return any(problem.severity == "error" for problem in problems)


def assemble_course(texts: Mapping[str, str], media_names: Collection[str]) -> Assembled:
    """Read every text of a course and hold them against each other."""
    assembled = assemble_outline(texts)
    content = assembled.content
    if content is None:
        return assembled
    quizzes = map(quiz_passages, (content.quizzes, content.banks))
    passages = chain(lesson_passages(content.lessons), *quizzes)
    problems = [*assembled.problems, *_find_lesson_problems(content.lessons)]
    problems += find_media_problems(passages, texts, media_names)
    return Assembled(content, sort_problems(problems))


def assemble_outline(texts: Mapping[str, str]) -> Assembled:
    """The same, without looking for what is wrong within the texts of lessons and questions."""
    read = read_course(texts)
    content, problems = read.content, read.problems
    if content is None:
        return read
    problems += _find_listing_problems(content)
    problems += find_quiz_problems(content.quizzes, content.banks, content.manifest.sensitive)
    problems += find_role_problems(content.manifest, content.quizzes, content.banks)
    problems += find_missing_translations(content.manifest, content.lessons)
    return Assembled(content, sort_problems(problems))


def read_course(texts: Mapping[str, str]) -> Assembled:
    """Read every text of a course by itself: what it says, without looking whether it holds."""
    log = manifest_log()
    manifest = read_manifest(texts.get(MANIFEST, ""), log)
    if manifest is None:
        return Assembled(None, sort_problems(log.problems))
    problems = list(log.problems)
    lessons = _read_lessons(_named(texts, "lessons", manifest, problems), problems)
    quizzes = _read_quizzes(_named(texts, "quizzes", manifest, problems), "quiz", problems)
    banks = _read_quizzes(_named(texts, "banks", manifest, problems), "bank", problems)
    merged_quizzes = {key: each.merged for key, each in quizzes.items()}
    merged_banks = {key: each.merged for key, each in banks.items()}
    return Assembled(CourseContent(manifest, lessons, merged_quizzes, merged_banks), problems)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Problems as a person goes through them: course.yml first, then file by file; each once."""
    return sorted(set(problems), key=lambda each: (each.path != MANIFEST, each))


def text_language(path: str, own: str) -> str:
    """The language of a file by its name: `final.en.md` is English."""
    match = NAME.search(path)
    return (match["language"] if match else None) or own


def _named(
    texts: Mapping[str, str], folder: str, manifest: Manifest, problems: list[Problem]
) -> dict[str, list[_Named]]:
    """The files of a folder, together by name: the original first, then its translations."""
    groups: dict[str, list[_Named]] = {}
    for path in sorted(texts):
        match = NAME.match(path.removeprefix(f"{folder}/"))
        if not path.startswith(f"{folder}/") or match is None:
            continue
        language = match["language"] or manifest.language
        if language not in LANGUAGES:
            message = say("%(language)s is no language that Sen has.", language=language)
            mend = say("Known: %(words)s.", words=", ".join(LANGUAGES))
            problems.append(Problem(path, 0, message, mend))
            continue
        groups.setdefault(match["stem"], []).append(
            _Named(path, match["stem"], language, texts[path])
        )
    for stem, group in list(groups.items()):
        group.sort(key=lambda each: each.language != manifest.language)
        if not _is_sound_group(group, manifest, problems):
            del groups[stem]
    return groups


def _is_sound_group(group: list[_Named], manifest: Manifest, problems: list[Problem]) -> bool:
    own = [each for each in group if each.language == manifest.language]
    if len(own) > 1:
        message = say("Two files hold the same text in %(language)s.", language=manifest.language)
        mend = say("Keep one: %(path)s is the other.", path=own[0].path)
        problems.append(Problem(own[1].path, 0, message, mend))
    if not own:
        original = f"{group[0].path.rpartition('/')[0]}/{group[0].stem}.md"
        message = say(
            "This is a translation, but its original %(path)s is not there.", path=original
        )
        mend = say("Add it, or take this file away.")
        problems.append(Problem(group[0].path, 0, message, mend))
    return len(own) == 1


def _read_lessons(
    groups: Mapping[str, list[_Named]], problems: list[Problem]
) -> dict[str, dict[str, Lesson]]:
    lessons: dict[str, dict[str, Lesson]] = {}
    for group in groups.values():
        versions = _read_versions(group, problems)
        if group[0].language not in versions:
            continue
        own = versions[group[0].language]
        if own.id in lessons:
            first = next(iter(lessons[own.id].values()))
            problems.append(Problem(own.path, 2, *_used_twice("lesson", own.id, first.path)))
            continue
        lessons[own.id] = {own.language: own, **_translations(own, versions, problems)}
    return lessons


def _read_versions(group: list[_Named], problems: list[Problem]) -> dict[str, Lesson]:
    versions = {}
    for each in group:
        lesson, found = read_lesson_once(each.source, each.language, each.path)
        problems += found
        if lesson is not None:
            versions[each.language] = lesson
    return versions


def _translations(
    own: Lesson, versions: Mapping[str, Lesson], problems: list[Problem]
) -> dict[str, Lesson]:
    for lesson in versions.values():
        if lesson.id != own.id:
            message = say(
                "The translation has the id %(id)s, its original %(original)s.",
                id=lesson.id,
                original=own.id,
            )
            problems.append(Problem(lesson.path, 2, message, say("Write id: %(id)s", id=own.id)))
    return {language: each for language, each in versions.items() if language != own.language}


def _read_quizzes(
    groups: Mapping[str, list[_Named]], kind: str, problems: list[Problem]
) -> dict[str, QuizTexts]:
    found: dict[str, QuizTexts] = {}
    for group in groups.values():
        own, *translations = group
        texts = read_quiz_texts(
            (own.path, own.source, own.language),
            [(each.path, each.source, each.language) for each in translations],
            problems,
        )
        key = texts.merged.id
        if texts.merged.kind != kind:
            problems.append(_misplaced(own.path, kind))
        elif key in found:
            problems.append(Problem(own.path, 2, *_used_twice(kind, key, found[key].merged.path)))
        else:
            found[key] = texts
    return found


def _misplaced(path: str, kind: str) -> Problem:
    """A quiz among the banks, or a bank among the quizzes; `kind` is what belongs there."""
    other, folder = ("quiz", "quizzes") if kind == "bank" else ("bank", "banks")
    message = say(
        "This file says kind: %(kind)s, which stands in %(folder)s/.", kind=other, folder=folder
    )
    return Problem(path, 2, message, say("Write kind: %(kind)s, or move it.", kind=kind))


def _used_twice(kind: str, key: str, path: str) -> tuple[Sentence, Sentence]:
    """What is said of an id that another file has."""
    message = say("The id %(id)s is used in %(path)s too.", id=key, path=path)
    return message, say("Give each %(kind)s an id of its own.", kind=KIND_WORDS[kind])


def _find_listing_problems(content: CourseContent) -> list[Problem]:
    """Activities without a file, and files that no learner would ever see."""
    problems = []
    listed = {(each.kind, each.key) for each in content.manifest.activities}
    known = {("lesson", key) for key in content.lessons}
    known |= {("quiz", key) for key in content.quizzes}
    for each in content.manifest.activities:
        if (each.kind, each.key) not in known:
            problems.append(_unwritten(each))
    for kind, key in sorted(known - listed):
        path = _path_of(content, kind, key)
        message = say(
            "The %(kind)s %(id)s is not among the activities, so no learner will see it.",
            kind=KIND_WORDS[kind],
            id=key,
        )
        mend = say("Add - %(kind)s: %(id)s to activities in course.yml.", kind=kind, id=key)
        problems.append(Problem(path, 0, message, mend, "warning"))
    return problems


def _unwritten(activity: ManifestActivity) -> Problem:
    """What is said of an activity without a file."""
    message = say(
        "There is no %(kind)s with the id %(id)s in %(folder)s/.",
        kind=KIND_WORDS[activity.kind],
        id=activity.key,
        folder="lessons" if activity.kind == "lesson" else "quizzes",
    )
    mend = say("Write the file with id: %(id)s, or take this line away.", id=activity.key)
    return Problem(MANIFEST, activity.line, message, mend)


def _path_of(content: CourseContent, kind: str, key: str) -> str:
    if kind == "quiz":
        return content.quizzes[key].path
    return next(iter(content.lessons[key].values())).path


def _find_lesson_problems(lessons: Mapping[str, Mapping[str, Lesson]]) -> list[Problem]:
    each_lesson = chain.from_iterable(versions.values() for versions in lessons.values())
    return list(chain.from_iterable(map(find_block_problems, each_lesson)))
