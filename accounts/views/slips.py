"""Activation slips: to print, for one person or many, and to read out where nothing prints."""

from uuid import UUID

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import activation_codes, queries, slip_sheets
from accounts.operations.slips import issue_slips, mail_slips
from accounts.queries import PersonAccount
from accounts.slip_sheets import Slip
from accounts.views.blueprint import blueprint
from accounts.views.reaching import author, own_reach, today
from core.database import db
from core.documents import render_pdf
from core.downloads import name_download
from core.i18n import current_language
from core.i18n import gettext as _
from core.identity import person, require_role

NO_STORE = {"Cache-Control": "no-store"}


@blueprint.get("/people/<uuid:uuid>/slip")
@require_role("administrator")
def confirm_slip(uuid: UUID) -> ResponseReturnValue:
    """Ask once more: what was handed out before is good no longer."""
    account = _slip_account(uuid)
    if account.person.id == person().id:
        return redirect(url_for("accounts.change_password"), 303)
    can_mail = bool(current_app.config["BASE_URL"] and account.person.email)
    return render_template("accounts/confirm_slip.html", account=account, can_mail=can_mail)


@blueprint.post("/people/<uuid:uuid>/slip")
@require_role("administrator")
def print_slip(uuid: UUID) -> ResponseReturnValue:
    """Make a slip and give it, once: as PDF, or on the screen."""
    account = _slip_account(uuid)
    if account.person.id == person().id:
        return redirect(url_for("accounts.change_password"), 303)
    if request.form.get("as") == "mail":
        return _mailed([account.person.id])
    slips = issue_slips([account.person.id], author())
    db.session.commit()
    if request.form.get("as") == "page":
        return _shown(account, slips[0])
    return _printed(slips, f"sen-{account.person.username}.pdf")


@blueprint.post("/people/slips")
@require_role("administrator")
def print_slips() -> ResponseReturnValue:
    """Make a slip for each of the people chosen whose accounts one manages."""
    chosen = queries.list_slip_candidates(_chosen(), own_reach(), person().id, today())
    if not chosen or len(chosen) > slip_sheets.MOST_AT_ONCE:
        flash(
            _("Choose 1 to %(most)d people who can sign in.", most=slip_sheets.MOST_AT_ONCE),
            "danger",
        )
        return redirect(url_for("accounts.people"), 303)
    if request.form.get("as") == "mail":
        return _mailed(chosen)
    slips = issue_slips(chosen, author())
    db.session.commit()
    return _printed(slips, f"sen-{today():%Y-%m-%d}.pdf")


def _slip_account(uuid: UUID) -> PersonAccount:
    """The account, if it is open and its roles reach no further than one's own."""
    account = queries.find_account(uuid, own_reach()) or abort(404)
    if not own_reach().covers_all(queries.list_standing_roles(account.person.id, today())):
        abort(403)
    if not account.person.is_active:
        abort(404)
    return account


def _chosen() -> list[UUID]:
    """The people named by the form; what is no identifier names nobody."""
    found = []
    for text in request.form.getlist("person"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _mailed(person_ids: list[int]) -> ResponseReturnValue:
    """Links by mail; only where the site's address is set, for a request could name any."""
    base_url = current_app.config["BASE_URL"] or abort(404)
    count = mail_slips(person_ids, base_url, author())
    db.session.commit()
    left = len(person_ids) - count
    flash(
        _("Links mailed: %(count)d. Without an e-mail address: %(left)d.", count=count, left=left)
    )
    return redirect(url_for("accounts.people"), 303)


def _base_url() -> str:
    return str(current_app.config["BASE_URL"] or request.host_url)


def _shown(account: PersonAccount, slip: Slip) -> ResponseReturnValue:
    qr = slip_sheets.qr_address(activation_codes.activation_url(_base_url(), slip.code))
    page = render_template(
        "accounts/slip.html",
        account=account,
        code=activation_codes.grouped(slip.code),
        qr=qr,
        page_url=activation_codes.page_url(_base_url()),
        last_day=activation_codes.last_day(slip.expires_at),
    )
    return page, 200, NO_STORE


def _printed(slips: list[Slip], name: str) -> Response:
    data = slip_sheets.sheet(slips, _base_url(), current_language())
    response = Response(render_pdf(slip_sheets.TEMPLATE, data), mimetype="application/pdf")
    name_download(response, name)
    response.headers.update(NO_STORE)
    return response
