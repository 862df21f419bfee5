"""The files of a course: brought in, called otherwise, replaced, taken away.

The course is held by whoever calls, and its texts follow a file's name in the same transaction.
Editions never change: they go on showing the files they were published with.
"""

from dataclasses import dataclass
from datetime import datetime

from core.database import db
from core.media_kinds import CAPTIONS, PLAYED, TEXT, find_companions, kind_of
from core.sentences import Refusal, say
from courses import queries
from courses.bundles.files import LARGEST_BUNDLE, MOST_FILES
from courses.bundles.media_names import free_name, plain_name, renamed_with, tidy_name
from courses.bundles.mentions import list_mentions, rename_mentions
from courses.models import Course, CourseMedia
from courses.operations.drafts import save_draft
from media.checks import CheckedFile
from media.models import MediaFile
from media.operations import Stored, keep_checked


class MediaFileRefused(Refusal):
    """A file of a course cannot be kept, called or taken away so."""


@dataclass(frozen=True)
class Upload:
    """A file as it came and as it was made fit; `name` is what its owner calls it."""

    name: str
    content: bytes
    checked: CheckedFile


def add_media(
    course: Course, upload: Upload, at: datetime, by_id: int | None = None
) -> CourseMedia:
    """Keep a new file in a course; the same one sent again stays one.

    Raises MediaFileRefused where the course is full, or where captions would take the place of
    others without a word.
    """
    kept = queries.list_course_media(course)
    name = tidy_name(upload.name, upload.checked.extension)
    stored = keep_checked(upload.checked, upload.content, at)
    found = next((each for each, file in kept if _is_same(each, file, name, stored)), None)
    if found is not None:
        return found
    _refuse_excess([file for _named, file in kept], stored.file)
    taken = [named.name for named, _file in kept]
    if kind_of(name) in (CAPTIONS, TEXT) and name in taken:
        message = say("%(name)s is there already; open it and replace it.", name=name)
        raise MediaFileRefused(message)
    named = CourseMedia(course_id=course.id, name=free_name(name, taken))
    db.session.add(named)
    _point(named, stored, upload.name, at, by_id)
    course.changed_at = at
    db.session.flush()
    return named


def replace_media(
    course: Course, named: CourseMedia, upload: Upload, at: datetime, by_id: int
) -> CourseMedia:
    """Let another file stand under a name; a new kind of ending is followed by all texts."""
    if kind_of(named.name) != kind_of(f"file.{upload.checked.extension}"):
        raise MediaFileRefused(say("Replace a file by one of its kind, a picture by a picture."))
    stored = keep_checked(upload.checked, upload.content, at)
    kept = [file for each, file in queries.list_course_media(course) if each.id != named.id]
    _refuse_excess(kept, stored.file)
    if named.media_file_id == stored.file.id:
        return named
    _point(named, stored, upload.name, at, by_id)
    course.changed_at = at
    stem, _dot, extension = named.name.rpartition(".")
    is_alike = extension.lower().replace("jpeg", "jpg") == upload.checked.extension
    if not is_alike:
        taken = [each.name for each, _file in queries.list_course_media(course)]
        new = free_name(f"{stem}.{upload.checked.extension}", taken)
        _rename(course, {named.name: new}, at, by_id)
    db.session.flush()
    return named


def rename_media(course: Course, named: CourseMedia, wanted: str, at: datetime, by_id: int) -> None:
    """Call a file otherwise, with its captions and transcript; every text follows.

    Raises MediaFileRefused where another file has the name.
    """
    extension = named.name.rpartition(".")[2]
    new = tidy_name(f"{wanted}.{extension}", extension)
    if new == named.name:
        return
    names = [each.name for each, _file in queries.list_course_media(course)]
    is_played = kind_of(named.name) in PLAYED
    beside = find_companions(named.name, names).names if is_played else ()
    renamed = renamed_with(named.name, new, beside)
    others = {name.casefold() for name in names if name not in renamed}
    if any(each.casefold() in others for each in renamed.values()):
        raise MediaFileRefused(say("Another file of this course has this name."))
    _rename(course, renamed, at, by_id)


def remove_media(course: Course, named: CourseMedia, at: datetime) -> None:
    """Take a file out of the draft; raises MediaFileRefused while a text shows it."""
    texts = {file.path: file.source for file in queries.list_draft_files(course)}
    mentions = list_mentions(texts, [named.name])
    if mentions:
        message = say("%(path)s shows it. Take it out there first.", path=mentions[0].path)
        raise MediaFileRefused(message)
    db.session.delete(named)
    course.changed_at = at
    db.session.flush()


def _rename(course: Course, renamed: dict[str, str], at: datetime, by_id: int) -> None:
    for named, _file in queries.list_course_media(course):
        named.name = renamed.get(named.name, named.name)
    for file in queries.list_draft_files(course):
        source = rename_mentions(file.source, renamed)
        if source != file.source:
            save_draft(file, source, file.version, at, by_id)
    course.changed_at = at
    db.session.flush()


def _point(named: CourseMedia, stored: Stored, given: str, at: datetime, by_id: int | None) -> None:
    named.media_file_id = stored.file.id
    named.changed_at, named.changed_by_id = at, by_id
    named.original_sha256 = stored.original_sha256
    named.original_name = plain_name(given) if stored.original_sha256 else None


def _is_same(named: CourseMedia, file: MediaFile, name: str, stored: Stored) -> bool:
    """Whether this very file is there under this name, or under the next free ones."""
    stem = name.rpartition(".")[0]
    return file.id == stored.file.id and named.name.startswith(stem)


def _refuse_excess(kept: list[MediaFile], new: MediaFile) -> None:
    """A course holds what a bundle may hold, or nobody could take it away again."""
    if sum(file.size for file in kept) + new.size > LARGEST_BUNDLE:
        message = say("All files of a course together may have %(size)s.", size="200 MB")
        raise MediaFileRefused(message)
    if len(kept) >= MOST_FILES // 2:
        raise MediaFileRefused(say("The course has %(count)d files already.", count=len(kept)))
