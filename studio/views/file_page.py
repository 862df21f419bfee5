"""The page of one text: what it is written from, and how it looks to its readers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import current_app, render_template

from core import clock
from core.markdown import Picture
from courses.bundles.files import MANIFEST
from courses.models import Course, DraftFile
from courses.operations import LONGEST_DRAFT, TOO_LONG, render_draft_lesson
from courses.queries import course_pictures, list_draft_files
from quizzes.quiz_markdown.problems import Problem
from safety.helplines import HelplineRecord
from safety.queries import list_shown_helplines
from studio import queries
from studio.comparing import Comparison, compare_texts, is_same_text
from studio.contents import find_siblings, manifest_titles, text_kind
from studio.forms import DraftForm
from studio.previews import (
    LessonPreview,
    Preview,
    TextSource,
    preview_course,
    preview_lesson,
    preview_quiz,
)
from studio.views.reaching import may_write


@dataclass(frozen=True)
class Draft:
    """A course's draft: its texts by name, and its pictures."""

    course: Course
    files: Mapping[str, DraftFile]
    pictures: Mapping[str, Picture]

    def siblings(self, path: str) -> list[tuple[str, str]]:
        """A text in all its languages, as (language, path), the original first."""
        return find_siblings(path, {*self.files, path}, self.course.language)

    def text_source(self, path: str, text: str) -> TextSource:
        """A text as it is typed, with what it translates."""
        language, original = self.siblings(path)[0]
        is_original = original == path or language != self.course.language
        kept = None if is_original else (original, self.files[original].source)
        return TextSource(path, text, self.course.language, kept)


@dataclass(frozen=True)
class OtherText:
    """What somebody else made of a text meanwhile; `file` is None where it was taken away.

    The comparison is of their text with one's own.
    """

    file: DraftFile | None
    saved_by: str | None
    comparison: Comparison


def load_draft(course: Course) -> Draft:
    """The draft of a course."""
    files = {file.path: file for file in list_draft_files(course)}
    return Draft(course, files, course_pictures(course))


def find_other_text(theirs: DraftFile | None, mine: str) -> OtherText:
    """What stands saved now beside one's own text."""
    if theirs is None:
        return OtherText(None, None, compare_texts("", mine))
    saved_by = queries.find_person_name(theirs.changed_by_id)
    return OtherText(theirs, saved_by, compare_texts(theirs.source, mine))


def preview_text(draft: Draft, path: str, text: str) -> Preview:
    """A text as its readers will see it."""
    if len(text) > LONGEST_DRAFT:
        shown = preview_text(draft, path, text[:LONGEST_DRAFT])
        return replace(shown, problems=[Problem(path, 0, TOO_LONG), *shown.problems])
    kind = text_kind(path)
    if kind == "course":
        sources = {name: file.source for name, file in draft.files.items()}
        return preview_course({**sources, MANIFEST: text}, list(draft.pictures))
    source = draft.text_source(path, text)
    if kind == "lesson":
        rendered = render_draft_lesson(draft.course, path, text)
        return preview_lesson(source, rendered, draft.pictures)
    return preview_quiz(source, draft.pictures)


def find_helplines(shown: Preview) -> list[HelplineRecord]:
    """The lines that a lesson asks for; nothing is read where none is asked for."""
    blocks = shown.blocks if isinstance(shown, LessonPreview) else ()
    if not any(block.kind == "helplines" for block in blocks):
        return []
    return list_shown_helplines(clock.today(current_app.config["TIMEZONE"]))


def file_page(draft: Draft, path: str, form: DraftForm, other: OtherText | None = None) -> str:
    """The editor with what was typed, and the page beside it."""
    text, course = form.source.data or "", draft.course
    shown, file = preview_text(draft, path, text), draft.files.get(path)
    return render_template(
        "studio/file.html",
        course=course,
        titles=manifest_titles(course.manifest, course.language),
        path=path,
        kind=text_kind(path),
        form=form,
        version=_next_version(form, other),
        other=other,
        file=file,
        may_write=may_write(course),
        is_saved=file is not None and is_same_text(file.source, text),
        siblings=draft.siblings(path),
        preview=shown,
        helplines=find_helplines(shown),
        pictures=draft.pictures,
    )


def _next_version(form: DraftForm, other: OtherText | None) -> int:
    """The version that saving goes over: having seen the other text, one goes over that."""
    if other is None:
        return int(form.version.data)
    return other.file.version if other.file else 0
