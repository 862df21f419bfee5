"""One person at a time writes at a text: signs of life, taking over, giving free."""

from typing import Any

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.errors import wants_json
from core.i18n import format_clock
from core.identity import person, require_role
from courses.holds import operations
from courses.models import Course, DraftFile
from courses.queries import find_draft_file
from studio import queries
from studio.views.blueprint import blueprint
from studio.views.file_page import find_other_holder
from studio.views.reaching import WRITERS, get_own_course


@blueprint.post("/studio/courses/<key>/hold/<path:path>")
@require_role(*WRITERS)
def hold(key: str, path: str) -> ResponseReturnValue:
    """A sign of life from an editor: hold the text if it is free; who else does, and what stands.

    With `takes_over` it is taken over; a form then leads back to the text.
    """
    course = get_own_course(key)
    takes_over = "takes_over" in request.form
    if find_draft_file(course, path) is not None:
        operations.hold_text(course.id, path, person().id, clock.now(), takes_over=takes_over)
        db.session.commit()
    if not wants_json():
        return redirect(url_for("studio.file", key=key, path=path), 303)
    file = find_draft_file(course, path)
    return jsonify(holder=other_writer(course, path), **_standing(file))


@blueprint.post("/studio/courses/<key>/release/<path:path>")
@require_role(*WRITERS)
def release(key: str, path: str) -> ResponseReturnValue:
    """The text is left: whoever comes next need not wait."""
    operations.release_text(get_own_course(key).id, path, person().id)
    db.session.commit()
    return "", 204


def other_writer(course: Course, path: str) -> dict[str, str] | None:
    """Who else writes at a text, and since when, for a script."""
    holder = find_other_holder(course, path)
    if holder is None:
        return None
    return {"name": holder.full_name, "since": format_clock(holder.since_at)}


def saved_meanwhile(file: DraftFile | None) -> dict[str, Any]:
    """What stands saved, by whom and since when, for a script."""
    source = file.source if file else None
    return {"source": source, **_standing(file)}


def _standing(file: DraftFile | None) -> dict[str, Any]:
    if file is None:
        return {"version": 0, "saved": "", "saved_by": ""}
    is_own = file.changed_by_id == person().id
    return {
        "version": file.version,
        "saved": format_clock(file.changed_at),
        "saved_by": "" if is_own else queries.find_person_name(file.changed_by_id) or "",
    }
