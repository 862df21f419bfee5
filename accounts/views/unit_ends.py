"""Units that go up in another or are closed, and closed ones that are opened again."""

from collections.abc import Callable, Mapping, Sequence

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.forms.units import TargetForm
from accounts.queries import ClosedUnit, CurrentUnit
from accounts.views.blueprint import blueprint
from accounts.views.reaching import author, own_reach, today
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
    form, who, reach = TargetForm(), author(), own_reach()
    target = _write_with_chosen(
        form, _targets(unit), lambda into: operations.merge_unit(unit.id, into.id, who, reach)
    )
    if target is None:
        return _merge_page(unit, form), 422
    flash(_("“%(name)s” is part of “%(into)s” now.", name=unit.name, into=target.name), "success")
    return redirect(url_for("accounts.show_unit", key=target.key), 303)


@blueprint.get("/units/<key>/close")
@require_role("administrator")
def confirm_closing(key: str) -> ResponseReturnValue:
    """What ends when this unit is closed, or why it cannot be."""
    unit = find_own_unit(key) or abort(404)
    _check_may_end(unit, queries.list_units_within(own_reach()))
    return _closing_page(unit)


@blueprint.post("/units/<key>/close")
@require_role("administrator")
def close_unit(key: str) -> ResponseReturnValue:
    """Close an empty unit; its history is kept. Sent twice, it is closed once."""
    unit = find_own_unit(key)
    if unit is None:
        return lead_to_closed(key)
    try:
        operations.close_unit(unit.id, author(), own_reach())
    except operations.UnitGone:
        db.session.rollback()
        return lead_to_closed(key)
    except operations.ParentGone:
        abort(403)
    except operations.UnitNotEmpty:
        db.session.rollback()
        return _closing_page(unit), 422
    db.session.commit()
    flash(_("The unit “%(name)s” is closed.", name=unit.name), "success")
    return redirect(url_for("accounts.units"), 303)


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
    unit = queries.find_closed_unit(key, own_reach()) or abort(404)
    form = TargetForm(formdata=None)
    form.offer(queries.list_units_within(own_reach()))
    return _closed_page(unit, form)


@blueprint.post("/units/closed/<key>")
@require_role("administrator")
def reopen_unit(key: str) -> ResponseReturnValue:
    """Open a closed unit again, empty. Sent twice, it is opened once."""
    if find_own_unit(key):
        return redirect(url_for("accounts.show_unit", key=key), 303)
    unit = queries.find_closed_unit(key, own_reach()) or abort(404)
    form, who, reach = TargetForm(), author(), own_reach()
    parents = queries.list_units_within(reach)
    parent = _write_with_chosen(
        form, parents, lambda above: operations.reopen_unit(unit.id, above.id, who, reach)
    )
    if parent is None:
        return _closed_page(unit, form), 422
    flash(_("The unit “%(name)s” is open again.", name=unit.name), "success")
    return redirect(url_for("accounts.show_unit", key=key), 303)


def _write_with_chosen(
    form: TargetForm, units: Sequence[CurrentUnit], write: Callable[[CurrentUnit], None]
) -> CurrentUnit | None:
    """The unit that was chosen, with which it is written; None where the form says why not."""
    form.offer(units)
    chosen = form.chosen(units)
    if chosen is None:
        return None
    try:
        write(chosen)
    except REFUSED as refusal:
        db.session.rollback()
        form.mark_place(refusal)
        return None
    db.session.commit()
    return chosen


def _targets(unit: CurrentUnit) -> list[CurrentUnit]:
    """In which units this one may go up."""
    within = queries.list_units_within(own_reach())
    _check_may_end(unit, within)
    return [one for one in within if not one.path.startswith(unit.path)]


def _check_may_end(unit: CurrentUnit, within: Sequence[CurrentUnit]) -> None:
    """The topmost one within reach ends by nobody of its own."""
    if unit.parent_id not in {one.id for one in within}:
        abort(403)


def _counts_of(unit: CurrentUnit) -> dict[str, int]:
    """What hangs on a unit: here, and by whoever above knows more of it."""
    others: Mapping[str, Callable[[int], int]] = current_app.extensions["unit_counts"]
    return {
        "people": queries.count_people_in(unit.id),
        "leavers": queries.count_leavers_in(unit.id),
        "units": queries.count_units_under(unit.id),
        "roles": queries.count_roles_in(unit.id, today()),
        **{name: count(unit.id) for name, count in others.items()},
    }


def _merge_page(unit: CurrentUnit, form: TargetForm) -> str:
    counts = _counts_of(unit)
    return render_template("accounts/merge_unit.html", unit=unit, form=form, counts=counts)


def _closing_page(unit: CurrentUnit) -> str:
    counts = _counts_of(unit)
    is_empty = not counts["people"] and not counts["units"]
    page = "accounts/confirm_closing.html"
    return render_template(page, unit=unit, counts=counts, is_empty=is_empty)


def _closed_page(unit: ClosedUnit, form: TargetForm) -> str:
    history = queries.list_history(unit.id)
    return render_template("accounts/closed_unit.html", unit=unit, form=form, history=history)
