"""Signing in and out."""

from datetime import datetime

from flask import current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import refresh
from flask_login import login_user, logout_user

from accounts import operations
from accounts.forms import SignInForm
from accounts.handlers import load_signed_in
from accounts.models import Person
from accounts.views.blueprint import blueprint
from accounts.views.wording import seconds_to_wait, wait_message
from core import clock
from core.database import db
from core.i18n import format_moment
from core.i18n import gettext as _
from core.identity import person_or_none
from core.pages import safe_next


@blueprint.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """The sign-in page; whoever is in already goes home."""
    if person_or_none():
        return redirect(safe_next(request.args.get("next"), url_for("portal.home")), 303)
    return _page(SignInForm(formdata=None))


@blueprint.post("/sign-in")
def sign_in_submit() -> ResponseReturnValue:
    """Check name and password, begin a session, go on to where one wanted to be."""
    form = SignInForm()
    if not form.validate():
        return _page(form), 422
    login = operations.Login(
        form.username.data, form.password.data, request.remote_addr or "unknown"
    )
    try:
        somebody = operations.check_login(login, clock.now())
    except operations.TooManyFailures as refusal:
        page, status = _refuse(form, wait_message(refusal), 429)
        return page, status, {"Retry-After": str(seconds_to_wait(refusal))}
    if somebody is None:
        db.session.commit()
        return _refuse(form, _("This name and password do not belong together."), 422)
    _enter(somebody, form.is_shared.data)
    return redirect(safe_next(request.args.get("next"), url_for("portal.home")), 303)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End this session, and on a shared computer let the browser forget."""
    somebody = person_or_none()
    if somebody:
        operations.end_session(somebody.session_id, clock.now())
        db.session.commit()
    logout_user()
    session.clear()
    response = redirect(url_for("accounts.sign_in"), 303)
    if somebody and somebody.is_shared:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _enter(somebody: Person, is_shared: bool) -> None:
    """Begin a session; one that was open in this browser ends, whoever's it was."""
    before = person_or_none()
    if before:
        operations.end_session(before.session_id, clock.now())
    was_renewed = somebody.password_set_by_id not in (None, somebody.id)
    renewed_at = somebody.password_set_at if was_renewed else None
    device = request.user_agent.string
    token = operations.start_session(somebody.id, is_shared, device, clock.now())
    db.session.commit()
    session.clear()
    signed_in = load_signed_in(token)
    login_user(signed_in)
    if signed_in and renewed_at:
        g.person_language = signed_in.language
        refresh()
        flash(_reset_notice(renewed_at), "warning")


def _reset_notice(renewed_at: datetime) -> str:
    return _(
        "An administrator set your password on %(when)s. Please choose one of your own.",
        when=format_moment(renewed_at),
    )


def _refuse(form: SignInForm, message: str, status: int) -> tuple[str, int]:
    form.form_errors.append(message)
    return _page(form), status


def _page(form: SignInForm) -> str:
    return render_template(
        "accounts/sign_in.html",
        form=form,
        next=safe_next(request.args.get("next"), ""),
        demo_accounts=current_app.config.get("DEMO_ACCOUNTS", ()),
    )
