"""Signing in and out."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from accounts import operations
from accounts.forms import SignInForm
from accounts.views import half_way
from accounts.views.blueprint import blueprint
from accounts.views.entering import Entrance, sign_in_person
from accounts.views.reaching import today
from accounts.views.wording import seconds_to_wait, wait_message
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person_or_none
from core.pages import safe_next

WAY_ON = "/carry-on/"


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The sign-in page; whoever is in already goes home."""
    if person_or_none():
        return redirect(_target(), 303)
    return _page(SignInForm(formdata=None))


@blueprint.post("/sign-in")
def sign_in_submit() -> ResponseReturnValue:
    """Check name and password, begin a session, go on to where one wanted to be."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    login = operations.Login(
        form.username.data, form.password.data, request.remote_addr or "unknown", today()
    )
    try:
        facts = operations.check_login(login, clock.now())
    except operations.TooManyFailures as refusal:
        page, status = _refuse(form, wait_message(refusal), 429)
        return page, status, {"Retry-After": str(seconds_to_wait(refusal))}
    if facts is None:
        db.session.commit()
        return _refuse(form, _("This name and password do not belong together."), 422)
    is_shared, is_trusted = form.is_shared.data, form.is_trusted.data
    entrance = Entrance("password", _target(), is_shared, is_trusted)
    return sign_in_person(facts.person, entrance, facts)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this session, and on a shared computer let the browser forget.

    Not so where a page was left alone (`idle`): a text that was not saved is kept for its writer.
    """
    somebody = person_or_none()
    if somebody:
        operations.end_session(somebody.session_id, clock.now())
        db.session.commit()
    logout_user()
    way = "accounts.signed_out" if half_way.leave() else "accounts.sign_in"
    response = redirect(url_for(way), 303)
    if somebody and somebody.is_shared and "idle" not in request.form:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _target() -> str:
    return safe_next(request.args.get("next"), url_for("portal.home"))


def _refuse(form: SignInForm, message: str, status: int) -> tuple[str, int]:
    form.form_errors.append(message)
    return _page(form), status


def _page(form: SignInForm) -> str:
    target = safe_next(request.args.get("next"), "")
    return render_template(
        "accounts/sign_in.html",
        form=form,
        next=target,
        is_carried_on=target.startswith(WAY_ON),
        demo_accounts=current_app.config.get("DEMO_ACCOUNTS", ()),
    )
