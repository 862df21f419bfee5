"""Going on with what was sent after the session had ended."""

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import queries
from accounts.views.blueprint import blueprint
from core import clock
from core.identity import person, require_sign_in


@blueprint.get("/carry-on/<uuid:uuid>")
@require_sign_in
def carry_on(uuid: UUID) -> ResponseReturnValue:
    """What was sent, to be sent once more, now that it is known again who sends it.

    Only its own person sees it; others go home. It is sent as any form is: with a token, through
    every check. A script sends it at once, unless the page it came from was merely stale.
    """
    kept = queries.find_kept_request(uuid, person().id, clock.now())
    if kept is None:
        return redirect(url_for("portal.home"), 303)
    is_stale = "stale" in request.args
    page = render_template("accounts/carry_on.html", kept=kept, is_stale=is_stale)
    return page, {"Cache-Control": "no-store"}
