"""A course's outline as the views that change it find it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import abort

from core import clock
from core.identity import person
from courses.bundles.assembling import CourseContent, read_course
from courses.models import Course, DraftFile
from courses.queries import get_course_for_update, list_draft_files
from studio import operations
from studio.outline import keys_by_path
from studio.outline_edits import Item, items_of
from studio.views.file_page import Draft


@dataclass(frozen=True)
class OutlineDraft:
    """The texts of a draft and what they say."""

    course: Course
    files: Mapping[str, DraftFile]
    content: CourseContent | None

    @property
    def texts(self) -> dict[str, str]:
        """All texts of the draft, by name."""
        return {path: file.source for path, file in self.files.items()}

    @property
    def names(self) -> Mapping[str, object]:
        """What the course is called, for its pages."""
        return {"course": self.course, **Draft(self.course, self.files, {}).names}

    @property
    def language(self) -> str:
        """The language that the draft is written in first."""
        return Draft(self.course, self.files, {}).language

    @cached_property
    def items(self) -> list[Item]:
        """Every lesson, quiz and bank."""
        keys = keys_by_path(self.content) if self.content else {}
        return items_of(self.texts, keys, self.language)

    def find(self, kind: str, key: str) -> Item | None:
        """The lesson, quiz or bank with this id."""
        return next((each for each in self.items if (each.kind, each.key) == (kind, key)), None)

    def get(self, kind: str, key: str) -> Item:
        """The same, or 404."""
        return self.find(kind, key) or abort(404)

    def keys_of(self, kind: str) -> list[str]:
        """The ids that are taken."""
        return [each.key for each in self.items if each.kind == kind]

    def save(self, texts: Mapping[str, str], gone: Collection[str] = ()) -> None:
        """Save new texts of the draft, and take others out, in this transaction."""
        now = clock.now()
        operations.change_texts(self.course, self.files, texts, gone, now, person().id)


def load_outline(course: Course) -> OutlineDraft:
    """The outline of a course as it stands."""
    files = {file.path: file for file in list_draft_files(course)}
    texts = {path: file.source for path, file in files.items()}
    return OutlineDraft(course, files, read_course(texts).content)


def hold_outline(course: Course) -> OutlineDraft:
    """The same while nobody else can save a text of the course."""
    return load_outline(get_course_for_update(course.id))
