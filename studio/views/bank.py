"""A course's questions as the pages about them find them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from flask import abort

from core import clock
from core.identity import person
from core.markdown import Picture
from courses.models import Course, DraftFile
from courses.queries import course_pictures, get_course_for_update, list_draft_files
from studio import operations
from studio.previews import TextSource
from studio.question_bank import Found, Holder, find_question, read_holders
from studio.views.file_page import Draft


@dataclass(frozen=True)
class Bank:
    """The banks and quizzes of a draft."""

    course: Course
    files: Mapping[str, DraftFile]
    holders: list[Holder]

    @cached_property
    def draft(self) -> Draft:
        """The draft with its pictures."""
        return Draft(self.course, self.files, self.pictures)

    @cached_property
    def pictures(self) -> Mapping[str, Picture]:
        """Where the pictures of the course stand."""
        return course_pictures(self.course)

    @property
    def texts(self) -> dict[str, str]:
        """All texts of the draft, by name."""
        return {path: file.source for path, file in self.files.items()}

    @property
    def names(self) -> Mapping[str, object]:
        """What the course is called, for its pages."""
        return {"course": self.course, **Draft(self.course, self.files, {}).names}

    def find(self, folder: str, stem: str, key: str) -> Found | None:
        """The question with this id in a file of this name."""
        return find_question(self.holders, f"{folder}/{stem}", key)

    def get(self, folder: str, stem: str, key: str) -> Found:
        """The same, or 404."""
        return self.find(folder, stem, key) or abort(404)

    def get_holder(self, place: str) -> Holder:
        """The bank or quiz of a place, or 404."""
        return next((each for each in self.holders if each.place == place), None) or abort(404)

    def text_source(self, holder: Holder, language: str, block: str) -> TextSource:
        """The lines of a question as a preview takes them."""
        return TextSource(holder.paths[language], block, self.draft.language)

    def save(self, texts: Mapping[str, str]) -> None:
        """Save new texts of the draft in this transaction."""
        now = clock.now()
        operations.save_texts(self.course, self.files, texts, now, person().id)


def load_bank(course: Course) -> Bank:
    """The questions of a course as they stand."""
    files = {file.path: file for file in list_draft_files(course)}
    language = Draft(course, files, {}).language
    texts = {path: file.source for path, file in files.items()}
    return Bank(course, files, read_holders(texts, language))


def hold_bank(course: Course) -> Bank:
    """The same while nobody else can save a text of the course."""
    return load_bank(get_course_for_update(course.id))
