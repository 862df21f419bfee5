"""The password once more, before what must not be done on a screen somebody left open."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.forms import ConfirmForm
from accounts.views.blueprint import blueprint
from accounts.views.reaching import today
from accounts.views.wording import wait_message
from core import clock
from core.database import db
from core.errors import wants_json
from core.i18n import gettext as _
from core.identity import person, require_sign_in
from core.pages import here, safe_next

P = ParamSpec("P")
R = TypeVar("R")

RECENT = timedelta(minutes=10)
PROOF = "password_once_more"
NOT_CARRIED = frozenset({PROOF, "csrf_token"})
NO_STORE = {"Cache-Control": "no-store"}


def require_password_again(view: Callable[P, R]) -> Callable[P, Any]:
    """Ask for the password where it was last given over ten minutes ago; below `require_…`.

    A page is asked for on a page of its own, which leads back. Of a form that comes late, the
    question is asked in its place and carries along what was typed, so that nothing is lost.
    Whoever signed in just now was asked by that.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        if is_recent():
            return view(*args, **kwargs)
        if wants_json():
            return jsonify(error=403, message=_("Please type your password once more.")), 403
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("accounts.confirm", next=here()), 303)
        form = ConfirmForm()
        if PROOF in request.form and _is_confirmed(form):
            return view(*args, **kwargs)
        return _ask(form if PROOF in request.form else ConfirmForm(formdata=None))

    guarded.asks_again = True  # type: ignore[attr-defined]
    return guarded


@blueprint.get("/confirm")
@require_sign_in
def confirm() -> ResponseReturnValue:
    """Ask for the password, before a page that needs it once more."""
    return _page(ConfirmForm(formdata=None), 200)


@blueprint.post("/confirm")
@require_sign_in
def confirm_submit() -> ResponseReturnValue:
    """Take note that it was given, and go on."""
    form = ConfirmForm()
    if not _is_confirmed(form):
        return _page(form, 422)
    return redirect(safe_next(request.args.get("next"), url_for("portal.home")), 303)


def is_recent() -> bool:
    """Whether this session's person showed within ten minutes who she is."""
    confirmed_at = queries.find_confirmed_at(person().session_id)
    return confirmed_at is not None and clock.now() - confirmed_at < RECENT


def confirm_password(password: str) -> str | None:
    """Take note that this is one's password; what is wrong where it is not. Commits.

    Guessing it is slowed down as at sign-in.
    """
    address = request.remote_addr or "unknown"
    login = operations.Login(person().username, password, address, today())
    try:
        somebody = operations.check_login(login, clock.now())
    except operations.TooManyFailures as refusal:
        return wait_message(refusal)
    if somebody is not None:
        operations.confirm_session(person().session_id, clock.now())
    db.session.commit()
    return None if somebody else _("This is not your present password.")


def _is_confirmed(form: ConfirmForm) -> bool:
    if not form.validate():
        return False
    problem = confirm_password(form.password_once_more.data)
    if problem:
        form.password_once_more.errors = [problem]
    return problem is None


def _ask(form: ConfirmForm) -> ResponseReturnValue:
    """The question in place of a form's answer, with all that the form had sent."""
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in NOT_CARRIED]
    return _page(form, 422 if form.errors else 403, sent)


def _page(form: ConfirmForm, status: int, sent: Sequence[tuple[str, str]] = ()) -> Any:
    account = queries.get_person(person().id)
    page = render_template(
        "accounts/confirm.html", form=form, sent=sent, has_password=bool(account.password_hash)
    )
    return page, status, NO_STORE
