"""Roles, for administrators: who holds what, giving and taking back."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import operations, queries
from accounts.forms.roles import RoleForm, RolesFilterForm
from accounts.granting import find_mistakes, may_change_roles, may_revoke, state_of
from accounts.queries import GrantLine, PersonAccount
from accounts.reach import NOWHERE, Reach
from accounts.views.blueprint import blueprint
from accounts.views.looking import note_look
from accounts.views.reaching import author, own_reach, today
from accounts.views.recent import require_password_again
from accounts.words import ROLE_NAMES, STATE_NAMES
from core.database import db
from core.i18n import LocalText
from core.i18n import gettext as _
from core.identity import person, require_role
from core.pages import page_number

STANDING = ("in_force", "upcoming")


@dataclass(frozen=True)
class ShownGrant:
    """A grant as a page shows it: counted among the holder's own, the first given is 1."""

    number: int
    line: GrantLine
    state: str
    may_revoke: bool

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, if there is one."""
        return self.line.valid_to - timedelta(days=1) if self.line.valid_to else None


@blueprint.get("/people/roles")
@require_role("administrator")
def roles() -> ResponseReturnValue:
    """Who holds what, of the people within reach."""
    units = queries.list_units_within(own_reach())
    form = RolesFilterForm(request.args)
    form.offer_units(units)
    page = queries.list_grants(own_reach(), form.wanted(units), today(), page_number())
    return render_template(
        "accounts/roles.html",
        form=form,
        page=page,
        shown=[ShownGrant(0, line, state_of(line, today()), False) for line in page.rows],
        role_names=ROLE_NAMES,
        state_names=STATE_NAMES,
        programmes=programme_names(),
    )


@blueprint.get("/people/<uuid:uuid>/roles")
@require_role("administrator")
def roles_of_person(uuid: UUID) -> ResponseReturnValue:
    """All that somebody holds, is to hold and held; that it was looked at is written down."""
    account = _account(uuid)
    person_id = account.person.id
    form = RoleForm(formdata=None, begins_on=today())
    page = _page(account, form)
    note_look(person_id)
    return page


@blueprint.post("/people/<uuid:uuid>/roles")
@require_role("administrator")
@require_password_again
def grant_role(uuid: UUID) -> ResponseReturnValue:
    """Give somebody a role; sent twice, it is given once."""
    account = _changeable(uuid)
    units = queries.list_units_within(own_reach())
    form = RoleForm()
    form.offer(own_reach(), units, programme_names())
    if not form.validate():
        return _page(account, form), 422
    wish = form.wish(units)
    if form.mark(find_mistakes(wish, own_reach(), today())):
        return _page(account, form), 422
    try:
        operations.give_role([account.person.id], wish, author(), person().session_id)
    except operations.UnitClosed:
        abort(404)
    db.session.commit()
    flash(_("The role is given."), "success")
    return redirect(url_for("accounts.roles_of_person", uuid=uuid), 303)


@blueprint.post("/people/<uuid:uuid>/roles/<int:number>/revoke")
@require_role("administrator")
@require_password_again
def revoke_role(uuid: UUID, number: int) -> ResponseReturnValue:
    """Take a role back; what was held stays on record."""
    account = _changeable(uuid)
    grant = _grant(account, number)
    if not may_revoke(own_reach(), grant):
        abort(403)
    try:
        operations.revoke_role(grant.id, author(), person().session_id)
    except operations.LastAdministrator:
        db.session.rollback()
        flash(_("This is the last administrator. Name another one first."), "danger")
        return redirect(url_for("accounts.roles_of_person", uuid=uuid), 303)
    db.session.commit()
    flash(_("The role is taken back."), "success")
    if account.person.id == person().id:
        return redirect(url_for("accounts.account"), 303)
    return redirect(url_for("accounts.roles_of_person", uuid=uuid), 303)


def programme_names() -> dict[str, LocalText]:
    """What programmes are called, by key; whoever knows of courses says so."""
    names: dict[str, LocalText] = current_app.extensions["programme_names"]()
    return names


def _account(uuid: UUID) -> PersonAccount:
    return queries.find_account(uuid, own_reach()) or abort(404)


def _changeable(uuid: UUID) -> PersonAccount:
    """The account, if one may change its roles."""
    account = _account(uuid)
    if not _may_change(account):
        abort(403)
    return account


def _may_change(account: PersonAccount) -> bool:
    standing = queries.list_standing_roles(account.person.id, today())
    is_oneself = account.person.id == person().id
    return own_reach().covers_all(standing) and may_change_roles(own_reach(), is_oneself)


def _grant(account: PersonAccount, number: int) -> GrantLine:
    lines = queries.list_grants_of(account.person.id)[::-1]
    if not 1 <= number <= len(lines):
        abort(404)
    return lines[number - 1]


def _shown(account: PersonAccount, reach: Reach) -> list[ShownGrant]:
    """All grants of somebody, the latest first; within `reach` those that stand may be revoked."""
    lines = queries.list_grants_of(account.person.id)
    states = [state_of(line, today()) for line in lines]
    return [
        ShownGrant(len(lines) - index, line, state, state in STANDING and may_revoke(reach, line))
        for index, (line, state) in enumerate(zip(lines, states, strict=True))
    ]


def _page(account: PersonAccount, form: RoleForm) -> str:
    reach, may_change = own_reach(), _may_change(account)
    if form.role.choices is None:
        form.offer(reach, queries.list_units_within(reach), programme_names())
    return render_template(
        "accounts/roles_of_person.html",
        account=account,
        form=form,
        shown=_shown(account, reach if may_change else NOWHERE),
        may_change=may_change,
        is_oneself=account.person.id == person().id,
        role_names=ROLE_NAMES,
        state_names=STATE_NAMES,
        programmes=programme_names(),
    )
