"""Bringing a bundle in: it becomes the draft of its course, whole or not at all."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TypeVar

from core.database import db, insert_missing_rows
from core.inserting import insert_missing_for
from courses import programmes, queries
from courses.bundles.files import MANIFEST
from courses.bundles.manifest import Manifest
from courses.bundles.reading import Bundle
from courses.exchange.digests import Digests, bundle_digests, text_digest
from courses.exchange.queries import list_exchanged_ids
from courses.history.operations import note_text
from courses.models import Course, CourseMedia, DraftFile, ExchangedFile, FileExchange, Programme
from courses.operations.translating import bring_translation
from media.operations import keep_checked

File = TypeVar("File")


NOTHING: frozenset[str] = frozenset()


def import_bundle(
    bundle: Bundle,
    at: datetime,
    by_id: int | None = None,
    left_alone: frozenset[str] = NOTHING,
) -> Course:
    """Make a bundle the draft of its course; learners see it once it is published.

    A course that is there already has its draft replaced, but for the files that are left alone;
    what is as it was keeps its version. What the bundle said is kept in mind.
    """
    course = _course(bundle.content.manifest, at, MANIFEST in left_alone)
    changed = [
        _keep_texts(course, bundle, left_alone, at, by_id),
        _keep_media(course, bundle, left_alone, at, by_id),
    ]
    if any(changed):
        course.changed_at = at
    remember_files(course, bundle_digests(bundle), by_id)
    db.session.flush()
    return course


def remember_files(course: Course, digests: Digests, by_id: int | None) -> None:
    """Keep in mind what was given out or brought in, and with whom, for when it comes again."""
    rows = [
        {"course_id": course.id, "path": path, "digest": digest} for path, digest in digests.items()
    ]
    insert_missing_rows(ExchangedFile, rows)
    if by_id is not None:
        ids = list_exchanged_ids(course, digests)
        insert_missing_for(FileExchange, "exchanged_file_id", ids, {"person_id": by_id})


def place_course(course: Course, manifest: Manifest) -> None:
    """Let a course stand in the programme and language that course.yml names.

    Who finds a course and who may write it hang on these, so a draft alone changes neither.
    """
    course.programme_id = find_or_add_programme(manifest.programme).id
    course.language = manifest.language


def _course(manifest: Manifest, at: datetime, keeps_manifest: bool) -> Course:
    """The course, held before its texts, as whoever saves or publishes holds it first."""
    course = queries.find_course(manifest.key)
    if course is not None:
        course = queries.get_course_for_update(course.id)
    else:
        course = Course(key=manifest.key, changed_at=at, created_at=at)
        place_course(course, manifest)
    if not keeps_manifest:
        course.manifest = dict(manifest.values)
    db.session.add(course)
    db.session.flush()
    return course


def find_or_add_programme(key: str) -> Programme:
    """The programme with this key, made where it is not there."""
    programme = queries.find_programme(key)
    if programme is None:
        programme = Programme(
            key=key,
            titles=programmes.programme_titles(key),
            position=programmes.programme_position(key),
        )
        db.session.add(programme)
        db.session.flush()
    return programme


def _keep_texts(
    course: Course, bundle: Bundle, left_alone: frozenset[str], at: datetime, by_id: int | None
) -> bool:
    files = queries.list_draft_files(course)
    kept = {file.path: file for file in files if file.path not in left_alone}
    saved = []
    for path, source in _only(bundle.texts, left_alone):
        file = kept.pop(path, None)
        if file is None:
            file = DraftFile(course_id=course.id, path=path, version=0)
            db.session.add(file)
        elif text_digest(file.source) == text_digest(source):
            continue
        before = file.source or ""
        file.source, file.version = source, file.version + 1
        file.changed_at, file.changed_by_id = at, by_id
        note_text(file, before, at, by_id, is_sealed=True)
        saved.append(path)
    for file in kept.values():
        db.session.delete(file)
    db.session.flush()
    for path in saved:
        bring_translation(course, path, bundle.texts, at)
    return bool(saved) or bool(kept)


def _keep_media(
    course: Course, bundle: Bundle, left_alone: frozenset[str], at: datetime, by_id: int | None
) -> bool:
    shown = queries.list_course_media(course)
    kept = {named.name: named for named, _file in shown if named.name not in left_alone}
    changed = False
    for name, checked in _only(bundle.media, left_alone):
        stored = keep_checked(checked, checked.original or checked.content, at)
        named = kept.pop(name, None)
        if named is None:
            named = CourseMedia(course_id=course.id, name=name)
            db.session.add(named)
        elif named.media_file_id == stored.file.id:
            continue
        named.media_file_id = stored.file.id
        named.changed_at, named.changed_by_id = at, by_id
        named.original_sha256 = stored.original_sha256
        named.original_name = name.rpartition("/")[2] if stored.original_sha256 else None
        changed = True
    for named in kept.values():
        db.session.delete(named)
    return changed or bool(kept)


def _only(files: Mapping[str, File], left_alone: frozenset[str]) -> Iterator[tuple[str, File]]:
    return ((name, file) for name, file in files.items() if name not in left_alone)
