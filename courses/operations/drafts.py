"""Drafts as trainers keep them: saved without overwriting each other, checked, looked at."""

from datetime import datetime
from typing import Any

from sqlalchemy import update

from core.database import db, insert_missing
from core.sentences import Refusal, say
from courses import queries
from courses.bundles.assembling import Assembled, assemble_course, text_language
from courses.bundles.files import MANIFEST, TEXT_FOLDERS, TEXT_NAME
from courses.bundles.lessons import Lesson, read_lesson
from courses.bundles.manifest import manifest_log, read_manifest
from courses.models import Course, DraftFile
from courses.operations.importing import set_manifest
from courses.rendering import RenderedLesson, render_lesson
from quizzes.quiz_markdown.problems import Problem, ProblemLog

LONGEST_PATH = 200
LONGEST_DRAFT = 200_000
TOO_LONG = say("The text is longer than 200,000 characters; part it into several.")


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
) -> DraftFile:
    """Save a text over the version its writer began from; raises DraftChangedMeanwhile.

    Line ends stay as the file has them, whatever the browser sent. Saving what stands there
    already changes nothing, so that a save may be sent twice.
    """
    source = _with_line_ends(source, file.source)
    _refuse_unkeepable(source)
    current = db.session.get(DraftFile, file.id, populate_existing=True)
    if current is not None and current.source == source:
        return current
    query = update(DraftFile).where(DraftFile.id == file.id, DraftFile.version == expected_version)
    values = {"source": source, "version": expected_version + 1, "changed_at": at}
    result: Any = db.session.execute(query.values(**values, changed_by_id=by_id))
    current = db.session.get(DraftFile, file.id, populate_existing=True)
    if not result.rowcount or current is None:
        raise DraftChangedMeanwhile(current)
    _note_change(current, at)
    return current


def add_draft_file(
    course: Course, path: str, source: str, at: datetime, by_id: int | None = None
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
    file = queries.find_draft_file(course, path)
    if file is None:  # pragma: no cover - it was inserted a line above
        raise LookupError(path)
    return file


def assemble_draft(course: Course) -> Assembled:
    """What a course's draft says, and every problem in it."""
    texts = {file.path: file.source for file in queries.list_draft_files(course)}
    media = [named.name for named, _file in queries.list_course_media(course)]
    assembled = assemble_course(texts, media)
    if assembled.content and assembled.content.manifest.key != course.key:
        message = say("The key of a course cannot be changed: results hang on it.")
        mend = say("Write key: %(key)s", key=course.key)
        assembled.problems.insert(0, Problem(MANIFEST, 2, message, mend))
    return assembled


def check_draft(course: Course) -> list[Problem]:
    """Every problem in a course's draft; it can be published if none is an error."""
    return assemble_draft(course).problems


def render_draft_lesson(course: Course, path: str, source: str) -> RenderedLesson:
    """A lesson as learners would see it, from a text that need not be saved; with its problems."""
    language = text_language(path, course.language)
    log = ProblemLog(path)
    lesson = read_lesson(source, language, log) or _bare_lesson(source, language, path)
    rendered = render_lesson(lesson, queries.course_pictures(course))
    problems = (*log.listed(), *rendered.problems)
    return RenderedLesson(
        rendered.language,
        rendered.title,
        rendered.blocks,
        rendered.sections,
        rendered.summary_html,
        problems,
    )


def _bare_lesson(source: str, language: str, path: str) -> Lesson:
    """A lesson whose front matter cannot be read: its text is still worth looking at."""
    head, mark, body = source.replace("\r\n", "\n").partition("\n---\n")
    text, first = (body, head.count("\n") + 3) if mark else (source, 1)
    nothing: Any = ()
    return Lesson(
        "", language, path, "", None, nothing, "", nothing, None, None, None, text, first, source
    )


def _note_change(file: DraftFile, at: datetime) -> None:
    course = db.session.get_one(Course, file.course_id)
    course.changed_at = at
    if file.path == MANIFEST:
        manifest = read_manifest(file.source, manifest_log())
        if manifest is not None and manifest.key == course.key:
            set_manifest(course, manifest)
    db.session.flush()


def _with_line_ends(source: str, kept: str) -> str:
    plain = source.replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in kept else plain


def _refuse_unkeepable(source: str) -> None:
    if "\0" in source:
        raise DraftFileRefused(say("The text holds a sign that no text can hold."))
    if len(source) > LONGEST_DRAFT:
        raise DraftFileRefused(TOO_LONG)
