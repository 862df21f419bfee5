"""All courses as trainers see them, and one course."""

from flask import render_template
from flask.typing import ResponseReturnValue

from core.identity import person, require_role
from courses.publications.queries import list_waiting_courses
from studio import queries
from studio.forms.publishing import PublishForm
from studio.views.blueprint import blueprint
from studio.views.course_page import course_page
from studio.views.reaching import READERS, WRITERS, get_course, own_programmes


@blueprint.get("/studio")
@require_role(*READERS)
def home() -> ResponseReturnValue:
    """Every course of one's programmes; those that wait for one's review stand first."""
    programmes = own_programmes()
    waiting = list_waiting_courses(person().id, programmes)
    courses = queries.list_course_states(programmes)
    return render_template(
        "studio/home.html",
        courses=sorted(courses, key=lambda each: each.key not in waiting),
        waiting=waiting,
        may_write=bool(person().scopes_of(*WRITERS)),
    )


@blueprint.get("/studio/courses/<key>")
@require_role(*READERS)
def course(key: str) -> ResponseReturnValue:
    """One course: its texts, what changed, what is wrong, publishing, earlier editions."""
    return course_page(get_course(key), PublishForm())
