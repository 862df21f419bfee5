"""The second step of signing in, and signing in by a passkey alone."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import passkeys
from accounts.employment import has_left
from accounts.forms.factors import CodeForm, PasskeySignInForm, RecoveryForm
from accounts.models import Person
from accounts.operations.refusals import note_refusal
from accounts.operations.second_step import (
    Challenge,
    TypedCode,
    known_passkey,
    use_code,
    use_passkey,
)
from accounts.operations.sign_in import TooManyFailures
from accounts.passkeys import PasskeyRefused
from accounts.queries.factors import find_own_factors, list_passkeys
from accounts.second_factor import PasskeySite
from accounts.views import half_way
from accounts.views.blueprint import blueprint
from accounts.views.entering import Entrance, sign_in_person
from accounts.views.half_way import HalfWay
from accounts.views.reaching import today
from accounts.views.wording import seconds_to_wait, wait_message
from core import clock
from core.database import db, only_reads
from core.i18n import gettext as _
from core.pages import safe_next

SIGN_IN = "sign-in"


@blueprint.get("/sign-in/second-step")
def second_step() -> ResponseReturnValue:
    """Ask for the second proof."""
    half = half_way.find_half_way()
    if half is None:
        return _begin_again()
    return _page(half, CodeForm(formdata=None), RecoveryForm(formdata=None))


@blueprint.post("/sign-in/second-step")
def second_step_submit() -> ResponseReturnValue:
    """Check the code, then begin a session."""
    half = half_way.find_half_way()
    if half is None:
        return _begin_again()
    is_recovery = "recovery_code" in request.form
    form = RecoveryForm() if is_recovery else CodeForm()
    field = form.recovery_code if is_recovery else form.code
    if not form.validate():
        return _refuse(half, form, 422)
    try:
        fits = use_code(half.somebody, _typed(field.data), clock.now())
    except TooManyFailures as refusal:
        field.errors = [wait_message(refusal)]
        return (*_refuse(half, form, 429), {"Retry-After": str(seconds_to_wait(refusal))})
    if fits:
        return _enter(half)
    db.session.commit()
    field.errors = [_("This code does not fit, or it was used already.")]
    return _refuse(half, form, 422)


@blueprint.post("/sign-in/passkey/options")
@only_reads
def passkey_sign_in_options() -> ResponseReturnValue:
    """What to ask the browser for; in the second step the passkeys of whoever is half in."""
    site = half_way.site() or abort(404)
    half = half_way.find_half_way() if "step" in request.args else None
    known = [known_passkey(each) for each in list_passkeys(half.somebody.id)] if half else []
    options = passkeys.ask_to_sign_in(site, known, half_way.new_challenge(SIGN_IN))
    headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
    return options, headers


@blueprint.post("/sign-in/passkey")
def sign_in_by_passkey() -> ResponseReturnValue:
    """Begin a session for whoever holds the passkey: a finger, face or PIN was asked for."""
    form, site, half = PasskeySignInForm(), half_way.site(), half_way.find_half_way()
    challenge = half_way.take_challenge(SIGN_IN)
    if not form.validate() or site is None or challenge is None:
        return _passkey_failed(half)
    try:
        somebody = _find_holder(form.credential.data, site, challenge)
    except PasskeyRefused as refusal:
        db.session.rollback()
        _note_refusal(refusal)
        return _passkey_failed(half)
    if half and half.somebody.id == somebody.id:
        return _enter(half)
    target = safe_next(request.args.get("next"), url_for("portal.home"))
    return sign_in_person(
        somebody, Entrance("passkey", target, form.is_shared.data, form.is_trusted.data)
    )


def _typed(code: str) -> TypedCode:
    return TypedCode(code, request.remote_addr or "unknown", current_app.config["SECRET_KEY"])


def _find_holder(answer: str, site: PasskeySite, challenge: Challenge) -> Person:
    assertion = passkeys.read_assertion(answer)
    somebody = use_passkey(assertion, site, challenge, clock.now())
    if has_left(somebody.ended_on, today()):
        raise PasskeyRefused("The holder is no longer of the staff.")
    return somebody


def _enter(half: HalfWay) -> ResponseReturnValue:
    """Let in whoever was half in, as she was coming."""
    return sign_in_person(half.somebody, Entrance(**{**half.entrance, "way": "second_factor"}))


def _begin_again() -> ResponseReturnValue:
    flash(_("That took too long. Please sign in once more."), "warning")
    return redirect(url_for("accounts.sign_in"), 303)


def _note_refusal(refusal: PasskeyRefused) -> None:
    """Write down whose passkey was refused; what names no passkey of ours is noise."""
    if refusal.person_id is None:
        return
    note_refusal("passkey", request.remote_addr or "unknown", clock.now(), refusal.person_id)
    db.session.commit()


def _passkey_failed(half: HalfWay | None) -> ResponseReturnValue:
    flash(_("Signing in by passkey did not work. Try again, or use another way."), "danger")
    if half and "step" in request.args:
        return redirect(url_for("accounts.second_step"), 303)
    target = safe_next(request.args.get("next"), "")
    return redirect(url_for("accounts.sign_in", next=target or None), 303)


def _refuse(half: HalfWay, form: CodeForm | RecoveryForm, status: int) -> tuple[str, int]:
    if isinstance(form, RecoveryForm):
        return _page(half, CodeForm(formdata=None), form), status
    return _page(half, form, RecoveryForm(formdata=None)), status


def _page(half: HalfWay, form: CodeForm, recovery_form: RecoveryForm) -> str:
    return render_template(
        "accounts/second_step.html",
        form=form,
        recovery_form=recovery_form,
        factors=find_own_factors(half.somebody.id),
        site=half_way.site(),
    )
