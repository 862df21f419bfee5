"""One's own page: who one is here, what one is told, and where one is signed in."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.devices import name_device
from accounts.forms import ShownNameForm, ToldForm
from accounts.reach import EVERYWHERE
from accounts.sessions import KEY_LENGTH
from accounts.views.blueprint import blueprint
from accounts.words import ROLE_NAMES
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import carried_on, person, require_sign_in
from core.settings import Settings


@blueprint.get("/account")
@require_sign_in
def account() -> ResponseReturnValue:
    """What is known of oneself, and what one may set."""
    return _page()


@blueprint.post("/account/name")
@require_sign_in
@carried_on
def set_shown_name() -> ResponseReturnValue:
    """Choose how one is addressed; emptied, by the full name again."""
    form = ShownNameForm()
    if not form.validate():
        return _page(form), 422
    operations.set_preference(person().id, shown_name=form.shown_name.data or "")
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.account"), 303)


@blueprint.post("/account/notifications")
@require_sign_in
@carried_on
def set_notifications() -> ResponseReturnValue:
    """Choose whether one is told by mail when the account changes."""
    operations.set_preference(person().id, is_told_of_changes=ToldForm().is_told.data)
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.account"), 303)


def _page(name_form: ShownNameForm | None = None) -> str:
    own = queries.find_account(person().uuid, EVERYWHERE) or abort(404)
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "accounts/account.html",
        account=own,
        role_names=[name for role, name in ROLE_NAMES.items() if person().has_role(role)],
        session_count=len(queries.list_open_sessions(person().id, clock.now())),
        name_form=name_form or ShownNameForm(formdata=None, shown_name=own.person.shown_name),
        told_form=ToldForm(formdata=None, is_told=own.person.is_told_of_changes),
        sends=settings.mail_server is not None,
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
