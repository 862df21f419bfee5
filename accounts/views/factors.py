"""One's own second factor: what is active, an app for codes, recovery codes."""

import segno
from flask import current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from accounts import second_factor as rules
from accounts.forms.factors import TotpForm
from accounts.operations.factors import (
    CodeRefused,
    FactorDemanded,
    Owner,
    remove_totp,
    renew_recovery_codes,
    seal_secret,
    set_up_totp,
    unseal_secret,
)
from accounts.queries.factors import find_own_factors, list_demanded_roles
from accounts.views import half_way
from accounts.views.blueprint import blueprint
from accounts.views.recent import require_password_again
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_sign_in
from core.pages import safe_next

WANTED = "wanted"  # where somebody was going who had to set up a second factor first
NO_STORE = {"Cache-Control": "no-store"}


@blueprint.get("/account/second-factor")
@require_sign_in
@require_password_again
def second_factor() -> ResponseReturnValue:
    """What is active, and what can be added."""
    return render_template(
        "accounts/second_factor.html",
        factors=find_own_factors(person().id),
        is_demanded=is_demanded(),
        must_set_up=person().must_set_up_factor,
        site=half_way.site(),
    )


@blueprint.get("/account/second-factor/app")
@require_sign_in
@require_password_again
def totp() -> ResponseReturnValue:
    """A new secret for an app, as a picture and for typing."""
    return _totp_page(TotpForm(formdata=None), rules.new_totp_secret(), 200)


@blueprint.post("/account/second-factor/app")
@require_sign_in
@require_password_again
def totp_submit() -> ResponseReturnValue:
    """Take the app into use, once it shows the right code."""
    form, own = TotpForm(), owner()
    secret = unseal_secret(form.secret.data or "", own.uuid, own.secret_key)
    if secret is None:
        flash(_("This page is out of date. Please begin again."), "warning")
        return redirect(url_for("accounts.totp"), 303)
    if not form.validate():
        return _totp_page(form, secret, 422)
    try:
        codes = set_up_totp(own, secret, form.code.data)
    except CodeRefused:
        form.code.errors = [_("This is not the code of now. Is the phone's clock right?")]
        return _totp_page(form, secret, 422)
    db.session.commit()
    return factor_added(codes)


@blueprint.post("/account/second-factor/app/remove")
@require_sign_in
@require_password_again
def totp_remove() -> ResponseReturnValue:
    """Take the app out of use."""
    try:
        remove_totp(owner(), is_demanded())
    except FactorDemanded:
        return refuse_last()
    db.session.commit()
    flash(_("The app is removed: its codes are asked for no more."), "success")
    return redirect(url_for("accounts.second_factor"), 303)


@blueprint.get("/account/second-factor/recovery-codes")
@require_sign_in
@require_password_again
def recovery_codes() -> ResponseReturnValue:
    """New recovery codes, for as long as they can be seen; else how many are left."""
    page = render_template(
        "accounts/recovery_codes.html",
        codes=half_way.find_new_codes(),
        factors=find_own_factors(person().id),
    )
    return page, NO_STORE


@blueprint.post("/account/second-factor/recovery-codes")
@require_sign_in
@require_password_again
def recovery_codes_renew() -> ResponseReturnValue:
    """Make new recovery codes; those on paper are good no more."""
    if not find_own_factors(person().id).has_any:
        return redirect(url_for("accounts.second_factor"), 303)
    codes = renew_recovery_codes(owner())
    db.session.commit()
    half_way.remember_codes(codes)
    return redirect(url_for("accounts.recovery_codes"), 303)


@blueprint.post("/account/second-factor/recovery-codes/kept")
@require_sign_in
def recovery_codes_kept() -> ResponseReturnValue:
    """The codes stand on paper: show them no more, and go on."""
    half_way.forget_codes()
    target = safe_next(session.pop(WANTED, None), url_for("accounts.second_factor"))
    return redirect(target, 303)


def owner() -> Owner:
    """Oneself, as operations know the owner of factors."""
    key = current_app.config["SECRET_KEY"]
    return Owner(person().id, person().uuid, person().session_id, key, clock.now())


def is_demanded() -> bool:
    """Whether the organisation demands a second factor of oneself."""
    return person().has_role(*list_demanded_roles())


def factor_added(codes: list[str]) -> ResponseReturnValue:
    """Go on after a factor was added: to new recovery codes where there are any."""
    flash(_("Your second factor is set up."), "success")
    if not codes:
        return redirect(url_for("accounts.second_factor"), 303)
    half_way.remember_codes(codes)
    return redirect(url_for("accounts.recovery_codes"), 303)


def refuse_last() -> ResponseReturnValue:
    """Say why the last factor stays."""
    db.session.rollback()
    flash(_("Your role needs a second factor: set up another before removing this."), "danger")
    return redirect(url_for("accounts.second_factor"), 303)


def _totp_page(form: TotpForm, secret: str, status: int) -> ResponseReturnValue:
    own = owner()
    form.secret.data = seal_secret(secret, own.uuid, own.secret_key)
    address = rules.totp_address(secret, person().username, "Sen")
    picture = segno.make(address, error="m").svg_data_uri(scale=5, light="#fff", border=3)
    page = render_template(
        "accounts/second_factor_app.html",
        form=form,
        picture=picture,
        secret_groups=rules.in_groups(secret),
        has_app=find_own_factors(person().id).totp is not None,
    )
    return page, status, NO_STORE
