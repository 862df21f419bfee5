"""The tree of units, for administrators."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.forms import UnitForm
from accounts.queries import CurrentUnit
from accounts.tree import tree_lines
from accounts.views.blueprint import blueprint
from accounts.views.reaching import author, own_reach, today
from core.database import db
from core.i18n import gettext as _
from core.identity import require_role


@blueprint.get("/units")
@require_role("administrator")
def units() -> ResponseReturnValue:
    """The units within reach, with how many people work there."""
    lines = tree_lines(queries.list_units_within(own_reach()), queries.count_people_by_unit())
    return render_template("accounts/units.html", lines=lines)


@blueprint.get("/units/new")
@require_role("administrator")
def new_unit() -> ResponseReturnValue:
    """The page to add a unit."""
    form = UnitForm(formdata=None, parent=request.args.get("parent"))
    form.offer_parents(queries.list_units_within(own_reach()))
    return render_template("accounts/new_unit.html", form=form)


@blueprint.post("/units/new")
@require_role("administrator")
def add_unit() -> ResponseReturnValue:
    """Add a unit."""
    parents = queries.list_units_within(own_reach())
    form = UnitForm()
    form.offer_parents(parents)
    if not form.validate():
        return render_template("accounts/new_unit.html", form=form), 422
    operations.add_unit(form.details(parents, None), author())
    db.session.commit()
    flash(_("The unit “%(name)s” is added.", name=form.name.data), "success")
    return redirect(url_for("accounts.units"), 303)


@blueprint.get("/units/<key>")
@require_role("administrator")
def show_unit(key: str) -> ResponseReturnValue:
    """A unit, to be changed."""
    unit = _unit(key)
    return _unit_page(unit, _unit_form(unit, _parents(unit)))


@blueprint.post("/units/<key>")
@require_role("administrator")
def change_unit(key: str) -> ResponseReturnValue:
    """Rename a unit or hang it elsewhere, from today on."""
    unit = _unit(key)
    parents = _parents(unit)
    form = _unit_form(unit, parents)
    if not form.validate():
        return _unit_page(unit, form), 422
    try:
        operations.change_unit(unit.id, form.details(parents, unit.parent_id), author())
    except operations.UnitUnderItself:
        db.session.rollback()
        form.mark_loop()
        return _unit_page(unit, form), 422
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.units"), 303)


@blueprint.post("/units/<key>/close")
@require_role("administrator")
def close_unit(key: str) -> ResponseReturnValue:
    """Close an empty unit; its history is kept."""
    unit = _unit(key)
    try:
        operations.close_unit(unit.id, today())
    except operations.UnitNotEmpty:
        db.session.rollback()
        flash(_("Only an empty unit can be closed: move its people and units first."), "danger")
        return redirect(url_for("accounts.show_unit", key=key), 303)
    db.session.commit()
    flash(_("The unit “%(name)s” is closed.", name=unit.name), "success")
    return redirect(url_for("accounts.units"), 303)


def _unit(key: str) -> CurrentUnit:
    unit = queries.find_unit(key)
    return unit if unit and own_reach().covers(unit.path) else abort(404)


def _parents(unit: CurrentUnit) -> list[CurrentUnit]:
    """Where this unit may hang; nowhere else, if what is above it is beyond one's reach."""
    within = queries.list_units_within(own_reach())
    if unit.parent_id not in {one.id for one in within}:
        return []
    return [one for one in within if not one.path.startswith(unit.path)]


def _unit_form(unit: CurrentUnit, parents: list[CurrentUnit]) -> UnitForm:
    key = next((one.key for one in parents if one.id == unit.parent_id), None)
    form = UnitForm(name=unit.name, kind=unit.kind, parent=key)
    form.offer_parents(parents)
    return form


def _unit_page(unit: CurrentUnit, form: UnitForm) -> str:
    own_count = queries.count_people_in(unit.id)
    is_empty = own_count == 0 and queries.count_units_under(unit.id) == 0
    return render_template(
        "accounts/show_unit.html", unit=unit, form=form, is_empty=is_empty, own_count=own_count
    )
