"""Writing a text: seeing it as its readers will, saving it, two people at once."""

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db, only_reads
from core.errors import wants_json
from core.i18n import format_clock, in_words
from core.i18n import gettext as _
from core.identity import carried_on, person, require_role
from courses import operations
from courses.checks import mark_check
from courses.models import Course, DraftFile
from courses.operations import DraftChangedMeanwhile, DraftFileRefused
from courses.queries import find_draft_file
from studio.forms import DraftForm, PreviewForm
from studio.previews import LessonPreview, Preview
from studio.views.blueprint import blueprint
from studio.views.file_page import (
    file_page,
    find_helplines,
    find_other_text,
    load_draft,
    preview_text,
)
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course


@blueprint.get("/studio/courses/<key>/files/<path:path>")
@require_role(*READERS)
def file(key: str, path: str) -> ResponseReturnValue:
    """A text to write in, beside the page it makes."""
    draft = load_draft(get_course(key))
    found = draft.files.get(path) or abort(404)
    form = DraftForm(formdata=None, source=found.source, version=found.version)
    return file_page(draft, path, form)


@blueprint.post("/studio/courses/<key>/files/<path:path>")
@require_role(*WRITERS)
@carried_on
def save_file(key: str, path: str) -> ResponseReturnValue:
    """Save a text, mistakes and all; or only look at it, keeping what was typed."""
    course = get_own_course(key)
    form = DraftForm()
    if not form.validate():
        abort(400)
    if request.form.get("intent") == "preview":
        return file_page(load_draft(course), path, form)
    try:
        saved = _save(course, path, form)
    except DraftChangedMeanwhile as refusal:
        return _changed_meanwhile(course, path, form, refusal.file)
    except DraftFileRefused as refusal:
        form.source.errors = [in_words(refusal.reason)]
        return file_page(load_draft(course), path, form), 422
    db.session.commit()
    if wants_json():
        return jsonify(version=saved.version, saved=format_clock(saved.changed_at))
    flash(_("Saved as a draft. Learners see it once you publish it."), "success")
    return redirect(url_for("studio.file", key=key, path=path), 303)


@blueprint.post("/studio/courses/<key>/preview")
@require_role(*READERS)
@only_reads
def preview(key: str) -> ResponseReturnValue:
    """A text that need not be saved as its readers will see it, for the editor's module."""
    form = PreviewForm()
    draft = load_draft(get_course(key))
    path = form.path.data or ""
    if not form.validate() or path not in draft.files:
        abort(404)
    shown = preview_text(draft, path, form.source.data or "")
    if form.check.data:
        return _try_check(shown, form.check.data)
    return jsonify(
        html=render_template(
            "studio/_preview.html",
            preview=shown,
            course=draft.course,
            helplines=find_helplines(shown),
        ),
        problems=render_template("studio/_problems.html", problems=shown.problems),
    )


def _save(course: Course, path: str, form: DraftForm) -> DraftFile:
    """Save over the version one began from; version 0 begins a text that is not there."""
    text, now = form.source.data or "", clock.now()
    found = find_draft_file(course, path)
    if found is not None:
        return operations.save_draft(found, text, form.version.data, now, person().id)
    if form.version.data:
        raise DraftChangedMeanwhile(None)
    return operations.add_draft_file(course, path, text, now, person().id)


def _changed_meanwhile(
    course: Course, path: str, form: DraftForm, theirs: DraftFile | None
) -> ResponseReturnValue:
    """One's own text in the editor, the other's beside it; saving again is then knowingly over it.

    A script gets only the word: it sends the form as a browser would, to get the page.
    """
    if wants_json():
        return jsonify(message=_("Somebody else saved this text meanwhile.")), 409
    other = find_other_text(theirs, form.source.data or "")
    return file_page(load_draft(course), path, form, other), 409


def _try_check(shown: Preview, number: str) -> ResponseReturnValue:
    """What a learner would be told who answers an inline check so."""
    checks = shown.checks if isinstance(shown, LessonPreview) else {}
    name = f"check-{number}"
    if name not in checks:
        abort(404)
    result = mark_check(checks[name], request.form.getlist(f"{name}-answer"))
    return jsonify(html=render_template("portal/check_answer.html", result=result))
