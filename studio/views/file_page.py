"""The page of one text: what it is written from, and how it looks to its readers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import current_app, render_template, request, url_for

from core import clock
from core.i18n import LANGUAGE_NAMES
from core.identity import person
from core.markdown import Picture
from core.media_kinds import PICTURE, kind_of
from courses.bundles.files import LONGEST_TEXT, MANIFEST, TOO_LONG
from courses.bundles.manifest import manifest_language
from courses.holds.queries import find_holder
from courses.holds.rules import Holder
from courses.models import Course, DraftFile
from courses.organisation.gaps import ShownGaps
from courses.organisation.queries import find_filled
from courses.queries import course_pictures, list_draft_files
from media.operations import open_frames
from quizzes.quiz_markdown.problems import Problem
from safety.helplines import HelplineRecord
from safety.queries import list_shown_helplines
from studio import queries
from studio.care import with_care
from studio.cheat_sheet import cheat_sheet_for
from studio.comparing import Comparison, compare_texts, is_same_text
from studio.contents import find_siblings, manifest_titles, text_kind
from studio.forms.writing import DraftForm
from studio.originals import ShownOriginal, show_original
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
    """A course's draft: its texts by name, and its pictures.

    `paths` are the names of all texts where not all were loaded.
    """

    course: Course
    files: Mapping[str, DraftFile]
    pictures: Mapping[str, Picture]
    paths: frozenset[str] = frozenset()

    @property
    def language(self) -> str:
        """The language that the draft is written in first."""
        return manifest_language(self.course.manifest, self.course.language)

    @property
    def names(self) -> Mapping[str, object]:
        """What the course is called, and the language it falls back to."""
        titles = manifest_titles(self.course.manifest, self.language)
        return {"titles": titles, "own_language": self.language}

    @property
    def shown_pictures(self) -> Mapping[str, Picture]:
        """What of the course's files is seen at once."""
        return {name: each for name, each in self.pictures.items() if kind_of(name) == PICTURE}

    def siblings(self, path: str) -> list[tuple[str, str]]:
        """A text in all its languages, as (language, path), the original first."""
        return find_siblings(path, {*self.files, *self.paths, path}, self.language)

    def text_source(self, path: str, text: str) -> TextSource:
        """A text as it is typed, with what it translates."""
        language, original = self.siblings(path)[0]
        is_original = original == path or language != self.language
        kept = None if is_original else (original, self.files[original].source)
        return TextSource(path, text, self.language, kept)


@dataclass(frozen=True)
class OtherText:
    """What somebody else made of a text meanwhile; `file` is None where it was taken away.

    `source` is their text, and the comparison is of it with one's own.
    """

    file: DraftFile | None
    saved_by: str | None
    source: str
    comparison: Comparison


def load_text(course: Course, path: str) -> Draft:
    """What one text needs of the draft: itself, what it translates, and the names of the others.

    Only course.yml puts all texts together.
    """
    pictures = course_pictures(course)
    if text_kind(path) == "course":
        return Draft(course, {file.path: file for file in list_draft_files(course)}, pictures)
    paths = frozenset(queries.list_draft_paths(course.id))
    draft = Draft(course, {}, pictures, paths)
    _language, original = draft.siblings(path)[0]
    files = queries.list_named_files(course.id, {path, original})
    return replace(draft, files={file.path: file for file in files})


def find_other_text(theirs: DraftFile | None, mine: str) -> OtherText:
    """What stands saved now beside one's own text."""
    if theirs is None:
        return OtherText(None, None, "", compare_texts("", mine))
    return find_other_block(theirs, theirs.source, mine)


def find_other_block(file: DraftFile, theirs: str, mine: str) -> OtherText:
    """What stands saved now in a part of a file beside one's own lines."""
    saved_by = queries.find_person_name(file.changed_by_id)
    return OtherText(file, saved_by, theirs, compare_texts(theirs, mine))


