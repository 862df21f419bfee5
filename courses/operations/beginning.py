"""A course from nothing, and another key for one that nobody has seen."""

from datetime import datetime

from sqlalchemy import select

from core.database import db, insert_missing
from core.sentences import Refusal, say
from core.yaml_edits import YamlText
from courses import queries
from courses.bundles.files import MANIFEST
from courses.bundles.manifest import KEY, KEY_MEND, manifest_log, read_manifest
from courses.history.operations import note_text
from courses.models import Course, DraftFile
from courses.operations.importing import find_or_add_programme

LONGEST_KEY = 60


class KeyRefused(Refusal):
    """A course cannot be called so."""


def begin_course(source: str, at: datetime, by_id: int | None = None) -> Course | None:
    """A course with nothing but its course.yml; None where its key is taken by another.

    Sent twice, it is begun once: a course that still says the same is the one that is meant.
    """
    manifest = read_manifest(source, manifest_log())
    if manifest is None:
        raise ValueError(MANIFEST)
    values = {
        "programme_id": find_or_add_programme(manifest.programme).id,
        "language": manifest.language,
        "manifest": dict(manifest.values),
        "changed_at": at,
        "created_at": at,
    }
    is_new = insert_missing(Course, key=manifest.key, **values)
    course = db.session.scalars(select(Course).where(Course.key == manifest.key)).one()
    if not is_new:
        return course if _still_says(course, source) else None
    file = DraftFile(course_id=course.id, path=MANIFEST, source=source, version=1)
    file.changed_at, file.changed_by_id = at, by_id
    db.session.add(file)
    db.session.flush()
    note_text(file, "", at, by_id)
    return course


def rekey_course(course: Course, key: str, at: datetime, by_id: int | None = None) -> None:
    """Call a course that was never published something else; raises KeyRefused.

    Once it is published, results and addresses hang on its key.
    """
    if course.key == key:
        return
    if queries.find_latest_edition(course.id) is not None:
        raise KeyRefused(say("The key of a course cannot be changed: results hang on it."))
    if not KEY.match(key) or len(key) > LONGEST_KEY:
        raise KeyRefused(KEY_MEND)
    if queries.find_course(key) is not None:
        raise KeyRefused(say("Another course is called so."))
    file = queries.find_draft_file(course, MANIFEST)
    if file is None:
        raise KeyRefused(say("The course has no course.yml."))
    before, text = file.source, YamlText(file.source)
    text.set("key", key)
    file.source, file.version = str(text), file.version + 1
    file.changed_at, file.changed_by_id = at, by_id
    note_text(file, before, at, by_id)
    course.key, course.changed_at = key, at
    course.manifest = {**course.manifest, "key": key}
    db.session.flush()


def _still_says(course: Course, source: str) -> bool:
    files = queries.list_draft_files(course)
    return [file.source for file in files] == [source]
