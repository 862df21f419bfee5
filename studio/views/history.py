"""The history of a text: what it said before, what changed, and getting it back."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_role
from core.pages import Page, page_number
from courses import operations
from courses.history.queries import RevisionLine, find_last_revision, find_revision, list_revisions
from courses.holds.operations import hold_text
from courses.models import Course, DraftRevision
from courses.queries import find_draft_file, get_course_for_update
from studio.views.blueprint import blueprint
from studio.views.file_page import Draft
from studio.views.history_page import asked_number, compare_page, name_text
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course, may_write

PAGE_SIZE = 25


@blueprint.get("/studio/courses/<key>/history/<path:path>")
@require_role(*READERS)
def history(key: str, path: str) -> ResponseReturnValue:
    """All versions of a text, the newest first, page by page; none of their texts is loaded."""
    course = get_course(key)
    last = find_last_revision(course.id, path) or abort(404)
    file, draft = find_draft_file(course, path), Draft(course, {}, {})
    text = file or find_revision(course.id, path, last.number) or abort(404)
    return render_template(
        "studio/history.html",
        course=course,
        path=path,
        title=name_text(path, text.source, draft.language),
        page=_page_of(course, path, last.number),
        last_number=last.number,
        is_there=file is not None,
        may_write=may_write(course),
        **draft.names,
    )


@blueprint.get("/studio/courses/<key>/compare/<path:path>")
@require_role(*READERS)
def compare_revisions(key: str, path: str) -> ResponseReturnValue:
    """Two versions of a text, word by word: as learners read them, and as Markdown."""
    course = get_course(key)
    last = find_last_revision(course.id, path) or abort(404)
    new = asked_number("new", last.number, last.number)
    old = asked_number("old", max(1, new - 1), last.number)
    return compare_page(course, path, old, new, last.number)


@blueprint.post("/studio/courses/<key>/restore/<path:path>")
@require_role(*WRITERS)
def restore_revision(key: str, path: str) -> ResponseReturnValue:
    """Let a text say again what it said; that is a new version, and the others stay."""
    course = get_course_for_update(get_own_course(key).id)
    number = asked_number("number", 0, 2**31 - 1)
    revision = find_revision(course.id, path, number) or abort(404)
    before = find_last_revision(course.id, path) or abort(404)
    if not _restore(course, revision):
        db.session.rollback()
        flash(_("Somebody else writes at this text. Take it over first, then restore."), "warning")
        return redirect(url_for("studio.file", key=key, path=path), 303)
    db.session.commit()
    _tell_restored(course, path, number, before.number)
    return redirect(url_for("studio.file", key=key, path=path), 303)


def _restore(course: Course, revision: DraftRevision) -> bool:
    """Save an earlier text anew, unless somebody else holds it; it may have been taken away."""
    now, path = clock.now(), revision.path
    if not hold_text(course.id, path, person().id, now):
        return False
    file = find_draft_file(course, path)
    if file is None:
        operations.add_draft_file(course, path, revision.source, now, person().id, revision.number)
    else:
        operations.save_draft(
            file, revision.source, file.version, now, person().id, revision.number
        )
    return True


def _tell_restored(course: Course, path: str, number: int, before: int) -> None:
    """Say what was done, and lead to what the text said until then, if it said anything else."""
    told: str = _("The text says what version %(number)d said.", number=number)
    last = find_last_revision(course.id, path)
    if last is not None and last.number != before:
        values: dict[str, Any] = {"path": path, "old": before, "new": last.number}
        link = Markup('<a href="{}">{}</a>').format(
            url_for("studio.compare_revisions", key=course.key, **values),
            _("Look at version %(number)d, which stood there before", number=before),
        )
        told = Markup("{} {}").format(told, link)
    flash(told, "success")


def _page_of(course: Course, path: str, total: int) -> Page[RevisionLine]:
    last_page = max(1, -(-total // PAGE_SIZE))
    number = min(page_number(), last_page)
    rows = list_revisions(course.id, path, total - (number - 1) * PAGE_SIZE, PAGE_SIZE)
    return Page(rows, number, PAGE_SIZE, total)
