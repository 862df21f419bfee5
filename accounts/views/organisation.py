"""The organisation's settings, for administrators of the whole."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import queries
from accounts.forms.organisation import OrganisationForm
from accounts.models import Organisation
from accounts.operations.organisation import change_organisation as change_settings
from accounts.views.blueprint import blueprint
from accounts.views.reaching import author, own_reach
from core.database import db
from core.i18n import gettext as _
from core.identity import require_role


@blueprint.get("/organisation")
@require_role("administrator")
def organisation() -> ResponseReturnValue:
    """What the organisation decided."""
    form = OrganisationForm.of(_organisation())
    return render_template("accounts/organisation.html", form=form)


@blueprint.post("/organisation")
@require_role("administrator")
def change_organisation() -> ResponseReturnValue:
    """Decide otherwise."""
    form = OrganisationForm.of(_organisation())
    if not form.validate():
        return render_template("accounts/organisation.html", form=form), 422
    change_settings(form.settings, author())
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.organisation"), 303)


def _organisation() -> Organisation:
    """The organisation; only for administrators of the whole."""
    if not own_reach().is_whole:
        abort(403)
    return queries.find_organisation() or abort(404)
