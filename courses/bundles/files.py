"""A folder or a zip of it, read into names and bytes; nothing outside it is ever touched.

A zip is only as large as it says until it is read, so every limit counts what was read.
"""

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from core.media_kinds import PICTURE, kind_of
from core.sentences import NOTHING, Refusal, Sentence, say
from media.checks import LARGEST
from quizzes.quiz_markdown.problems import Problem

MANIFEST = "course.yml"
NO_MANIFEST = say("There is no course.yml in it.")
ZIP_ANEW = say("Zip the course's folder anew.")
PUT_FILE = say("Put the file itself there.")
SMALLER_PICTURES = say("Make its pictures smaller.")
NAME_LIKE = say(
    "Name it like 01-first-lesson.md or 01-first-lesson.en.md, without accents or spaces."
)
MOST_FILES = 1_000
LARGEST_TEXT = 1024 * 1024
LONGEST_TEXT = 200_000
TOO_LONG = say("The text is longer than 200,000 characters; part it into several.")
LONGEST_PATH = 200
LARGEST_BUNDLE = 200 * 1024 * 1024
# The list of files in a zip: some hundred bytes for each.
LARGEST_LIST = 2 * 1024 * 1024
TEXT_FOLDERS = ("lessons", "quizzes", "banks")
SYSTEM_FILES = re.compile(r"(^|/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(/|$)")
BAD_LETTERS = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
TEXT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[a-z]{2})?\.md\Z")


class BundleRefused(Refusal):
    """What was given cannot be read as a bundle at all; `problem` says why."""

    def __init__(self, reason: Sentence, suggestion: Sentence = NOTHING, path: str = "") -> None:
        super().__init__(reason)
        self.problem = Problem(path, 0, reason, suggestion)


@dataclass
class BundleFiles:
    """The files of a bundle by their names, and what was wrong with others."""

    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Entry:
    """A file before it is read; `read(limit)` gives at most so many bytes."""

    name: str
    read: Callable[[int], bytes]


def read_files(path: Path) -> BundleFiles:
    """Read a bundle from a folder or a zip; raises BundleRefused."""
    if path.is_dir():
        return _gather(_folder_entries(path))
    if not path.is_file():
        mend = say("Check how the path is written.")
        raise BundleRefused(say("There is no such folder or file."), mend)
    with path.open("rb") as file:
        return read_zip(file)


def find_bundles(paths: tuple[Path, ...]) -> list[Path]:
    """The bundles meant: a folder of several stands for all of them."""
    found: list[Path] = []
    for path in paths:
        inner = []
        if path.is_dir() and not (path / MANIFEST).exists():
            inner = sorted(each.parent for each in path.glob(f"*/{MANIFEST}"))
        found += inner or [path]
    return found


def read_zip(file: BinaryIO, is_wanted: Callable[[str], bool] | None = None) -> BundleFiles:
    """Read a bundle from a zip, of its files only those that are wanted; raises BundleRefused."""
    try:
        _refuse_vast(file)
        with zipfile.ZipFile(file) as archive:
            entries = _zip_entries(archive)
            return _gather(each for each in entries if is_wanted is None or is_wanted(each.name))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, EOFError) as error:
        raise BundleRefused(
            say("This is not a bundle: it is neither a folder nor a zip that can be read."),
            ZIP_ANEW,
        ) from error
    except (OSError, ValueError, zlib.error) as error:
        raise BundleRefused(say("The zip is damaged."), ZIP_ANEW) from error


def _refuse_vast(file: BinaryIO) -> None:
    """Refuse a zip by its size, or by its list of files, before that list is read into memory.

    The list is looked for as zipfile itself does, so that no zip can show two different ones.
    """
    size = file.seek(0, os.SEEK_END)
    if size > LARGEST_BUNDLE:
        message = say("The file is larger than %(size)s.", size="200 MB")
        raise BundleRefused(message, SMALLER_PICTURES)
    end = zipfile._EndRecData(file)  # type: ignore[attr-defined]
    if end and end[zipfile._ECD_SIZE] > LARGEST_LIST:  # type: ignore[attr-defined]
        raise _too_many()
    file.seek(0)


def _too_many() -> BundleRefused:
    message = say("There are more than %(most)d files in it.", most=MOST_FILES)
    return BundleRefused(message, say("Give the course's folder alone."))


def _folder_entries(folder: Path) -> Iterator[_Entry]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if SYSTEM_FILES.search(name):
            continue
        if path.is_symlink():
            raise BundleRefused(
                say("This is a link to another place, which a bundle may not hold."),
                PUT_FILE,
                name,
            )
        if path.is_file():
            yield _Entry(name, partial(_read_start, path))


def _read_start(path: Path, limit: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit)


