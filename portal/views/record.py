"""One's own record: what was completed, when, and the text one saw."""

from flask import abort, current_app, render_template
from flask.typing import ResponseReturnValue

from core import clock
from core.i18n import current_language
from core.identity import person, require_sign_in
from courses.editions import published_lesson
from courses.lesson_page import show_blocks
from courses.queries import get_lesson_edition
from enrolments.queries import find_read_lesson, list_completed_editions
from portal.queries import list_past_results, list_record
from portal.views.blueprint import blueprint
from portal.views.helplines import helplines_for
from portal.views.organisation import gaps_for


@blueprint.get("/record")
@require_sign_in
def record() -> ResponseReturnValue:
    """Everything that is on record of one's own learning."""
    today = clock.today(current_app.config["TIMEZONE"])
    courses, past = list_record(person().id, today), list_past_results(person().id)
    return render_template(
        "portal/record.html",
        courses=[
            each
            for each in courses
            if each.is_begun or each.completed_at or each.course.key in past
        ],
        past=past,
        completed=list_completed_editions(person().id),
    )


@blueprint.get("/record/<key>/lessons/<lesson_key>")
@require_sign_in
def record_lesson(key: str, lesson_key: str) -> ResponseReturnValue:
    """A lesson in the very text that one read and marked as read."""
    result = find_read_lesson(person().id, key, lesson_key)
    if result is None or result.lesson_edition_id is None:
        abort(404)
    edition = get_lesson_edition(result.lesson_edition_id)
    lesson = published_lesson(edition.id, edition.texts, current_language())
    blocks = show_blocks(lesson.blocks)
    return render_template(
        "portal/record_lesson.html",
        result=result,
        number=edition.number,
        lesson=lesson,
        blocks=blocks,
        helplines=helplines_for(blocks),
        gaps=gaps_for(blocks),
    )
