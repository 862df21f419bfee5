"""The editions of a course: any two held against each other, one brought back into the draft."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import gettext as _
from core.i18n import ngettext
from core.identity import person, require_role
from courses.models import Course
from courses.operations import DraftFileRefused, restore_edition
from courses.publications.queries import edition_texts, find_edition
from courses.queries import get_course_for_update
from studio import queries
from studio.changes import DRAFT, changed_pictures, compare_versions
from studio.views.blueprint import blueprint
from studio.views.publishing_page import names_of, view_tabs
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course, may_write
from studio.views.versions import draft_version, version_named


@blueprint.get("/studio/courses/<key>/editions")
@require_role(*READERS)
def compare_editions(key: str) -> ResponseReturnValue:
    """Any two editions, or one and the draft: what changed from one to the other."""
    found = get_course(key)
    lines = queries.list_edition_lines(found.id)
    if not lines:
        return redirect(url_for("studio.course", key=key), 303)
    chosen = request.args.get("old") or str(lines[0].number), request.args.get("new") or DRAFT
    return _page(found, lines, *chosen)


@blueprint.post("/studio/courses/<key>/editions/<int:number>/restore")
@require_role(*WRITERS)
def restore(key: str, number: int) -> ResponseReturnValue:
    """Bring the texts of an edition back into the draft; learners see nothing of it yet."""
    found = get_course_for_update(get_own_course(key).id)
    edition = find_edition(found.id, number) if number < 10**6 else None
    if edition is None or not edition_texts(edition.id):
        abort(404)
    try:
        count = restore_edition(found, edition, clock.now(), person().id)
    except DraftFileRefused:
        abort(400)
    db.session.commit()
    words = _("The draft says all of that already.")
    if count:
        words = ngettext(
            "%(num)d text is as it was. Learners see it once you publish it.",
            "%(num)d texts are as they were. Learners see them once you publish.",
            count,
        )
    flash(words, "success")
    return redirect(url_for("studio.course", key=key), 303)


def _page(found: Course, lines: list[queries.EditionLine], old_name: str, new_name: str) -> str:
    draft = draft_version(found)
    old, new = version_named(found, old_name, draft), version_named(found, new_name, draft)
    is_whole = old.is_whole and new.is_whole
    return render_template(
        "studio/compare_editions.html",
        **names_of(found, draft),
        editions=lines,
        old=old,
        new=new,
        is_whole=is_whole,
        changes=compare_versions(old, new),
        pictures=changed_pictures(old, new) if is_whole else [],
        views=view_tabs("studio.compare_editions", key=found.key, old=old_name, new=new_name),
        is_markdown=request.args.get("view") == "markdown",
        may_write=may_write(found),
    )
