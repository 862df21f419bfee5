"""A forgotten password: a link by mail, and what one is told of how it was renewed."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations
from accounts.forms import ForgottenForm
from accounts.operations.slips import ask_for_mail, put_notices_away
from accounts.views.blueprint import blueprint
from accounts.views.wording import seconds_to_wait, wait_message
from core import clock
from core.database import db
from core.identity import person, require_sign_in


@blueprint.get("/forgot-password")
def forgotten() -> ResponseReturnValue:
    """Ask for one's name, or say whom to ask where links cannot be mailed."""
    return _page(ForgottenForm(formdata=None), 200)


@blueprint.post("/forgot-password")
def forgotten_submit() -> ResponseReturnValue:
    """Have a link mailed to whoever this is, if she is here: a job looks, and nobody else.

    So the answer is the same, and takes as long, whether or not the account exists.
    """
    form = ForgottenForm()
    if not _can_mail() or not form.validate():
        return _page(form, 422)
    try:
        ask_for_mail(form.name.data, request.remote_addr or "unknown", clock.now())
    except operations.TooManyFailures as refusal:
        form.name.errors = [wait_message(refusal)]
        return (*_page(form, 429), {"Retry-After": str(seconds_to_wait(refusal))})
    db.session.commit()
    return redirect(url_for("accounts.forgotten", sent=1), 303)


@blueprint.post("/account/password-notice")
@require_sign_in
def put_notice_away() -> ResponseReturnValue:
    """The notice of how one's password was renewed has been read."""
    put_notices_away(person().id, clock.now())
    db.session.commit()
    return redirect(url_for("portal.home"), 303)


def _can_mail() -> bool:
    """Only where the site's address is set: a request could name any, and the link lead there."""
    return bool(current_app.config["BASE_URL"])


def _page(form: ForgottenForm, status: int) -> tuple[str, int]:
    page = render_template(
        "accounts/forgotten.html",
        form=form,
        can_mail=_can_mail(),
        is_sent="sent" in request.args,
    )
    return page, status
