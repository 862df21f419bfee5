"""Somebody else's second factor, for administrators: it is removed when the phone is lost."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import queries
from accounts.operations.factors import remove_factors_of
from accounts.operations.oidc import unlink_identities
from accounts.queries import PersonAccount
from accounts.queries.factors import find_own_factors, list_identities
from accounts.views.blueprint import blueprint
from accounts.views.looking import note_look
from accounts.views.reaching import author, own_reach, today
from accounts.views.recent import require_password_again
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_role


@blueprint.get("/people/<uuid:uuid>/second-factor")
@require_role("administrator")
def factors_of_person(uuid: UUID) -> ResponseReturnValue:
    """What somebody has beside a password; that it was looked at is written down."""
    account = _managed_account(uuid)
    person_id = account.person.id
    page = render_template(
        "accounts/second_factor_of_person.html",
        account=account,
        factors=find_own_factors(account.person.id),
        identities=list_identities(account.person.id),
        is_oneself=person_id == person().id,
    )
    note_look(person_id)
    return page


@blueprint.post("/people/<uuid:uuid>/second-factor/remove")
@require_role("administrator")
@require_password_again
def factors_of_person_remove(uuid: UUID) -> ResponseReturnValue:
    """Remove all second factors of somebody who has lost them; nobody does so for oneself."""
    account = _managed_account(uuid)
    if account.person.id == person().id:
        return redirect(url_for("accounts.second_factor"), 303)
    if remove_factors_of(account.person, author()):
        flash(_("The second factor is removed, and all devices are signed out."), "success")
    db.session.commit()
    return redirect(url_for("accounts.factors_of_person", uuid=uuid), 303)


@blueprint.post("/people/<uuid:uuid>/second-factor/unlink")
@require_role("administrator")
@require_password_again
def identities_of_person_remove(uuid: UUID) -> ResponseReturnValue:
    """Forget who somebody is at the organisation's provider of identities."""
    account = _managed_account(uuid)
    if unlink_identities(account.person, author()):
        flash(_("The link is removed; it is made anew at the next sign-in."), "success")
    db.session.commit()
    return redirect(url_for("accounts.factors_of_person", uuid=uuid), 303)


def _managed_account(uuid: UUID) -> PersonAccount:
    """The account, if it is within reach and no role of hers reaches further, or will."""
    account = queries.find_account(uuid, own_reach()) or abort(404)
    if not own_reach().covers_all(queries.list_standing_roles(account.person.id, today())):
        abort(403)
    return account
