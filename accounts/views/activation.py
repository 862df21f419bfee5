"""Choosing a password with the code on a slip or from a mail.

The code never stands in an address that reaches a server: a QR code has it behind the `#`, and
from there on forms carry it.
"""

from typing import Any

from flask import flash, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from accounts import operations, passwords, queries
from accounts.employment import has_left
from accounts.forms import ActivationForm, CodeForm
from accounts.models import Person
from accounts.operations.refusals import note_refusal
from accounts.operations.slips import check_address, find_done_again, redeem_code, refuse_code
from accounts.views.blueprint import blueprint
from accounts.views.entering import Entrance, sign_in_person
from accounts.views.reaching import today
from accounts.views.wording import seconds_to_wait, wait_message
from core import clock
from core.database import db
from core.i18n import gettext as _

NO_STORE = {"Cache-Control": "no-store"}


@blueprint.get("/activate")
def activate() -> ResponseReturnValue:
    """Ask for the code; a script fills it in where it was scanned."""
    return _code_page(CodeForm(formdata=None), 200)


@blueprint.post("/activate/code")
def activate_code() -> ResponseReturnValue:
    """Show whose code it is, and ask for a password; changes nothing of it."""
    form = CodeForm()
    if not form.validate():
        return _code_page(form, 422)
    try:
        somebody = _code_person(form.code.data)
    except operations.TooManyFailures as refusal:
        return _wait(form, refusal)
    if somebody is None:
        return _refuse(form)
    return _password_page(somebody, ActivationForm(formdata=None, code=form.code.data), 200)


@blueprint.post("/activate")
def activate_submit() -> ResponseReturnValue:
    """Set the password and let her in; the code is used up."""
    form, code = ActivationForm(), CodeForm()
    try:
        somebody = _code_person(code.code.data or "")
    except operations.TooManyFailures as refusal:
        return _wait(code, refusal)
    if somebody is None:
        return _enter_again(form) or _refuse(code)
    form.person_id = somebody.id
    if not form.validate():
        return _password_page(somebody, form, 422)
    db.session.rollback()  # hashing takes long: nobody waits for it
    password_hash = passwords.hash_password(form.new.data)
    redeemed = redeem_code(code.code.data, password_hash, clock.now())
    if redeemed is None:
        return _enter_again(form) or _refuse(code)
    return _enter(redeemed, form)


def _code_person(typed: str) -> Person | None:
    check_address(_address(), clock.now())
    somebody = queries.find_code_person(typed, clock.now())
    return somebody if somebody and not has_left(somebody.ended_on, today()) else None


def _enter(somebody: Person, form: ActivationForm) -> ResponseReturnValue:
    entrance = Entrance("code", url_for("portal.home"), is_shared=form.is_shared.data)
    answer = sign_in_person(somebody, entrance)
    flash(_("Your password is set."), "success")
    return answer


def _enter_again(form: ActivationForm) -> ResponseReturnValue | None:
    """The answer to a form that was sent twice: the first has done it, the second goes in, too."""
    somebody = find_done_again(form.code.data or "", form.new.data or "", clock.now())
    return _enter(somebody, form) if somebody else None


def _refuse(form: CodeForm) -> ResponseReturnValue:
    refuse_code(_address(), clock.now())
    note_refusal("code", _address(), clock.now())
    db.session.commit()
    form.code.errors = [
        _(
            "This code is not good: mistyped, used already, or too old. "
            "An administrator can make another slip."
        )
    ]
    return _code_page(form, 422)


def _wait(form: CodeForm, refusal: operations.TooManyFailures) -> ResponseReturnValue:
    form.code.errors = [wait_message(refusal)]
    answer = _code_page(form, 429)
    answer.headers["Retry-After"] = str(seconds_to_wait(refusal))
    return answer


def _code_page(form: CodeForm, status: int) -> Response:
    return _page(render_template("accounts/activate.html", form=form), status)


def _password_page(somebody: Person, form: ActivationForm, status: int) -> Response:
    page = render_template("accounts/activate_password.html", form=form, somebody=somebody)
    return _page(page, status)


def _page(content: str, status: int) -> Any:
    return make_response(content, status, NO_STORE)


def _address() -> str:
    return request.remote_addr or "unknown"
