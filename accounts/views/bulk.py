"""What is done to many people at once: asked once more, with how many it is about."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries, slip_sheets
from accounts.audit_actions import PEOPLE_EXPORTED
from accounts.forms import PeopleFilterForm
from accounts.forms.bulk import MoveForm
from accounts.forms.roles import RoleForm
from accounts.granting import find_mistakes
from accounts.operations.auditing import note
from accounts.operations.bulk import deactivate_people, move_people
from accounts.queries import PeopleFilter
from accounts.queries.bulk import count_with_address, list_chosen, list_managed_ids, list_uuids
from accounts.views.blueprint import blueprint
from accounts.views.reaching import author, own_reach, today
from accounts.views.recent import require_password_again
from accounts.views.roles import programme_names
from core import clock
from core.database import db, only_reads
from core.downloads import name_download
from core.i18n import gettext as _
from core.i18n import ngettext
from core.identity import person, require_role
from core.tables import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx

ACTIONS = ("slips", "deactivate", "move", "role", "export")
MOST_CHOSEN = 500
# A role to give has a unit, too: what a filter says is called otherwise.
FILTER = "filter-"


@dataclass(frozen=True)
class Selection:
    """Whom a form is about: people named one by one, or all that a filter finds."""

    wanted: PeopleFilter
    fields: tuple[tuple[str, str], ...]
    ids: tuple[int, ...]


@dataclass(frozen=True)
class SlipsOffer:
    """Which slips are offered: `parts` from and to whom, `uuids` of those that are made now.

    `with_address` is to how many a link could be mailed; None where that is not possible at all.
    """

    parts: list[tuple[int, int]]
    uuids: tuple[UUID, ...] = ()
    with_address: int | None = None


@blueprint.post("/people/bulk")
@require_role("administrator")
@only_reads
def bulk() -> ResponseReturnValue:
    """Ask once more: what is to be done, and with how many."""
    selection = _selection()
    action = request.form.get("action", "")
    if action not in ACTIONS or not selection.ids:
        return _nobody()
    return _confirmation(selection, action, _role_form(), _move_form())


@blueprint.post("/people/bulk/deactivate")
@require_role("administrator")
def bulk_deactivate() -> ResponseReturnValue:
    """Close the accounts of those chosen; one's own stays open."""
    selection = _selection()
    if not selection.ids:
        return _nobody()
    if _has_changed(selection):
        return _confirmation(selection, "deactivate", None, None), 409
    try:
        count = deactivate_people(selection.ids, author())
    except operations.LastAdministrator:
        db.session.rollback()
        flash(_("Among them is the last administrator. Name another one first."), "danger")
        return redirect(url_for("accounts.people"), 303)
    db.session.commit()
    return _done(
        ngettext("%(num)d account is deactivated.", "%(num)d accounts are deactivated.", count)
    )


@blueprint.post("/people/bulk/move")
@require_role("administrator")
def bulk_move() -> ResponseReturnValue:
    """Let those chosen work elsewhere from today on."""
    selection, form = _selection(), _move_form()
    if not selection.ids:
        return _nobody()
    if _has_changed(selection):
        return _confirmation(selection, "move", None, form), 409
    if not form.validate():
        return _confirmation(selection, "move", None, form), 422
    unit_id = form.unit_id(queries.list_units_within(own_reach()))
    try:
        count = move_people(selection.ids, unit_id, author())
    except operations.UnitClosed:
        abort(404)
    db.session.commit()
    return _done(ngettext("%(num)d person is moved.", "%(num)d people are moved.", count))


@blueprint.post("/people/bulk/role")
@require_role("administrator")
@require_password_again
def bulk_role() -> ResponseReturnValue:
    """Give those chosen a role."""
    selection, form = _selection(), _role_form()
    if not selection.ids:
        return _nobody()
    if _has_changed(selection):
        return _confirmation(selection, "role", form, None), 409
    if not form.validate() or form.mark(
        find_mistakes(wish := form.wish(_units()), own_reach(), today())
    ):
        return _confirmation(selection, "role", form, None), 422
    try:
        count = operations.give_role(selection.ids, wish, author())
    except operations.UnitClosed:
        abort(404)
    db.session.commit()
    return _done(ngettext("%(num)d person got the role.", "%(num)d people got the role.", count))


