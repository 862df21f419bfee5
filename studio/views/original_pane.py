"""Saying in the editor that a translation is up to date with the original beside it."""

from flask import flash, render_template, request

from core import clock
from core.i18n import gettext as _
from courses.models import Course
from courses.operations import confirm_translation
from quizzes.publishing import content_hash
from studio.forms.writing import FORM_ID
from studio.views.file_page import find_original, load_text


def confirm_seen(course: Course, path: str) -> bool | None:
    """Whether a translation is in step from now on: only with the original that was seen.

    None where nobody says so, or it has no original.
    """
    if request.form.get("intent") != "confirm":
        return None
    original = load_text(course, path).text_source(path, "").original
    if original is None:
        return None
    _path, source = original
    is_seen = content_hash(source) == request.form.get("seen")
    if is_seen:
        confirm_translation(course, path, clock.now())
    return is_seen


def tell_confirmed(is_confirmed: bool) -> None:
    """Say on the next page whether both are in step."""
    if is_confirmed:
        flash(_("The translation is in step with its original."), "success")
    else:
        flash(_("The original was changed meanwhile. Look at it once more."), "warning")


def original_pane(course: Course, path: str) -> str:
    """What the editor shows of the original once that was said."""
    return render_template(
        "studio/_original.html",
        course=course,
        path=path,
        original=find_original(load_text(course, path), path),
        form_id=FORM_ID,
        may_confirm=True,
        is_answer=True,
    )
