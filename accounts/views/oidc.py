"""Signing in with the organisation's own provider of identities."""

import logging

from flask import abort, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from accounts.models import Person
from accounts.oidc import ExternalPerson, read_person
from accounts.operations import Author
from accounts.operations.oidc import AccountClosed, IdentityConflict, IdentityRefused, admit
from accounts.operations.refusals import note_refusal
from accounts.second_factor import STEP_WITHIN
from accounts.views import half_way
from accounts.views.blueprint import blueprint
from accounts.views.entering import Entrance, sign_in_person
from accounts.views.reaching import today
from core import clock, oidc
from core.database import db
from core.i18n import gettext as _
from core.identity import person_or_none
from core.oidc import AnswerRefused, ProviderAway, Question
from core.oidc_settings import OidcSettings
from core.pages import safe_next

ASKED = "oidc"
NO_STORE = {"Cache-Control": "no-store"}

logger = logging.getLogger("sen")


@blueprint.get("/sign-in/oidc")
def oidc_ask() -> ResponseReturnValue:
    """Send the browser to the provider, and remember what was asked."""
    settings = _settings()
    try:
        question = oidc.ask(settings, _callback_url())
    except ProviderAway as error:
        return _away(settings, error)
    session[ASKED] = {
        **vars(question),
        "until": (clock.now() + STEP_WITHIN * 2).timestamp(),
        "target": safe_next(request.args.get("next"), ""),
        "is_shared": "shared" in request.args,
        "is_trusted": "trusted" in request.args,
    }
    return redirect(question.url, 303)


@blueprint.get("/sign-in/oidc/callback")
def oidc_callback() -> ResponseReturnValue:
    """Where the provider sends the browser back to; goes on by a form, since that writes."""
    settings = _settings()
    answer = {name: request.args.get(name) for name in ("code", "state", "iss")}
    if not answer["code"] or not answer["state"]:
        return _refused(settings, _("The sign-in was not finished."))
    page = render_template("accounts/oidc_callback.html", settings=settings, answer=answer)
    return page, NO_STORE


@blueprint.post("/sign-in/oidc")
def oidc_submit() -> ResponseReturnValue:
    """Check the provider's answer, and begin a session for whoever it is about."""
    settings, asked = _settings(), session.pop(ASKED, None)
    if not asked or asked["until"] <= clock.now().timestamp():
        return _refused(settings, _("That took too long. Please sign in once more."))
    question = Question(**{name: asked[name] for name in ("url", "state", "nonce", "verifier")})
    db.session.rollback()  # nobody waits for us while we wait for the provider
    try:
        claims = oidc.read_answer(settings, _callback_url(), question, request.form)
        external = read_person(settings.issuer, claims, settings.claims)
        somebody = _admit(settings, external)
    except ProviderAway as error:
        return _away(settings, error)
    except (AnswerRefused, IdentityRefused) as refusal:
        _note_refusal(refusal)
        return _refused(settings, _reason(refusal))
    target = asked["target"] or url_for("portal.home")
    half_way.remember_provider()
    is_shared, is_trusted = asked["is_shared"], bool(asked.get("is_trusted"))
    return sign_in_person(somebody, Entrance("oidc", target, is_shared, is_trusted))


@blueprint.get("/signed-out")
def signed_out() -> ResponseReturnValue:
    """After signing out here: the way to sign out at the provider, too, where it has one."""
    if not half_way.has_left_provider_open() or person_or_none():
        return redirect(url_for("accounts.sign_in"), 303)
    settings = _settings()
    try:
        url = oidc.way_out(settings, _address_of("accounts.sign_in"))
    except ProviderAway as error:
        logger.warning("OpenID Connect: the provider is away: %s", error)
        url = None
    page = render_template("accounts/signed_out.html", settings=settings, url=url)
    return page, 200, NO_STORE


def _admit(settings: OidcSettings, external: ExternalPerson | None) -> Person:
    if external is None:
        raise AnswerRefused("The subject is no name.")
    return admit(external, settings.adds_people, Author(None, clock.now(), today()))


def _note_refusal(refusal: Exception) -> None:
    """Write down that somebody was refused; of why the log says more."""
    db.session.rollback()
    logger.warning("OpenID Connect: %s: %s", type(refusal).__name__, refusal)
    note_refusal("oidc", request.remote_addr or "unknown", clock.now())
    db.session.commit()


def _settings() -> OidcSettings:
    settings: OidcSettings | None = current_app.config["OIDC"]
    return settings or abort(404)


def _callback_url() -> str:
    return _address_of("accounts.oidc_callback")


def _address_of(endpoint: str) -> str:
    """A page's address as the provider knows it."""
    base = current_app.config["BASE_URL"] or request.url_root.rstrip("/")
    return f"{base}{url_for(endpoint).removeprefix(request.script_root)}"


def _reason(refusal: Exception) -> str:
    if isinstance(refusal, AccountClosed):
        return _("Your account here is deactivated. Ask whoever administers your unit.")
    if isinstance(refusal, IdentityConflict):
        return _("Your sign-in fits more than one account here. Ask an administrator to look.")
    if isinstance(refusal, IdentityRefused):
        return _("There is no account here for you yet. Ask whoever administers your unit.")
    return _("The answer could not be trusted. Please try again.")


def _refused(settings: OidcSettings, reason: str) -> ResponseReturnValue:
    page = render_template("accounts/oidc_refused.html", settings=settings, reason=reason)
    return page, 403, NO_STORE


def _away(settings: OidcSettings, error: ProviderAway) -> ResponseReturnValue:
    logger.warning("OpenID Connect: the provider is away: %s", error)
    return render_template("accounts/oidc_away.html", settings=settings), 503, NO_STORE
