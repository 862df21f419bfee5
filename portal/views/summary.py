"""A course on one page, to be printed: what each lesson says in a few sentences, or is about."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from core.i18n import current_language, localised
from core.identity import require_sign_in
from courses.queries import get_lesson
from portal.views.blueprint import blueprint
from portal.views.courses import get_progress


@blueprint.get("/courses/<key>/summary")
@require_sign_in
def summary(key: str) -> ResponseReturnValue:
    """The summaries of the lessons; of a sensitive course no paper lies about."""
    course = get_progress(key).course
    lessons = [
        get_lesson(activity, current_language())
        for activity in course.activities
        if activity.kind == "lesson"
    ]
    if course.sensitive or not lessons or any(lesson.sensitive for lesson in lessons):
        abort(404)
    return render_template(
        "portal/summary.html",
        course=course,
        title=localised(course.titles, course.language),
        lessons=lessons,
    )
