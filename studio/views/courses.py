"""All courses as trainers see them, one course, and publishing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_role
from courses import operations
from courses.models import Course
from courses.operations import DraftHasMistakes, NothingToPublish
from studio import queries
from studio.forms import PublishForm
from studio.views.blueprint import blueprint
from studio.views.course_page import course_page
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course, own_programmes


@blueprint.get("/studio")
@require_role(*READERS)
def home() -> ResponseReturnValue:
    """Every course of one's programmes, and whether learners see what its trainers wrote."""
    courses = queries.list_course_states(own_programmes())
    return render_template("studio/home.html", courses=courses)


@blueprint.get("/studio/courses/<key>")
@require_role(*READERS)
def course(key: str) -> ResponseReturnValue:
    """One course: its texts, what changed, what is wrong, publishing, earlier editions."""
    return course_page(get_course(key), PublishForm())


@blueprint.post("/studio/courses/<key>/publish")
@require_role(*WRITERS)
def publish(key: str) -> ResponseReturnValue:
    """Make the draft what learners see."""
    found = get_own_course(key)
    form = _publish_form(found)
    if not form.validate():
        return course_page(found, form), 422
    is_material = form.is_material is not None and form.is_material.data == "yes"
    note = form.note.data if form.note else ""
    try:
        edition = operations.publish_course(found, is_material, note, clock.now(), person().id)
    except (DraftHasMistakes, NothingToPublish) as refusal:
        db.session.rollback()
        is_same = isinstance(refusal, NothingToPublish)
        return course_page(get_course(key), form, is_same), 200 if is_same else 422
    db.session.commit()
    flash(
        _("Edition %(number)d is published. Learners see it now.", number=edition.number), "success"
    )
    return redirect(url_for("studio.course", key=key), 303)


def _publish_form(found: Course) -> PublishForm:
    """The form; a first edition has nothing that could have changed."""
    form = PublishForm()
    if found.published_number is None:
        del form.note
        del form.is_material
    return form
