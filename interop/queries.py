"""Every SELECT about files that somebody sent, and the banks of a draft."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import undefer

from core.database import db
from courses.models import Course
from courses.queries import find_course, list_draft_files
from interop.models import ReceivedFile
from interop.questions.banks import BankFile, read_banks


def find_received(uuid: UUID, kind: str, by_id: int) -> ReceivedFile | None:
    """A file that this person sent, with what it holds."""
    query = select(ReceivedFile).options(undefer(ReceivedFile.content))
    wanted = (ReceivedFile.uuid == uuid, ReceivedFile.kind == kind, ReceivedFile.by_id == by_id)
    return db.session.scalars(query.where(*wanted)).one_or_none()


def find_received_for_update(uuid: UUID, kind: str, by_id: int) -> ReceivedFile | None:
    """The same while nobody else can decide on it."""
    query = select(ReceivedFile).options(undefer(ReceivedFile.content)).with_for_update()
    wanted = (ReceivedFile.uuid == uuid, ReceivedFile.kind == kind, ReceivedFile.by_id == by_id)
    query = query.where(*wanted).execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def get_course_of(file: ReceivedFile) -> Course:
    """The course that a list was sent for."""
    return db.session.scalars(select(Course).where(Course.id == file.course_id)).one()


def list_banks(course: Course) -> Sequence[BankFile]:
    """The banks and quizzes of a draft, in the language each was written in."""
    texts = {file.path: file.source for file in list_draft_files(course)}
    return read_banks(texts, course.manifest.get("language") or course.language)


def is_key_taken(key: str) -> bool:
    """Whether a course has this key."""
    return find_course(key) is not None
