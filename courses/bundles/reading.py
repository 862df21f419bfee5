"""A bundle read in full and checked in full before anything of it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from core.sentences import say
from courses.bundles.assembling import CourseContent, assemble_course, has_errors, sort_problems
from courses.bundles.files import (
    LONGEST_TEXT,
    TOO_LONG,
    BundleFiles,
    BundleRefused,
    read_files,
    read_zip,
)
from media.checks import CheckedFile, MediaRefused, check_file
from quizzes.quiz_markdown.problems import Problem


@dataclass(frozen=True)
class Bundle:
    """A bundle without mistakes: texts as they were given, media as they are kept, by name."""

    texts: Mapping[str, str]
    media: Mapping[str, CheckedFile]
    content: CourseContent


@dataclass(frozen=True)
class BundleReading:
    """What came of reading: the bundle, or None with at least one error among the problems."""

    bundle: Bundle | None
    problems: list[Problem]
    key: str | None = None


def read_bundle(source: Path | BinaryIO) -> BundleReading:
    """Read a folder or a zip, by its path or open."""
    try:
        files = read_files(source) if isinstance(source, Path) else read_zip(source)
        return check_bundle(files)
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
    if len(text) > LONGEST_TEXT:
        return "", Problem(path, 1, TOO_LONG)
    return text, None


def check_bundle(files: BundleFiles) -> BundleReading:
    """Check files by their names, wherever they came from."""
    named = {name: each for name, each in files.files.items() if name.startswith("media/")}
    decoded = {
        name: decode_text(name, content)
        for name, content in sorted(files.files.items())
        if name not in named
    }
    texts = {name: text for name, (text, _problem) in decoded.items()}
    unreadable = [problem for _text, problem in decoded.values() if problem]
    problems = [*files.problems, *unreadable]
    media = _check_media(named, problems)
    if unreadable:
        return BundleReading(None, sort_problems(problems))
    assembled = assemble_course(texts, named.keys())
    problems = sort_problems([*problems, *assembled.problems])
    course = assembled.content
    key = course.manifest.key if course else None
    if course is None or has_errors(problems):
        return BundleReading(None, problems, key)
    return BundleReading(Bundle(texts, media, course), problems, key)


def _check_media(named: Mapping[str, bytes], problems: list[Problem]) -> dict[str, CheckedFile]:
    media = {}
    for name, content in named.items():
        try:
            checked = check_file(name, content, len(content))
            is_changed = checked.content != content
            media[name] = replace(checked, original=content) if is_changed else checked
        except MediaRefused as refusal:
            problems.append(Problem(name, refusal.line, refusal.reason))
    return media
