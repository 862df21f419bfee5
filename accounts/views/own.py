"""One's own settings: language, text size, password."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from accounts import operations, passwords
from accounts.forms import PasswordForm
from accounts.models import Person
from accounts.views.blueprint import blueprint
from accounts.views.reaching import today
from accounts.views.wording import wait_message
from core import clock
from core.database import db
from core.i18n import LANGUAGE_COOKIE
from core.i18n import gettext as _
from core.identity import TEXT_SIZE_COOKIE, TEXT_SIZES, person, person_or_none, require_sign_in
from core.pages import safe_next
from core.security import is_https
from core.settings import LANGUAGES

ONE_YEAR = 365 * 24 * 3600


@blueprint.post("/preferences/language")
def set_language() -> ResponseReturnValue:
    """Choose the language; remembered with the person, else on this device."""
    language = request.form.get("language", "")
    response = _back()
    if language in LANGUAGES:
        _remember(response, LANGUAGE_COOKIE, language, language=language)
    return response


@blueprint.post("/preferences/text-size")
def set_text_size() -> ResponseReturnValue:
    """Make the text a step smaller or larger."""
    somebody = person_or_none()
    size = somebody.text_size if somebody else request.cookies.get(TEXT_SIZE_COOKIE, "m")
    index = TEXT_SIZES.index(size) if size in TEXT_SIZES else 1
    step = {"smaller": -1, "larger": 1}.get(request.form.get("step", ""), 0)
    chosen = TEXT_SIZES[min(max(index + step, 0), len(TEXT_SIZES) - 1)]
    response = _back()
    _remember(response, TEXT_SIZE_COOKIE, chosen, text_size=chosen)
    return response


@blueprint.get("/account/password")
@require_sign_in
def change_password() -> ResponseReturnValue:
    """The page to change one's password."""
    return render_template("accounts/change_password.html", form=PasswordForm(formdata=None))


@blueprint.post("/account/password")
@require_sign_in
def change_password_submit() -> ResponseReturnValue:
    """Change one's password; all other sessions end."""
    form = PasswordForm()
    if not form.validate():
        return render_template("accounts/change_password.html", form=form), 422
    new_hash = passwords.hash_password(form.new.data)
    account, problem = _check_present(form.current.data)
    if account is None:
        db.session.commit()
        form.current.errors = [problem]
        return render_template("accounts/change_password.html", form=form), 422
    operations.change_password(account, new_hash, clock.now())
    operations.end_other_sessions(account.id, person().session_id, clock.now())
    db.session.commit()
    flash(_("Your password is changed. Other devices are signed out."), "success")
    return redirect(url_for("portal.home"), 303)


def _check_present(password: str) -> tuple[Person | None, str]:
    """Oneself, if this is one's password; guessing it is slowed down as at sign-in."""
    address = request.remote_addr or "unknown"
    login = operations.Login(person().username, password, address, today())
    try:
        facts = operations.check_login(login, clock.now())
    except operations.TooManyFailures as refusal:
        return None, wait_message(refusal)
    return facts.person if facts else None, _("This is not your present password.")


def _back() -> Response:
    return redirect(safe_next(request.form.get("next"), url_for("portal.home")), 303)


def _remember(response: Response, cookie: str, value: str, **columns: str) -> None:
    somebody = person_or_none()
    if somebody:
        operations.set_preference(somebody.id, **columns)
        db.session.commit()
    if not (somebody and somebody.is_shared):
        secure = is_https(current_app._get_current_object())  # type: ignore[attr-defined]
        response.set_cookie(
            cookie, value, max_age=ONE_YEAR, secure=secure, httponly=True, samesite="Lax"
        )
