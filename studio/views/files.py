"""Writing a text: seeing it as its readers will, saving it, two people at once."""

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db, only_reads, read_transaction
from core.errors import wants_json
from core.i18n import format_clock, in_words
from core.i18n import gettext as _
from core.identity import carried_on, person, require_role
from courses import operations
from courses.checks import mark_check
from courses.holds.operations import hold_text
from courses.models import Course, DraftFile
from courses.operations import DraftChangedMeanwhile, DraftFileRefused
from courses.queries import find_draft_file, get_course_for_update
from studio.forms.writing import DraftForm, PreviewForm
from studio.previews import LessonPreview, Preview
from studio.views.blueprint import blueprint
from studio.views.file_page import (
    file_page,
    find_other_text,
    load_text,
    preview_text,
    preview_values,
)
from studio.views.holding import other_writer, saved_meanwhile
from studio.views.original_pane import confirm_seen, original_pane, tell_confirmed
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course


class HeldBySomebody(Exception):
    """Somebody else writes at this text just now."""


@blueprint.get("/studio/courses/<key>/files/<path:path>")
@require_role(*READERS)
def file(key: str, path: str) -> ResponseReturnValue:
    """A text to write in, beside the page it makes."""
    draft = load_text(get_course(key), path)
    found = draft.files.get(path) or abort(404)
    form = DraftForm(formdata=None, source=found.source, version=found.version)
    return file_page(draft, path, form)


@blueprint.post("/studio/courses/<key>/files/<path:path>")
@require_role(*WRITERS)
@carried_on
def save_file(key: str, path: str) -> ResponseReturnValue:
    """Save a text, mistakes and all; or only look at it, keeping what was typed."""
    course, form = get_own_course(key), DraftForm()
    if not form.validate():
        abort(400)
    if request.form.get("intent") == "preview":
        with read_transaction():
            return file_page(load_text(get_own_course(key), path), path, form)
    try:
        saved = _save(course, path, form)
    except HeldBySomebody:
        return _held_by_somebody(course, path, form)
    except DraftChangedMeanwhile as refusal:
        return _changed_meanwhile(course, path, form, refusal.file)
    except DraftFileRefused as refusal:
        return _refused(course, path, form, refusal)
    is_confirmed = confirm_seen(course, path)
    db.session.commit()
    return _saved(course, saved, is_confirmed)


@blueprint.post("/studio/courses/<key>/preview")
@require_role(*READERS)
@only_reads
def preview(key: str) -> ResponseReturnValue:
    """A text that need not be saved as its readers will see it, for the editor's module."""
    form = PreviewForm()
    path = form.path.data or ""
    draft = load_text(get_course(key), path)
    if not form.validate() or path not in draft.files:
        abort(404)
    shown = preview_text(draft, path, form.source.data or "")
    if form.check.data:
        return _try_check(shown, form.check.data)
    page = render_template(
        "studio/_preview.html", preview=shown, **preview_values(draft.course, shown)
    )
    problems = render_template("studio/_problems.html", problems=shown.problems)
    return jsonify(html=page, problems=problems)


def _save(course: Course, path: str, form: DraftForm) -> DraftFile:
    """Save over the version one began from; version 0 begins a text that is not there.

    The course is held before the clock is read: whoever saves after a publication saves later.
    Whoever saves holds the text from then on, unless somebody else does.
    """
    course = get_course_for_update(course.id)
    text, now = form.source.data or "", clock.now()
    found = find_draft_file(course, path)
    if found is None and form.version.data:
        raise DraftChangedMeanwhile(None)
    if found is None:
        return operations.add_draft_file(course, path, text, now, person().id)
    takes_over = request.form.get("intent") == "take"
    if not hold_text(course.id, path, person().id, now, takes_over=takes_over):
        raise HeldBySomebody
    return operations.save_draft(found, text, form.version.data, now, person().id)


def _saved(course: Course, saved: DraftFile, is_confirmed: bool | None) -> ResponseReturnValue:
    """Saved; whoever said that a translation is up to date is shown the original once more."""
    if wants_json():
        answer = {"version": saved.version, "saved": format_clock(saved.changed_at)}
        if is_confirmed is not None:
            answer["original"] = original_pane(course, saved.path)
        return jsonify(answer)
    flash(_("Saved as a draft. Learners see it once you publish it."), "success")
    beside = None
    if is_confirmed is not None:
        tell_confirmed(is_confirmed)
        beside = "original"
    return redirect(url_for("studio.file", key=course.key, path=saved.path, beside=beside), 303)


def _refused(
    course: Course, path: str, form: DraftForm, refusal: DraftFileRefused
) -> ResponseReturnValue:
    """What cannot be kept stays in the editor, with the reason."""
    db.session.rollback()
    if wants_json():
        return jsonify(message=in_words(refusal.reason)), 422
    form.source.errors = [in_words(refusal.reason)]
    return file_page(load_text(course, path), path, form), 422


def _held_by_somebody(course: Course, path: str, form: DraftForm) -> ResponseReturnValue:
    """One's own text in the editor, with who writes; saving again is then taking over."""
    db.session.rollback()
    if wants_json():
        return jsonify(holder=other_writer(course, path)), 409
    return file_page(load_text(course, path), path, form), 409


def _changed_meanwhile(
    course: Course, path: str, form: DraftForm, theirs: DraftFile | None
) -> ResponseReturnValue:
    """One's own text in the editor, the other's beside it; saving again is then knowingly over it.

    A script is told who and when, and what stands there: it may be its own save, whose answer
    was lost on the way. Else it sends the form as a browser would, to get the page.
    """
    if wants_json():
        told = jsonify(saved_meanwhile(theirs))
        db.session.rollback()
        return told, 409
    other = find_other_text(theirs, form.source.data or "")
    return file_page(load_text(course, path), path, form, other), 409


def _try_check(shown: Preview, number: str) -> ResponseReturnValue:
    """What a learner would be told who answers an inline check so."""
    checks = shown.checks if isinstance(shown, LessonPreview) else {}
    name = f"check-{number}"
    if name not in checks:
        abort(404)
    result = mark_check(checks[name], request.form.getlist(f"{name}-answer"))
    return jsonify(html=render_template("portal/check_answer.html", result=result))
