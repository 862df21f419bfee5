"""One's own passkeys."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import passkeys as rules
from accounts.forms.factors import PasskeyForm, PasskeyNameForm
from accounts.models import Passkey
from accounts.operations.factors import (
    FactorDemanded,
    PasskeyKnown,
    add_passkey,
    remove_passkey,
    rename_passkey,
)
from accounts.operations.second_step import known_passkey, use_up
from accounts.passkeys import Holder, PasskeyRefused
from accounts.queries.factors import find_passkey, list_passkeys
from accounts.views import half_way
from accounts.views.blueprint import blueprint
from accounts.views.factors import factor_added, is_demanded, owner, refuse_last
from accounts.views.recent import require_password_again
from core import clock
from core.database import db, only_reads
from core.i18n import gettext as _
from core.identity import person, require_sign_in

NEW = "new passkey"


@blueprint.get("/account/second-factor/passkeys/new")
@require_sign_in
@require_password_again
def new_passkey() -> ResponseReturnValue:
    """The page to add a passkey."""
    number = len(list_passkeys(person().id)) + 1
    return _new_page(PasskeyForm(formdata=None, name=_("Passkey %(number)d", number=number)))


@blueprint.post("/account/second-factor/passkeys/options")
@require_sign_in
@only_reads
def passkey_options() -> ResponseReturnValue:
    """What to ask the browser for."""
    site = half_way.site() or abort(404)
    holder = Holder(person().uuid, person().username, person().full_name)
    known = [known_passkey(each) for each in list_passkeys(person().id)]
    options = rules.ask_for_new(site, holder, known, half_way.new_challenge(NEW))
    return options, {"Content-Type": "application/json", "Cache-Control": "no-store"}


@blueprint.post("/account/second-factor/passkeys/new")
@require_sign_in
@require_password_again
def passkey_add() -> ResponseReturnValue:
    """Take a passkey into use that the browser has just made."""
    form, site, challenge = PasskeyForm(), half_way.site(), half_way.take_challenge(NEW)
    if not form.validate():
        return _new_page(form), 422
    try:
        if site is None or challenge is None:
            raise PasskeyRefused
        passkey = rules.read_new(form.credential.data or "", site, challenge.content)
        use_up(challenge, clock.now())
        codes = add_passkey(owner(), passkey, form.name.data)
    except (PasskeyRefused, PasskeyKnown):
        db.session.rollback()
        form.form_errors.append(_("The passkey could not be added. Please try again."))
        return _new_page(form), 422
    db.session.commit()
    return factor_added(codes)


@blueprint.get("/account/second-factor/passkeys/<uuid:uuid>")
@require_sign_in
@require_password_again
def show_passkey(uuid: UUID) -> ResponseReturnValue:
    """A passkey, to be renamed or removed."""
    passkey = _own_passkey(uuid)
    return _passkey_page(passkey, PasskeyNameForm(formdata=None, name=passkey.name))


@blueprint.post("/account/second-factor/passkeys/<uuid:uuid>")
@require_sign_in
@require_password_again
def passkey_rename(uuid: UUID) -> ResponseReturnValue:
    """Call a passkey something else."""
    passkey, form = _own_passkey(uuid), PasskeyNameForm()
    if not form.validate():
        return _passkey_page(passkey, form), 422
    rename_passkey(passkey, form.name.data)
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.second_factor"), 303)


@blueprint.post("/account/second-factor/passkeys/<uuid:uuid>/remove")
@require_sign_in
@require_password_again
def passkey_remove(uuid: UUID) -> ResponseReturnValue:
    """Take a passkey out of use."""
    _own_passkey(uuid)
    try:
        remove_passkey(owner(), uuid, is_demanded())
    except FactorDemanded:
        return refuse_last()
    db.session.commit()
    flash(_("The passkey is removed: nobody signs in by it any more."), "success")
    return redirect(url_for("accounts.second_factor"), 303)


def _own_passkey(uuid: UUID) -> Passkey:
    return find_passkey(uuid, person().id) or abort(404)


def _new_page(form: PasskeyForm) -> str:
    form.credential.data = ""
    return render_template("accounts/passkey_new.html", form=form, site=half_way.site())


def _passkey_page(passkey: Passkey, form: PasskeyNameForm) -> str:
    return render_template("accounts/passkey.html", passkey=passkey, form=form)