def preview_text(draft: Draft, path: str, text: str) -> Preview:
    """A text as its readers will see it."""
    if len(text) > LONGEST_TEXT:
        shown = preview_text(draft, path, text[:LONGEST_TEXT])
        return replace(shown, problems=[Problem(path, 0, TOO_LONG), *shown.problems])
    kind = text_kind(path)
    if kind == "course":
        sources = {name: file.source for name, file in draft.files.items()}
        return preview_course({**sources, MANIFEST: text})
    source = draft.text_source(path, text)
    if kind == "lesson":
        read: Preview = preview_lesson(source, draft.pictures, _hosts(draft))
    else:
        read = preview_quiz(source, draft.pictures)
    return with_care(read, source, draft.course.key, clock.now().date())


def find_original(draft: Draft, path: str) -> ShownOriginal | None:
    """What a text translates, as its readers see it; None for what is no translation."""
    original = draft.text_source(path, "").original
    if original is None:
        return None
    base = queries.find_translation_base(draft.course.id, path)
    return show_original(*original, draft.language, base, draft.pictures)


def _hosts(draft: Draft) -> frozenset[str]:
    """Whose pages a lesson may show: none in a sensitive course."""
    return frozenset() if draft.course.manifest.get("sensitive") else open_frames()


def _find_helplines(shown: Preview) -> list[HelplineRecord]:
    """The lines that a lesson asks for; nothing is read where none is asked for."""
    blocks = shown.blocks if isinstance(shown, LessonPreview) else ()
    if not any(block.kind == "helplines" for block in blocks):
        return []
    return list_shown_helplines(clock.today(current_app.config["TIMEZONE"]))


def find_other_holder(course: Course, path: str) -> Holder | None:
    """Who else writes at a text just now, if anybody does."""
    holder = find_holder(course.id, path, clock.now())
    return None if holder is None or holder.person_id == person().id else holder


def preview_values(course: Course, shown: Preview) -> dict[str, object]:
    """What a preview is shown with: its course, and what is read when the page is."""
    return {
        "course": course,
        "helplines": _find_helplines(shown),
        "gaps": _find_gaps(shown),
    }


def _find_gaps(shown: Preview) -> ShownGaps:
    """What fills the gaps of a lesson; trainers are led to those that nothing fills."""
    blocks = shown.blocks if isinstance(shown, LessonPreview) else ()
    keys = {block.topic for block in blocks if block.kind == "organisation"}
    return ShownGaps(find_filled(keys, shown.language), may_fill=True) if keys else ShownGaps()


def file_page(draft: Draft, path: str, form: DraftForm, other: OtherText | None = None) -> str:
    """The editor with what was typed, and the page beside it."""
    text, course = form.source.data or "", draft.course
    shown, file = preview_text(draft, path, text), draft.files.get(path)
    return render_template(
        "studio/file.html",
        **preview_values(draft.course, shown),
        **draft.names,
        **_kind_values(path),
        **_original_values(draft, path),
        holder=find_other_holder(course, path),
        form=form,
        version=_next_version(form, other),
        other=other,
        file=file,
        may_write=may_write(course),
        is_saved=file is not None and is_same_text(file.source, text),
        languages=_language_tabs(draft, path),
        preview=shown,
        pictures=draft.shown_pictures,
    )


def _kind_values(path: str) -> dict[str, object]:
    """What a text is by its name, and how to write such a one."""
    kind = text_kind(path)
    return {"path": path, "kind": kind, "cheat_sheet": cheat_sheet_for(kind)}


def _original_values(draft: Draft, path: str) -> dict[str, object]:
    """What a text translates, and whether its address asks to see it at once."""
    opens = request.args.get("beside") == "original"
    return {"original": find_original(draft, path), "opens_original": opens}


def _language_tabs(draft: Draft, path: str) -> list[dict[str, object]]:
    """A text in all its languages, as pages beside each other."""
    return [
        {
            "label": LANGUAGE_NAMES.get(language, language),
            "url": url_for("studio.file", key=draft.course.key, path=sibling),
            "is_current": sibling == path,
            "lang": language,
        }
        for language, sibling in draft.siblings(path)
    ]


def _next_version(form: DraftForm, other: OtherText | None) -> int:
    """The version that saving goes over: having seen the other text, one goes over that."""
    if other is None:
        return int(form.version.data)
    return other.file.version if other.file else 0
