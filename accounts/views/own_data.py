"""Everything the platform holds about oneself: to read, and to take along."""

import json

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from accounts import audit_actions
from accounts.operations.auditing import note
from accounts.own_data import show_sections
from accounts.views.blueprint import blueprint
from accounts.views.recent import require_password_again
from core import clock, personal_data
from core.database import write_transaction
from core.identity import person, require_sign_in

NO_STORE = {"Cache-Control": "no-store"}


@blueprint.get("/account/data")
@require_sign_in
@require_password_again
def own_data() -> ResponseReturnValue:
    """Everything, readable."""
    sections = [
        section
        for held, words in personal_data.export_with_words(person().id)
        for section in show_sections(held, words)
    ]
    return render_template("accounts/own_data.html", sections=sections), 200, NO_STORE


@blueprint.get("/account/data.json")
@require_sign_in
@require_password_again
def own_data_json() -> ResponseReturnValue:
    """Everything as JSON; the audit says that it was taken."""
    held = personal_data.export_person(person().id)
    now = clock.now()
    with write_transaction():
        note(audit_actions.OWN_DATA_TAKEN, person().id, now)
    document = {"written_at": now.isoformat(), **personal_data.as_plain(held)}
    body = json.dumps(document, ensure_ascii=False, indent=1)
    response = Response(body, content_type="application/json; charset=utf-8", headers=NO_STORE)
    response.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
