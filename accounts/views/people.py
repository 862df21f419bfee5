"""People, for administrators."""

from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.forms import PeopleFilterForm, PersonForm
from accounts.operations import DetailsRefused, Place
from accounts.queries import CurrentUnit, PeopleOrder, PersonAccount
from accounts.views.blueprint import blueprint
from accounts.views.looking import note_look
from accounts.views.reaching import author, own_reach, today
from accounts.views.roles import programme_names
from accounts.words import ROLE_NAMES
from core.database import db
from core.i18n import current_language
from core.i18n import gettext as _
from core.identity import person, require_role
from core.pages import page_number


@blueprint.get("/people")
@require_role("administrator")
def people() -> ResponseReturnValue:
    """The staff within reach."""
    reach = own_reach()
    units = queries.list_units_within(reach)
    form = PeopleFilterForm(request.args)
    form.offer_units(units)
    order = _order(units)
    page = queries.list_people(reach, form.wanted(units, today()), page_number(), order)
    return render_template(
        "accounts/people.html", form=form, page=page, order=order, role_names=ROLE_NAMES
    )


@blueprint.get("/people/new")
@require_role("administrator")
def new_person() -> ResponseReturnValue:
    """The page to add somebody."""
    units = queries.list_units_within(own_reach())
    form = PersonForm(formdata=None, unit=request.args.get("unit"), language=current_language())
    form.offer_units(units)
    return render_template("accounts/new_person.html", form=form)


@blueprint.post("/people/new")
@require_role("administrator")
def add_person() -> ResponseReturnValue:
    """Add somebody, who gets a slip to sign in with."""
    units = queries.list_units_within(own_reach())
    form = PersonForm()
    form.offer_units(units)
    if not form.validate():
        return render_template("accounts/new_person.html", form=form), 422
    details, place = form.details, form.place(units)
    try:
        added = operations.add_person(details, place, None, author(), form.own_uuid)
    except operations.DetailsRefused as refusal:
        db.session.rollback()
        return _answer_again(form, place) or _refuse_new(form, refusal)
    db.session.commit()
    flash(_("%(name)s is added.", name=added.full_name), "success")
    return redirect(url_for("accounts.confirm_slip", uuid=added.uuid), 303)


@blueprint.get("/people/<uuid:uuid>")
@require_role("administrator")
def show_person(uuid: UUID) -> ResponseReturnValue:
    """What is known of somebody, to be changed; that it was looked at is written down."""
    account = _account(uuid)
    person_id, units = account.person.id, queries.list_units_within(own_reach())
    page = _person_page(account, PersonForm.of(account, units))
    note_look(person_id)
    return page


@blueprint.post("/people/<uuid:uuid>")
@require_role("administrator")
def change_person(uuid: UUID) -> ResponseReturnValue:
    """Change what is known of somebody, or where she works."""
    account = _managed_account(uuid)
    units = queries.list_units_within(own_reach())
    form = PersonForm.of(account, units)
    if not form.validate():
        return _person_page(account, form), 422
    try:
        operations.change_person(account.person, form.details, author())
        operations.place_person(account.person.id, form.place(units), author())
    except operations.DetailsRefused as refusal:
        db.session.rollback()
        form.mark_refused(refusal.fields)
        return _person_page(account, form), 422
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.show_person", uuid=uuid), 303)


@blueprint.get("/people/<uuid:uuid>/deactivate")
@require_role("administrator")
def confirm_deactivation(uuid: UUID) -> ResponseReturnValue:
    """Ask once more."""
    return render_template("accounts/confirm_deactivation.html", account=_managed_account(uuid))


@blueprint.post("/people/<uuid:uuid>/deactivate")
@require_role("administrator")
def deactivate_person(uuid: UUID) -> ResponseReturnValue:
    """Close an account; its sessions end."""
    account = _managed_account(uuid)
    try:
        operations.deactivate_person(account.person, author())
    except operations.OwnAccount:
        flash(_("You cannot deactivate your own account."), "danger")
    except operations.LastAdministrator:
        flash(_("This is the last administrator. Name another one first."), "danger")
    else:
        flash(_("The account is deactivated. What was learnt is kept."), "success")
    db.session.commit()
    return redirect(url_for("accounts.show_person", uuid=uuid), 303)


@blueprint.post("/people/<uuid:uuid>/reactivate")
@require_role("administrator")
def reactivate_person(uuid: UUID) -> ResponseReturnValue:
    """Open an account again."""
    operations.reactivate_person(_managed_account(uuid).person, author())
    db.session.commit()
    flash(_("The account is active again."), "success")
    return redirect(url_for("accounts.show_person", uuid=uuid), 303)


def _order(units: Sequence[CurrentUnit]) -> PeopleOrder:
    """How the list is to be sorted; what is not understood is by name."""
    asked = request.args.get("sort", "")
    column = asked.removeprefix("-")
    if column not in ("name", "unit"):
        return PeopleOrder()
    return PeopleOrder(column, asked.startswith("-"), [unit.id for unit in units])


def _account(uuid: UUID) -> PersonAccount:
    return queries.find_account(uuid, own_reach()) or abort(404)


def _managed_account(uuid: UUID) -> PersonAccount:
    """The account, if its roles reach no further than one's own."""
    account = _account(uuid)
    if not _is_managed(account):
        abort(403)
    return account


def _is_managed(account: PersonAccount) -> bool:
    """Whether one may change the account: also roles that begin later reach no further."""
    return own_reach().covers_all(queries.list_standing_roles(account.person.id, today()))


def _answer_again(form: PersonForm, place: Place) -> ResponseReturnValue | None:
    """The answer to a form that was sent twice, if this person was added by it."""
    account = queries.find_account(form.own_uuid, own_reach()) if form.own_uuid else None
    if account is None or not operations.is_same_person(account, form.details, place):
        return None
    flash(_("%(name)s is added already.", name=account.person.full_name), "success")
    return redirect(url_for("accounts.confirm_slip", uuid=form.own_uuid), 303)


def _refuse_new(form: PersonForm, refusal: DetailsRefused) -> ResponseReturnValue:
    form.mark_refused(refusal.fields)
    return render_template("accounts/new_person.html", form=form), 422


def _person_page(account: PersonAccount, form: PersonForm) -> str:
    return render_template(
        "accounts/show_person.html",
        account=account,
        form=form,
        roles=queries.list_held_roles(account.person.id, today()),
        role_names=ROLE_NAMES,
        programmes=programme_names(),
        is_managed=_is_managed(account),
        is_oneself=account.person.id == person().id,
        is_whole=own_reach().is_whole,
    )
