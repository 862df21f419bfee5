"""The guide for trainers."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.i18n import current_language
from core.identity import require_role
from studio.guide.texts import guide_in
from studio.views.blueprint import blueprint
from studio.views.reaching import READERS


@blueprint.get("/studio/guide")
@require_role(*READERS)
def guide() -> ResponseReturnValue:
    """How a course is written, from the first lesson to publishing."""
    return render_template("studio/guide.html", guide=guide_in(current_language()))
