"""Drafts as trainers keep them: saved without overwriting each other, checked, looked at."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from core import clock
from core.database import db, insert_missing
from core.sentences import Refusal, say
from courses import queries
from courses.bundles.assembling import Assembled, assemble_course, sort_problems
from courses.bundles.files import (
    LONGEST_PATH,
    LONGEST_TEXT,
    MANIFEST,
    TEXT_FOLDERS,
    TEXT_NAME,
    TOO_LONG,
)
from courses.bundles.manifest import Manifest, manifest_log, read_manifest
from courses.editions import draft_digest
from courses.history.operations import note_text
from courses.models import Course, DraftFile
from courses.operations.translating import keep_base
from courses.quality.checking import check_course
from quizzes.quiz_markdown.problems import Problem


class DraftChangedMeanwhile(Exception):
    """Somebody else saved this text in between; `file` is what stands now, None if it is gone."""

    def __init__(self, file: DraftFile | None) -> None:
        super().__init__("The draft was changed meanwhile.")
        self.file = file


class DraftFileRefused(Refusal):
    """A text cannot be kept."""


def save_draft(
    file: DraftFile,
    source: str,
    expected_version: int,
    at: datetime,
    by_id: int | None = None,
    restored_number: int | None = None,
    *,
    is_restored: bool = False,
) -> DraftFile:
    """Save a text over the version its writer began from; raises DraftChangedMeanwhile.

    Line ends stay as the file has them, whatever the browser sent. Saving what stands there
    already changes nothing, so that a save may be sent twice. `restored_number` is the revision
    that the text is taken from, if any; what `is_restored` stands in the history by itself.
    """
    source = _with_line_ends(source, file.source)
    _refuse_unkeepable(source)
    current = db.session.get(DraftFile, file.id, populate_existing=True)
    if current is not None and current.source == source:
        return current
    before = current.source if current else ""
    query = update(DraftFile).where(DraftFile.id == file.id, DraftFile.version == expected_version)
    values = {"source": source, "version": expected_version + 1, "changed_at": at}
    result: Any = db.session.execute(query.values(**values, changed_by_id=by_id))
    current = db.session.get(DraftFile, file.id, populate_existing=True)
    if not result.rowcount or current is None:
        raise DraftChangedMeanwhile(current)
    is_sealed = is_restored or restored_number is not None
    note_text(current, before, at, by_id, is_sealed=is_sealed, restored_number=restored_number)
    return _note_change(current, at)


def add_draft_file(
    course: Course,
    path: str,
    source: str,
    at: datetime,
    by_id: int | None = None,
    restored_number: int | None = None,
) -> DraftFile:
    """Begin a new lesson, quiz, bank or translation; raises DraftFileRefused."""
    folder, _, name = path.partition("/")
    is_named_well = folder in TEXT_FOLDERS and TEXT_NAME.match(name)
    if not is_named_well or len(path) > LONGEST_PATH:
        raise DraftFileRefused(say("A text cannot be called %(path)s.", path=path[:80]))
    _refuse_unkeepable(source)
    values = {"source": source, "version": 1, "changed_at": at, "changed_by_id": by_id}
    if not insert_missing(DraftFile, course_id=course.id, path=path, **values):
        raise DraftFileRefused(say("%(path)s is there already.", path=path))
    course.changed_at = at
    db.session.flush()
    keep_base(course, path, at)
    file = queries.find_draft_file(course, path)
    if file is None:  # pragma: no cover - it was inserted a line above
        raise LookupError(path)
    is_restored = restored_number is not None
    note_text(file, "", at, by_id, is_sealed=is_restored, restored_number=restored_number)
    return file


def remove_draft_files(course: Course, paths: Collection[str], at: datetime) -> int:
    """Take texts out of a draft; editions, results and statistics stay. How many there were."""
    query = delete(DraftFile).where(DraftFile.course_id == course.id, DraftFile.path.in_(paths))
    result: Any = db.session.execute(query, execution_options={"synchronize_session": "fetch"})
    if result.rowcount:
        course.changed_at = at
    db.session.flush()
    return int(result.rowcount)


def name_draft(course: Course) -> str:
    """What a course's draft is called; any change gives it another name."""
    texts = {file.path: file.source for file in queries.list_draft_files(course)}
    return draft_digest(texts, queries.course_pictures(course))


def assemble_draft(course: Course) -> Assembled:
    """What a course's draft says, every problem in it, and what could be better."""
    texts = {file.path: file.source for file in queries.list_draft_files(course)}
    media = [named.name for named, _file in queries.list_course_media(course)]
    assembled = assemble_course(texts, media)
    if assembled.content:
        cares = check_course(assembled.content, texts, media, clock.now().date())
        assembled.problems = sort_problems([*assembled.problems, *cares])
    if assembled.content and assembled.content.manifest.key != course.key:
        message = say("The key of a course cannot be changed: results hang on it.")
        mend = say("Write key: %(key)s", key=course.key)
        assembled.problems.insert(0, Problem(MANIFEST, 2, message, mend))
    if assembled.content:
        assembled.problems += _find_move(course, assembled.content.manifest)
    return assembled


def check_draft(course: Course) -> list[Problem]:
    """Every problem in a course's draft; it can be published if none is an error."""
    return assemble_draft(course).problems


def _find_move(course: Course, manifest: Manifest) -> list[Problem]:
    """A warning where publishing takes a course to another programme: it may be a slip."""
    if manifest.programme == course.programme.key:
        return []
    if queries.find_programme(manifest.programme):
        message = say(
            "Publishing moves the course to the programme %(key)s.", key=manifest.programme
        )
    else:
        message = say(
            "There is no programme %(key)s yet: publishing makes it.", key=manifest.programme
        )
    mend = say("Until now the course stands in %(key)s.", key=course.programme.key)
    return [Problem(MANIFEST, 0, message, mend, "warning")]


def _note_change(file: DraftFile, at: datetime) -> DraftFile:
    course = db.session.get_one(Course, file.course_id)
    course.changed_at = at
    keep_base(course, file.path, at)
    if file.path == MANIFEST:
        manifest = read_manifest(file.source, manifest_log())
        if manifest is not None and manifest.key == course.key:
            course.manifest = dict(manifest.values)
    db.session.flush()
    return file


def _with_line_ends(source: str, kept: str) -> str:
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in kept else plain


def _refuse_unkeepable(source: str) -> None:
    if "\0" in source:
        raise DraftFileRefused(say("The text holds a sign that no text can hold."))
    if len(source) > LONGEST_TEXT:
        raise DraftFileRefused(TOO_LONG)
