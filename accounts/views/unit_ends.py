"""Units that go up in another, and closed ones that are opened again."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.forms.units import TargetForm
from accounts.queries import CurrentUnit
from accounts.views.blueprint import blueprint
from accounts.views.reaching import author, own_reach
from accounts.views.reaching_units import find_own_unit, lead_to_closed
from core.database import db
from core.i18n import gettext as _
from core.identity import require_role

REFUSED = (
    operations.ParentGone,
    operations.TreeTooDeep,
    operations.UnitGone,
    operations.UnitUnderItself,
)


@blueprint.get("/units/<key>/merge")
@require_role("administrator")
def confirm_merging(key: str) -> ResponseReturnValue:
    """In which unit this one is to go up, and what comes along."""
    unit = find_own_unit(key) or abort(404)
    form = TargetForm(formdata=None)
    form.offer(_targets(unit))
    return _merge_page(unit, form)


@blueprint.post("/units/<key>/merge")
@require_role("administrator")
def merge_unit(key: str) -> ResponseReturnValue:
    """Let a unit go up in another, with all that is in it. Sent twice, it does so once."""
    unit = find_own_unit(key)
    if unit is None:
        return lead_to_closed(key)
    targets = _targets(unit)
    form = TargetForm()
    form.offer(targets)
    target = form.chosen(targets)
    if target is None:
        return _merge_page(unit, form), 422
    try:
        operations.merge_unit(unit.id, target.id, author(), own_reach())
    except REFUSED as refusal:
        db.session.rollback()
        form.mark_place(refusal)
        return _merge_page(unit, form), 422
    db.session.commit()
    flash(_("“%(name)s” is part of “%(into)s” now.", name=unit.name, into=target.name), "success")
    return redirect(url_for("accounts.show_unit", key=target.key), 303)


@blueprint.get("/units/closed")
@require_role("administrator")
def closed_units() -> ResponseReturnValue:
    """The units that are closed, and where they went."""
    found = queries.list_closed_units(own_reach())
    return render_template("accounts/closed_units.html", units=found)


@blueprint.get("/units/closed/<key>")
@require_role("administrator")
def closed_unit(key: str) -> ResponseReturnValue:
    """A closed unit: what it was, and under which it could be opened again."""
    form = TargetForm(formdata=None)
    form.offer(queries.list_units_within(own_reach()))
    return _closed_page(key, form)


@blueprint.post("/units/closed/<key>")
@require_role("administrator")
def reopen_unit(key: str) -> ResponseReturnValue:
    """Open a closed unit again, empty. Sent twice, it is opened once."""
    if find_own_unit(key):
        return redirect(url_for("accounts.show_unit", key=key), 303)
    unit = queries.find_closed_unit(key, own_reach()) or abort(404)
    parents = queries.list_units_within(own_reach())
    form = TargetForm()
    form.offer(parents)
    parent = form.chosen(parents)
    if parent is None:
        return _closed_page(key, form), 422
    try:
        operations.reopen_unit(unit.id, parent.id, author(), own_reach())
    except REFUSED as refusal:
        db.session.rollback()
        form.mark_place(refusal)
        return _closed_page(key, form), 422
    db.session.commit()
    flash(_("The unit “%(name)s” is open again.", name=unit.name), "success")
    return redirect(url_for("accounts.show_unit", key=key), 303)


def _targets(unit: CurrentUnit) -> list[CurrentUnit]:
    """In which units this one may go up; the topmost one within reach goes nowhere."""
    within = queries.list_units_within(own_reach())
    if unit.parent_id not in {one.id for one in within}:
        abort(403)
    return [one for one in within if not one.path.startswith(unit.path)]


def _merge_page(unit: CurrentUnit, form: TargetForm) -> str:
    return render_template(
        "accounts/merge_unit.html",
        unit=unit,
        form=form,
        people_count=queries.count_people_in(unit.id),
        unit_count=queries.count_units_under(unit.id),
        role_count=queries.count_roles_in(unit.id, author().today),
    )


def _closed_page(key: str, form: TargetForm) -> str:
    unit = queries.find_closed_unit(key, own_reach()) or abort(404)
    history = queries.list_history(unit.id)
    return render_template("accounts/closed_unit.html", unit=unit, form=form, history=history)
