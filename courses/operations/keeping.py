"""Keeping every text with the edition it stood in, and bringing one back into the draft."""

import hashlib
from datetime import datetime

from sqlalchemy import insert, select

from accounts.audit_actions import EDITION_RESTORED
from core.database import db, insert_missing_rows
from courses import queries
from courses.bundles.manifest import manifest_language
from courses.bundles.names import original_paths
from courses.models import Course, CourseEdition, CourseMedia, EditionFile, KeptText
from courses.operations.auditing import note_course
from courses.operations.drafts import add_draft_file, save_draft
from courses.operations.translating import staying_in_step
from courses.publications.queries import edition_texts, list_media_files


def keep_texts(course: Course, edition: CourseEdition) -> None:
    """Keep the whole draft with an edition just made of it; a text that is kept already, once."""
    texts = {file.path: file.source for file in queries.list_draft_files(course)}
    digests = {path: _digest(source) for path, source in texts.items()}
    by_digest = {digests[path]: source for path, source in texts.items()}
    rows = [{"digest": digest, "source": source} for digest, source in by_digest.items()]
    insert_missing_rows(KeptText, rows)
    query = select(KeptText.digest, KeptText.id).where(KeptText.digest.in_(sorted(by_digest)))
    ids: dict[str, int] = {row[0]: row[1] for row in db.session.execute(query)}
    files = [
        {"course_edition_id": edition.id, "path": path, "kept_text_id": ids[digest]}
        for path, digest in sorted(digests.items())
    ]
    db.session.execute(insert(EditionFile), files)
    media = queries.list_course_media(course)
    edition.media = {named.name: file.id for named, file in media}
    db.session.flush()


def restore_edition(
    course: Course, edition: CourseEdition, at: datetime, by_id: int | None = None
) -> int:
    """Bring the texts and pictures of an edition back into the draft; how many texts changed.

    Texts that came since stay where they are: course.yml, as it was, no longer lists them. The
    course is held by the caller. Raises DraftFileRefused.
    """
    files = {file.path: file for file in queries.list_draft_files(course)}
    kept = edition_texts(edition.id)
    own = manifest_language(course.manifest, course.language)
    changed = 0
    with staying_in_step(course, at):
        # What a translation was made of is there before it comes.
        for path in sorted(kept, key=lambda each: len(original_paths(each, own))):
            file = files.get(path)
            if file is not None and file.source == kept[path]:
                continue
            if file is None:
                add_draft_file(course, path, kept[path], at, by_id)
            else:
                save_draft(file, kept[path], file.version, at, by_id, is_restored=True)
            changed += 1
    _restore_media(course, edition, at, by_id)
    note_course(EDITION_RESTORED, course, by_id, at, {"edition": edition.number})
    return changed


def _restore_media(course: Course, edition: CourseEdition, at: datetime, by_id: int | None) -> None:
    """An edition knows no originals: a picture brought back has none."""
    kept = {named.name: named for named, _file in queries.list_course_media(course)}
    wanted = edition.media or {}
    there = {file.id for file in list_media_files(wanted.values())}
    for name, file_id in wanted.items():
        if file_id not in there:
            continue
        named = kept.get(name) or CourseMedia(course_id=course.id, name=name)
        if named.media_file_id == file_id:
            continue
        named.media_file_id = file_id
        named.original_sha256 = named.original_name = None
        named.changed_at, named.changed_by_id = at, by_id
        db.session.add(named)
        course.changed_at = at
    db.session.flush()


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
