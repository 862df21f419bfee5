"""A course from nothing: what it is called, where it stands, its language."""

import hashlib
import hmac
from itertools import count

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.reach import programmes_of
from core import clock
from core.database import db
from core.i18n import localised
from core.identity import carried_on, person, require_role
from courses.models import Course
from courses.operations import begin_course
from courses.programmes import TITLES
from courses.queries import list_programme_names
from studio.new_texts import NewCourse, key_of, manifest_of
from studio.settings.forms import NewCourseForm
from studio.views.blueprint import blueprint
from studio.views.reaching import WRITERS

PATH = "/studio/new-course"


@blueprint.get(PATH)
@require_role(*WRITERS)
def new_course() -> ResponseReturnValue:
    """Ask what the course is called."""
    form = _form(NewCourseForm(formdata=None))
    return render_template("studio/new_course.html", form=form)


@blueprint.post(PATH)
@require_role(*WRITERS)
@carried_on
def add_course() -> ResponseReturnValue:
    """Begin it; sent twice, it is begun once."""
    form = _form(NewCourseForm())
    if not form.validate():
        return render_template("studio/new_course.html", form=form), 422
    course = _begin(form)
    db.session.commit()
    return redirect(url_for("studio.course", key=course.key), 303)


def _form(form: NewCourseForm) -> NewCourseForm:
    """The form with the programmes that one writes in."""
    own = programmes_of(person().scopes_of(*WRITERS))
    names = {key: localised(titles) for key, titles in TITLES.items()} | list_programme_names()
    form.offer({key: name for key, name in names.items() if own.covers(key)})
    return form


def _begin(form: NewCourseForm) -> Course:
    """The course under the first key that is free; a sensitive one's says nothing."""
    title, neutral = form.title.data or "", form.neutral_title.data or ""
    is_sensitive = bool(form.is_sensitive.data)
    base = _opaque_key(title) if is_sensitive else key_of(title, "course")
    for number in count(1):
        key = base if number == 1 else f"{base}-{number}"
        begun = NewCourse(
            key, form.programme.data, form.language.data, title, neutral if is_sensitive else ""
        )
        course = begin_course(manifest_of(begun), clock.now(), person().id)
        if course is not None:
            return course
    raise LookupError(base)  # pragma: no cover - numbers do not end


def _opaque_key(title: str) -> str:
    """A key that tells nothing, the same when the same form comes twice."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    words = f"course:{person().uuid}:{title}".encode()
    return f"k-{hmac.new(secret, words, hashlib.sha256).hexdigest()[:8]}"
