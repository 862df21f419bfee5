"""The tree of units, for administrators."""

from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.forms.units import DayForm, UnitForm
from accounts.queries import CurrentUnit
from accounts.tree import TreeLine, seen_on, tree_lines
from accounts.views.blueprint import blueprint
from accounts.views.reaching import author, end_of, own_reach, today
from accounts.views.reaching_units import find_own_unit
from core.database import db
from core.i18n import gettext as _
from core.identity import require_role

PLACE_REFUSED = (operations.ParentGone, operations.UnitUnderItself, operations.TreeTooDeep)


@blueprint.get("/units")
@require_role("administrator")
def units() -> ResponseReturnValue:
    """The units within reach, with how many people work there: today, or on a day that is past."""
    form = DayForm(request.args)
    day = form.past_day(today())
    lines = _lines_on(day) if day else _lines_today()
    return render_template("accounts/units.html", lines=lines, form=form, day=day)


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
    try:
        operations.add_unit(form.details(parents, None), author(), form.own_uuid)
    except PLACE_REFUSED as refusal:
        db.session.rollback()
        form.mark_place(refusal)
        return render_template("accounts/new_unit.html", form=form), 422
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
        details = form.details(parents, unit.parent_id)
        operations.change_unit(unit.id, details, author(), own_reach())
    except operations.UnitGone:
        abort(404)
    except PLACE_REFUSED as refusal:
        db.session.rollback()
        form.mark_place(refusal)
        return _unit_page(unit, form), 422
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.units"), 303)


def _lines_today() -> list[TreeLine]:
    return tree_lines(queries.list_units_within(own_reach()), queries.count_people_by_unit())


def _lines_on(day: date) -> list[TreeLine]:
    reach = own_reach()
    paths = None if reach.is_whole else reach.paths
    seen = seen_on(queries.list_units_on(day), queries.list_units(), paths)
    return tree_lines(seen, queries.count_people_by_unit_on(day, end_of(day)))


def _unit(key: str) -> CurrentUnit:
    return find_own_unit(key) or abort(404)


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
    return render_template(
        "accounts/show_unit.html",
        unit=unit,
        form=form,
        own_count=queries.count_people_in(unit.id),
        history=queries.list_history(unit.id),
        merged=queries.list_merged_into(unit.id),
        may_end=bool(_parents(unit)),
        is_top=unit.parent_id is None,
    )
