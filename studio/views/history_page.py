"""The page that holds two versions of a text against each other."""

from dataclasses import dataclass

from flask import abort, render_template, request

from core.i18n import LocalText, current_language
from core.i18n import gettext as _
from courses.bundles.assembling import text_language
from courses.history.queries import find_revision
from courses.models import Course, DraftRevision
from studio import queries
from studio.changes import compare_text
from studio.contents import manifest_titles, text_kind
from studio.previews import TextSource, find_title
from studio.views.reaching import may_write
from studio.views.versions import text_versions


@dataclass(frozen=True)
class ShownRevision:
    """A version of a text, and who saved it."""

    revision: DraftRevision
    saved_by: str | None


def asked_number(name: str, otherwise: int, most: int) -> int:
    """A number asked for, of a version; nonsense is the other one."""
    text = request.values.get(name, "")
    number = int(text) if text.isdecimal() and len(text) < 10 else otherwise
    return number if 0 < number <= most else otherwise


def name_text(path: str, text: str, own: str) -> LocalText:
    """What a text is called, as its editor calls it; one that has no title by its path."""
    if text_kind(path) == "course":
        return LocalText(_("Title, order and completion"), current_language())
    title = find_title(TextSource(path, text, own))
    return LocalText(title or path, text_language(path, own) if title else current_language())


def compare_page(course: Course, path: str, old: int, new: int, last_number: int) -> str:
    """Both versions and what changed from one to the other; the older one comes first."""
    revisions = [
        find_revision(course.id, path, number) or abort(404) for number in sorted({old, new})
    ]
    versions = text_versions(course, path, revisions)
    own = versions[0].own
    return render_template(
        "studio/compare_revisions.html",
        course=course,
        path=path,
        title=name_text(path, revisions[-1].source, own),
        shown=[_shown(each) for each in revisions],
        change=compare_text(versions[0], versions[-1], path),
        last_number=last_number,
        may_write=may_write(course),
        is_there=path in queries.list_draft_paths(course.id),
        titles=manifest_titles(course.manifest, own),
        own_language=own,
    )


def _shown(revision: DraftRevision) -> ShownRevision:
    return ShownRevision(revision, queries.find_person_name(revision.saved_by_id))
