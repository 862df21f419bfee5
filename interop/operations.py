"""Writes: keeping a file until it is decided on, a course made of it, questions put into a bank."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from core.database import db
from core.sentences import Refusal, say
from courses import operations
from courses.bundles.assembling import has_errors
from courses.bundles.files import MANIFEST, BundleFiles
from courses.bundles.reading import check_bundle
from courses.models import Course, DraftFile
from courses.queries import find_draft_file
from interop.models import ReceivedFile
from interop.questions.banks import Appended, BankFile, append_questions
from quizzes.content import Question
from quizzes.quiz_markdown.problems import Problem

KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 200


class CourseRefused(Refusal):
    """A course cannot be made of these files; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(say("The course cannot be made."))
        self.problems = problems


def keep_file(
    kind: str, name: str, content: bytes, at: datetime, by_id: int, course: Course | None = None
) -> ReceivedFile:
    """Keep a file until it is decided on."""
    file = ReceivedFile(
        kind=kind,
        by_id=by_id,
        course_id=course.id if course else None,
        file_name=name[-LONGEST_NAME:],
        content=content,
        created_at=at,
    )
    db.session.add(file)
    db.session.flush()
    return file


def finish_file(file: ReceivedFile, result: str) -> None:
    """Let go of what a file holds: what was made of it is named."""
    file.content, file.result = None, result
    db.session.flush()


def erase_old_files(at: datetime) -> None:
    """Erase what nobody decided on in a day, and the names of what was."""
    db.session.execute(delete(ReceivedFile).where(ReceivedFile.created_at < at - KEPT_FOR))


def create_course(files: Mapping[str, bytes], at: datetime, by_id: int) -> Course:
    """Make a draft of a course that is not there yet; raises CourseRefused.

    Its key is taken first, so that no course that came meanwhile is written over.
    """
    reading = check_bundle(BundleFiles(dict(files)))
    if reading.bundle is None or has_errors(reading.problems):
        raise CourseRefused(reading.problems)
    course = operations.begin_course(reading.bundle.texts[MANIFEST], at, by_id)
    if course is None:
        taken = say("Another course is called so.")
        raise CourseRefused([Problem(MANIFEST, 0, taken)])
    return operations.import_bundle(reading.bundle, at, by_id)


def add_questions(
    course: Course, bank: BankFile, questions: Sequence[Question], at: datetime, by_id: int | None
) -> Appended:
    """Put questions into a bank of a draft that the caller holds; raises DraftFileRefused.

    `bank` was read after the course was held, so that nobody's words are overwritten.
    """
    appended = append_questions(bank, questions)
    if not appended.added:
        return appended
    file: DraftFile | None = find_draft_file(course, bank.path)
    if file is None:
        operations.add_draft_file(course, bank.path, appended.source, at, by_id)
    else:
        operations.save_draft(file, appended.source, file.version, at, by_id)
    return appended
