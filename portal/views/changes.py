"""What changed in a course since one completed it, seen and confirmed in a minute."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import current_language
from core.i18n import gettext as _
from core.identity import carried_on, person, require_sign_in
from enrolments import operations
from portal.progress import CourseProgress
from portal.queries import read_changes_card
from portal.views.blueprint import blueprint
from portal.views.courses import get_progress


@blueprint.get("/courses/<key>/changes")
@require_sign_in
def changes(key: str) -> ResponseReturnValue:
    """The card: before and now, passage by passage; only for whoever is asked for it."""
    progress = get_progress(key)
    if not progress.asks_for_card:
        return redirect(url_for("portal.course", key=key), 303)
    return _card_page(progress)


@blueprint.post("/courses/<key>/changes")
@require_sign_in
@carried_on
def confirm_changes(key: str) -> ResponseReturnValue:
    """Whoever has seen what changed has completed the course again; twice is once."""
    progress = get_progress(key)
    if progress.asks_for_card and request.form.get("edition") != str(progress.course.edition_id):
        return _card_page(progress, has_moved_on=bool(request.form.get("edition"))), 409
    if not progress.is_enrolled:
        abort(404)
    is_completed = operations.confirm_changes(person().id, progress.course, clock.now())
    db.session.commit()
    if is_completed:
        flash(_("Thank you. This course is up to date for you again."), "success")
    return redirect(url_for("portal.home"), 303)


def _card_page(progress: CourseProgress, *, has_moved_on: bool = False) -> str:
    card = read_changes_card(person().id, progress.course, current_language())
    return render_template(
        "portal/changes.html", progress=progress, card=card, has_moved_on=has_moved_on
    )
