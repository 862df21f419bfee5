"""The outbox, for administrators of the whole organisation."""

from uuid import UUID

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from accounts.audit_actions import PERSON_LOOKED_AT
from accounts.operations.auditing import note
from accounts.reach import reach_of
from core import clock
from core.database import write_transaction
from core.i18n import gettext as _
from core.identity import person, require_role
from core.pages import page_number
from core.settings import Settings
from notices import operations, queries
from notices.wording import STATE_NAMES

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices/outbox")
@require_role("administrator")
def outbox() -> ResponseReturnValue:
    """What was written to whom and what became of it; the newest first."""
    _demand_the_whole()
    settings: Settings = current_app.extensions["settings"]
    return render_template(
        "notices/outbox.html",
        page=queries.list_mails(page_number()),
        states=STATE_NAMES,
        sends=settings.mail_server is not None,
    )


@blueprint.get("/notices/outbox/<uuid:uuid>")
@require_role("administrator")
def show_mail(uuid: UUID) -> ResponseReturnValue:
    """One mail; a link that lets somebody in is hidden. Whose it was, is written down."""
    _demand_the_whole()
    mail = queries.find_mail(uuid) or abort(404)
    about_id = mail.person_id
    page = render_template(
        "notices/show_mail.html",
        mail=mail,
        text=operations.text_for_reader(mail, _("[the link is hidden]")),
        shows_link=operations.shows_link(mail),
        states=STATE_NAMES,
    )
    if about_id not in (None, person().id):
        with write_transaction():
            note(PERSON_LOOKED_AT, person().id, clock.now(), about_id, subject="mail")
    return page


def _demand_the_whole() -> None:
    if not reach_of(person().scopes_of("administrator")).is_whole:
        abort(403)