def _zip_entries(archive: zipfile.ZipFile) -> Iterator[_Entry]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    names = {id(info): _zip_name(info) for info in infos}
    prefix = _bundle_prefix(names.values())
    for info in infos:
        name = names[id(info)]
        _refuse_tricks(info, name)
        if SYSTEM_FILES.search(name):
            continue
        # What stands beside the bundle's folder is named as no part of it.
        inner = name[len(prefix) :] if name.startswith(prefix) else f"/{name}"
        yield _Entry(inner, partial(_unzip, archive, info))


def _unzip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    with archive.open(info) as file:
        return file.read(limit)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A name as its writer meant it: some write UTF-8 without saying so."""
    says_utf8 = bool(info.flag_bits & 0x800)
    name = info.orig_filename
    if says_utf8:
        return name
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def _bundle_prefix(names: Iterable[str]) -> str:
    """The folder within a zip where course.yml stands: none, or one."""
    depths = [name for name in names if name.rpartition("/")[2] == MANIFEST]
    depths = [name for name in depths if name.count("/") <= 1 and not SYSTEM_FILES.search(name)]
    if not depths:
        raise BundleRefused(NO_MANIFEST, say("Zip the folder that holds course.yml."))
    return min(depths, key=lambda name: (name.count("/"), name))[: -len(MANIFEST)]


def _refuse_tricks(info: zipfile.ZipInfo, name: str) -> None:
    parts = PurePosixPath(name).parts
    starts_oddly = not parts or name.startswith("/") or ":" in parts[0]
    leads_outside = starts_oddly or ".." in parts or "\\" in name
    if leads_outside:
        raise BundleRefused(say("A file's name leads outside the bundle."), ZIP_ANEW, name)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise BundleRefused(say("A link cannot stand in a bundle."), PUT_FILE, name)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BundleRefused(say("The zip is packed in a rare way."), ZIP_ANEW)
    if info.flag_bits & 1:
        raise BundleRefused(say("The zip is locked with a password."), say("Zip it without one."))


def _gather(entries: Iterator[_Entry]) -> BundleFiles:
    result = BundleFiles()
    total = 0
    for count, entry in enumerate(entries, 1):
        if count > MOST_FILES:
            raise _too_many()
        name = unicodedata.normalize("NFC", entry.name)
        if not _belongs(name, result):
            continue
        limit = _largest(name)
        content = entry.read(limit + 1)
        total += len(content)
        if total > LARGEST_BUNDLE:
            raise BundleRefused(say("The bundle is larger than 200 MB."), SMALLER_PICTURES)
        if len(content) > limit:
            message = say("The file is larger than %(size)s.", size=f"{limit // 1024 // 1024} MB")
            _refuse(result, name, message, say("Make it smaller."))
            continue
        result.files[name] = content
    if MANIFEST not in result.files:
        raise BundleRefused(NO_MANIFEST, say("Give the folder that holds course.yml."))
    return result


def _largest(name: str) -> int:
    """How large a file may be by its name; a film may fill a bundle."""
    if not name.startswith("media/"):
        return LARGEST_TEXT
    return LARGEST.get(kind_of(name) or PICTURE, LARGEST_BUNDLE)


def _belongs(name: str, result: BundleFiles) -> bool:
    """Whether a file is part of a bundle and well named; else the problem is noted."""
    if name in result.files:
        _refuse(result, name, say("This name stands in it twice."), say("Keep one of the files."))
        return False
    if name == MANIFEST:
        return True
    folder, _, rest = name.partition("/")
    taken = {each.casefold() for each in result.files}
    if folder not in (*TEXT_FOLDERS, "media") or not rest:
        message = say("This file is no part of a bundle and is left out.")
        known = ", ".join((MANIFEST, *TEXT_FOLDERS, "media"))
        _warn(result, name, message, say("Known: %(words)s.", words=known))
        return False
    if name.casefold() in taken:
        message = say("Two files differ in nothing but capital letters.")
        _refuse(result, name, message, say("Rename one."))
        return False
    if folder == "media":
        return _is_media_name(name, result)
    if not TEXT_NAME.match(rest) or len(name) > LONGEST_PATH:
        message = say("A file in %(folder)s/ cannot have this name.", folder=folder)
        _refuse(result, name, message, NAME_LIKE)
        return False
    return True


def _is_media_name(name: str, result: BundleFiles) -> bool:
    is_fine = len(name) <= 120 and not BAD_LETTERS.search(name) and not name.endswith((".", " "))
    if not is_fine:
        _refuse(
            result,
            name,
            say("A file in %(folder)s/ cannot have this name.", folder="media"),
            say("Use letters, digits and hyphens, at most 120 in all."),
        )
    return is_fine


def _refuse(result: BundleFiles, name: str, message: Sentence, suggestion: Sentence) -> None:
    result.problems.append(Problem(name, 0, message, suggestion))


def _warn(result: BundleFiles, name: str, message: Sentence, suggestion: Sentence) -> None:
    result.problems.append(Problem(name, 0, message, suggestion, "warning"))
