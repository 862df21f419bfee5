"""A bundle read in full and checked in full before anything of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.sentences import say
from courses.bundles.assembling import CourseContent, assemble_course, has_errors, sort_problems
from courses.bundles.files import BundleFiles, BundleRefused, read_files
from media.checks import MediaRefused, check_file
from quizzes.quiz_markdown.problems import Problem


@dataclass(frozen=True)
class Bundle:
    """A bundle without mistakes: texts and media as they were given, by name."""

    texts: Mapping[str, str]
    media: Mapping[str, bytes]
    content: CourseContent


@dataclass(frozen=True)
class BundleReading:
    """What came of reading: the bundle, or None with at least one error among the problems."""

    bundle: Bundle | None
    problems: list[Problem]
    key: str | None = None


def read_bundle(path: Path) -> BundleReading:
    """Read a folder or a zip."""
    try:
        return check_bundle(read_files(path))
    except BundleRefused as refusal:
        return BundleReading(None, [refusal.problem])


def decode_text(path: str, content: bytes) -> tuple[str, Problem | None]:
    """A text as it stands, its byte order mark and line ends kept."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        mend = say("Save it with the encoding UTF-8.")
        return "", Problem(path, line, say("The file is not written in UTF-8."), mend)
    if "\0" in text:
        mend = say("Save it as plain text in UTF-8.")
        return "", Problem(path, 1, say("This is no text."), mend)
    return text, None


def check_bundle(files: BundleFiles) -> BundleReading:
    """Check files by their names, wherever they came from."""
    media = {name: each for name, each in files.files.items() if name.startswith("media/")}
    decoded = {
        name: decode_text(name, content)
        for name, content in sorted(files.files.items())
        if name not in media
    }
    texts = {name: text for name, (text, _problem) in decoded.items()}
    unreadable = [problem for _text, problem in decoded.values() if problem]
    problems = [*files.problems, *unreadable]
    for name, content in media.items():
        problems += _media_problem(name, content)
    if unreadable:
        return BundleReading(None, sort_problems(problems))
    assembled = assemble_course(texts, media.keys())
    problems = sort_problems([*problems, *assembled.problems])
    course = assembled.content
    key = course.manifest.key if course else None
    if course is None or has_errors(problems):
        return BundleReading(None, problems, key)
    return BundleReading(Bundle(texts, media, course), problems, key)


def _media_problem(name: str, content: bytes) -> list[Problem]:
    try:
        check_file(name, content)
    except MediaRefused as refusal:
        return [Problem(name, 0, refusal.reason)]
    return []