@blueprint.post("/people/bulk/export")
@require_role("administrator")
def bulk_export() -> ResponseReturnValue:
    """Those chosen as a spreadsheet that can be imported again; written down."""
    selection = _selection(is_managed=False)
    if not selection.ids:
        return _nobody()
    kind = "csv" if request.form.get("format") == "csv" else "xlsx"
    details: dict[str, str | int] = {"people": len(selection.ids), "format": kind}
    note(PEOPLE_EXPORTED, person().id, clock.now(), details=details)
    db.session.commit()
    listing = list_chosen(own_reach(), selection.wanted, today())
    if kind == "csv":
        content = write_csv(listing.header, listing.rows)
    else:
        content = write_xlsx(listing.title, listing.header, listing.rows)
    response = Response(content, content_type=CSV_TYPE if kind == "csv" else XLSX_TYPE)
    name = f"sen-{today():%Y-%m-%d}.{kind}"
    name_download(response, name)
    return response


def _selection(is_managed: bool = True) -> Selection:
    """Whom the form is about, as far as one's reach goes: it is asked anew each time."""
    reach, fields = own_reach(), _fields()
    if request.form.get("whom") == "all":
        form = PeopleFilterForm(request.form, prefix=FILTER)
        wanted = form.wanted(queries.list_units_within(reach), today())
    else:
        named = frozenset(_uuids()[:MOST_CHOSEN])
        wanted = PeopleFilter(state="all", uuids=named)
    if is_managed:
        ids = list_managed_ids(reach, wanted, person().id, today())
    else:
        ids = list(db.session.scalars(queries.select_person_ids(reach, wanted)))
    return Selection(wanted, fields, tuple(ids))


def _fields() -> tuple[tuple[str, str], ...]:
    """What the next form has to say again, so that it is about the same people."""
    if request.form.get("whom") == "all":
        chosen = PeopleFilterForm(request.form, prefix=FILTER).chosen
        return (("whom", "all"), *((f"{FILTER}{name}", value) for name, value in chosen.items()))
    return tuple(("person", str(uuid)) for uuid in _uuids()[:MOST_CHOSEN])


def _uuids() -> list[UUID]:
    found = []
    for text in request.form.getlist("person"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _has_changed(selection: Selection) -> bool:
    """Whether it is about more or fewer people than the page said that asked."""
    return request.form.get("count", "") != str(len(selection.ids))


def _units() -> list[queries.CurrentUnit]:
    return list(queries.list_units_within(own_reach()))


def _move_form() -> MoveForm:
    form = MoveForm()
    form.offer_units(_units())
    return form


def _role_form() -> RoleForm:
    form = RoleForm()
    if "begins_on" not in request.form:
        form.begins_on.data = today()
    form.offer(own_reach(), _units(), programme_names())
    return form


def _confirmation(
    selection: Selection, action: str, role_form: RoleForm | None, move_form: MoveForm | None
) -> str:
    return render_template(
        "accounts/bulk.html",
        selection=selection,
        action=action,
        role_form=role_form,
        move_form=move_form,
        slips=_slips_of(selection.ids) if action == "slips" else None,
    )


def _slips_of(ids: tuple[int, ...]) -> SlipsOffer:
    """Whom the slips are for: all, or of too many the part that was asked for."""
    parts = slip_sheets.parts_of(len(ids))
    part = request.form.get("part", "")
    if len(parts) > 1 and part not in {str(first) for first, _last in parts}:
        return SlipsOffer(parts)
    start = int(part) - 1 if len(parts) > 1 else 0
    some = ids[start : start + slip_sheets.MOST_AT_ONCE]
    with_address = count_with_address(some) if current_app.config["BASE_URL"] else None
    return SlipsOffer(parts, tuple(list_uuids(some)), with_address)


def _nobody() -> ResponseReturnValue:
    flash(_("Choose people whose accounts you may change, and what is to be done."), "danger")
    return redirect(url_for("accounts.people"), 303)


def _done(words: str) -> ResponseReturnValue:
    flash(words, "success")
    return redirect(url_for("accounts.people"), 303)
