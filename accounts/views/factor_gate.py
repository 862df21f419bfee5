"""Whoever has to have a second factor sets one up before anything else."""

from flask import abort, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from accounts.views.blueprint import blueprint
from accounts.views.factors import WANTED
from core.errors import wants_json
from core.i18n import gettext as _
from core.identity import met_person

# What stays open: setting one up, leaving, help, and how pages look.
OPEN = frozenset(
    {
        "accounts.second_factor",
        "accounts.totp",
        "accounts.totp_submit",
        "accounts.totp_remove",
        "accounts.new_passkey",
        "accounts.passkey_options",
        "accounts.passkey_add",
        "accounts.recovery_codes",
        "accounts.recovery_codes_renew",
        "accounts.recovery_codes_kept",
        "accounts.confirm",
        "accounts.confirm_submit",
        "accounts.change_password",
        "accounts.change_password_submit",
        "accounts.sign_out",
        "accounts.set_language",
        "accounts.set_text_size",
        "safety.help_page",
        "safety.calendar",
        "safety.quick_exit",
        "health.readyz",
        "assets.favicon",
        "assets.robots",
    }
)


@blueprint.before_app_request
def lead_to_second_factor() -> ResponseReturnValue | None:
    """Lead there whoever has to set up a second factor, remembering the page that was wanted."""
    somebody = met_person()
    if somebody is None or not somebody.must_set_up_factor:
        return None
    if request.endpoint is None or request.endpoint in OPEN:
        return None
    if wants_json():
        abort(403)
    if request.method == "GET":
        session[WANTED] = request.full_path.rstrip("?")
    flash(_("Your role needs a second factor. Please set one up first."), "warning")
    return redirect(url_for("accounts.second_factor"), 303)
