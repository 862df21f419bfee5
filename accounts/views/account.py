"""One's own page: who one is here, and where one is signed in."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.devices import name_device
from accounts.reach import EVERYWHERE
from accounts.sessions import KEY_LENGTH
from accounts.views.blueprint import blueprint
from accounts.words import ROLE_NAMES
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_sign_in


@blueprint.get("/account")
@require_sign_in
def account() -> ResponseReturnValue:
    """What is known of oneself, and what one may set."""
    return render_template(
        "accounts/account.html",
        account=queries.find_account(person().uuid, EVERYWHERE) or abort(404),
        role_names=[name for role, name in ROLE_NAMES.items() if person().has_role(role)],
        session_count=len(queries.list_open_sessions(person().id, clock.now())),
    )


@blueprint.get("/account/sessions")
@require_sign_in
def own_sessions() -> ResponseReturnValue:
    """Where one is signed in."""
    found = queries.list_open_sessions(person().id, clock.now())
    return render_template(
        "accounts/sessions.html",
        sessions=[(each, name_device(each.device)) for each in found],
        own_id=person().session_id,
    )


@blueprint.post("/account/sessions")
@require_sign_in
def end_sessions() -> ResponseReturnValue:
    """End one session, or all but this one."""
    key = request.form.get("key", "")
    if not key:
        operations.end_other_sessions(person().id, person().session_id, clock.now())
    elif len(key) != KEY_LENGTH or not operations.end_own_session(person().id, key, clock.now()):
        abort(404)
    db.session.commit()
    flash(_("Signed out there."), "success")
    return redirect(url_for("accounts.own_sessions"), 303)
