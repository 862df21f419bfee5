"""A course as files: giving it out, and deleting one that nobody learned from."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.downloads import name_download
from core.i18n import gettext as _
from core.identity import person, require_role
from courses.bundles.manifest import manifest_language
from courses.exchange.operations import export_course
from courses.models import Course
from courses.operations import CourseInUse, delete_course
from courses.publications.queries import is_ever_sensitive
from courses.queries import find_latest_edition
from studio import queries
from studio.contents import manifest_titles
from studio.views.blueprint import blueprint
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course, may_write


@blueprint.get("/studio/courses/<key>/bundle")
@require_role(*READERS)
def course_files(key: str) -> ResponseReturnValue:
    """What can be done with a course as a whole: give it out, bring it in changed, delete it."""
    found = get_course(key)
    return _page("studio/course_files.html", found, may_write=may_write(found))


@blueprint.post("/studio/courses/<key>/export")
@require_role(*READERS)
def export_files(key: str) -> ResponseReturnValue:
    """The draft as a zip, sent piece by piece; it is kept in mind that it was given out."""
    export = export_course(get_course(key), person().id)
    db.session.commit()
    response = Response(export.chunks(), mimetype="application/zip")
    name_download(response, f"{export.key}.zip")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/studio/courses/<key>/delete")
@require_role(*WRITERS)
def confirm_deleting(key: str) -> ResponseReturnValue:
    """What goes with a course, before it is deleted."""
    return _page("studio/confirm_deleting.html", get_own_course(key))


@blueprint.post("/studio/courses/<key>/delete")
@require_role(*WRITERS)
def delete(key: str) -> ResponseReturnValue:
    """Delete a course that nobody learned from."""
    found = get_own_course(key)
    if not _may_delete(found):
        return _page("studio/confirm_deleting.html", found), 409
    try:
        delete_course(found, clock.now(), person().id)
    except CourseInUse:
        db.session.rollback()
        return _page("studio/confirm_deleting.html", get_own_course(key), is_in_use=True), 409
    db.session.commit()
    flash(_("The course is deleted."), "success")
    return redirect(url_for("studio.home"), 303)


def _may_delete(found: Course) -> bool:
    """Of a sensitive course that was published nobody is told whether somebody took it."""
    is_published = find_latest_edition(found.id) is not None
    if is_published and is_ever_sensitive(found.id):
        return False
    return not queries.was_learned(found.id, found.key)


def _page(template: str, found: Course, is_in_use: bool = False, may_write: bool = True) -> str:
    own = manifest_language(found.manifest, found.language)
    return render_template(
        template,
        course=found,
        own_language=own,
        titles=manifest_titles(found.manifest, own),
        may_write=may_write,
        may_delete=not is_in_use and _may_delete(found),
    )
