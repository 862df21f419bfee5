"""Making somebody who left anonymous at once, for administrators of the whole."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import queries
from accounts.models import Person
from accounts.operations.retention import StillActive, make_anonymous
from accounts.views.blueprint import blueprint
from accounts.views.reaching import own_reach
from accounts.views.recent import require_password_again
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_role


@blueprint.get("/people/<uuid:uuid>/anonymise")
@require_role("administrator")
@require_password_again
def confirm_anonymising(uuid: UUID) -> ResponseReturnValue:
    """Ask once more, and say what goes and what stays."""
    return render_template("accounts/confirm_anonymising.html", somebody=_somebody(uuid))


@blueprint.post("/people/<uuid:uuid>/anonymise")
@require_role("administrator")
@require_password_again
def anonymise_person(uuid: UUID) -> ResponseReturnValue:
    """Let go of who this was; sent twice, the second finds nobody."""
    somebody = _somebody(uuid)
    try:
        make_anonymous(somebody.id, clock.now(), person().id)
    except StillActive:
        db.session.rollback()
        flash(_("Only a deactivated person can be made anonymous."), "danger")
        return redirect(url_for("accounts.show_person", uuid=uuid), 303)
    db.session.commit()
    flash(_("This person is anonymous now. What is counted stays."), "success")
    return redirect(url_for("accounts.people"), 303)


def _somebody(uuid: UUID) -> Person:
    """Who is meant; only for administrators of the whole."""
    if not own_reach().is_whole:
        abort(403)
    return queries.find_person(uuid) or abort(404)
