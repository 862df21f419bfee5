"""Bringing a bundle in: it becomes the draft of its course, whole or not at all."""

from datetime import datetime

from core.database import db
from courses import programmes, queries
from courses.bundles.manifest import Manifest
from courses.bundles.reading import Bundle
from courses.models import Course, CourseMedia, DraftFile, Programme
from media.operations import store_file


def import_bundle(bundle: Bundle, at: datetime, by_id: int | None = None) -> Course:
    """Make a bundle the draft of its course; learners see it once it is published.

    A course that is there already has its draft replaced; what is as it was keeps its version.
    """
    manifest = bundle.content.manifest
    course = _course(manifest, at)
    changed = [
        _keep_texts(course, bundle, at, by_id),
        _keep_media(course, bundle, at),
    ]
    if any(changed):
        course.changed_at = at
    db.session.flush()
    return course


def set_manifest(course: Course, manifest: Manifest) -> None:
    """Let a course be what its course.yml says."""
    course.programme_id = _programme(manifest.programme).id
    course.language = manifest.language
    course.manifest = dict(manifest.values)


def _course(manifest: Manifest, at: datetime) -> Course:
    course = queries.find_course(manifest.key)
    if course is None:
        course = Course(
            key=manifest.key,
            programme_id=_programme(manifest.programme).id,
            language=manifest.language,
            manifest=dict(manifest.values),
            changed_at=at,
            created_at=at,
        )
        db.session.add(course)
        db.session.flush()
    set_manifest(course, manifest)
    return course


def _programme(key: str) -> Programme:
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


def _keep_texts(course: Course, bundle: Bundle, at: datetime, by_id: int | None) -> bool:
    kept = {file.path: file for file in queries.list_draft_files(course)}
    changed = False
    for path, source in bundle.texts.items():
        file = kept.pop(path, None)
        if file is None:
            file = DraftFile(course_id=course.id, path=path, version=0)
            db.session.add(file)
        elif file.source == source:
            continue
        file.source, file.version = source, file.version + 1
        file.changed_at, file.changed_by_id = at, by_id
        changed = True
    for file in kept.values():
        db.session.delete(file)
    return changed or bool(kept)


def _keep_media(course: Course, bundle: Bundle, at: datetime) -> bool:
    kept = {named.name: named for named, _file in queries.list_course_media(course)}
    changed = False
    for name, content in bundle.media.items():
        file = store_file(name, content, at)
        named = kept.pop(name, None)
        if named is None:
            db.session.add(CourseMedia(course_id=course.id, name=name, media_file_id=file.id))
        elif named.media_file_id == file.id:
            continue
        else:
            named.media_file_id = file.id
        changed = True
    for named in kept.values():
        db.session.delete(named)
    return changed or bool(kept)
