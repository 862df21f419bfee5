"""Two languages side by side, and what is missing or behind in a whole course."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import in_words
from core.identity import require_role
from core.settings import LANGUAGES
from core.yaml_edits import EditRefused
from courses.operations import DraftFileRefused, confirm_translation
from quizzes.publishing import content_hash
from studio.contents import find_titles, stem_of
from studio.queries import find_translation_base, list_translation_bases
from studio.translating import (
    TextState,
    align,
    begin_translation,
    list_places,
    list_states,
    state_of,
)
from studio.views.blueprint import blueprint
from studio.views.original_pane import tell_confirmed
from studio.views.outline_draft import OutlineDraft, hold_outline, load_outline
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course, may_write

PATH = "/studio/courses/<key>/translations"
ONE = f"{PATH}/<path:path>"


@blueprint.get(PATH)
@require_role(*READERS)
def translations(key: str) -> ResponseReturnValue:
    """Every text of a course in its other languages: missing, behind, or in step."""
    outline = load_outline(get_course(key))
    states = _states(outline)
    return render_template(
        "studio/translations.html",
        **outline.names,
        states=states,
        text_titles=find_titles(outline.content),
        stem_of=stem_of,
        open_count=sum(not state.is_in_step for state in states),
    )


@blueprint.get(ONE)
@require_role(*READERS)
def translation(key: str, path: str) -> ResponseReturnValue:
    """One text beside its original, what changed since marked."""
    outline = load_outline(get_course(key))
    state = _get_state(outline, path)
    texts = outline.texts
    base = find_translation_base(outline.course.id, path)
    return render_template(
        "studio/translation.html",
        **outline.names,
        state=state,
        rows=align(texts[state.original], texts.get(path, ""), base) if state.is_there else [],
        text_titles=find_titles(outline.content).get(stem_of(path), {}),
        seen=content_hash(texts[state.original]),
        may_write=may_write(outline.course),
    )


@blueprint.post(ONE)
@require_role(*WRITERS)
def begin_or_confirm(key: str, path: str) -> ResponseReturnValue:
    """Begin a translation, or say that what changed in the original changes nothing in it."""
    outline = hold_outline(get_own_course(key))
    state = _get_state(outline, path)
    source = outline.texts[state.original]
    if not state.is_there:
        return _begin(outline, state, source)
    is_seen = request.form.get("seen") == content_hash(source)
    if is_seen:
        confirm_translation(outline.course, path, clock.now())
        db.session.commit()
    tell_confirmed(is_seen)
    return redirect(url_for("studio.translation", key=key, path=path), 303)


def _begin(outline: OutlineDraft, state: TextState, source: str) -> ResponseReturnValue:
    key = outline.course.key
    try:
        outline.save({state.path: begin_translation(source, state.original, outline.language)})
    except (EditRefused, DraftFileRefused) as refusal:
        db.session.rollback()
        flash(in_words(refusal.reason), "warning")
        return redirect(url_for("studio.translations", key=key), 303)
    confirm_translation(outline.course, state.path, clock.now())
    db.session.commit()
    return redirect(url_for("studio.file", key=key, path=state.path), 303)


def _states(outline: OutlineDraft) -> list[TextState]:
    bases = list_translation_bases(outline.course.id)
    return list_states(outline.texts, bases, outline.language, LANGUAGES)


def _get_state(outline: OutlineDraft, path: str) -> TextState:
    """Where the translation of this path stands, or 404."""
    places = list_places(outline.texts, outline.language, LANGUAGES)
    found = next((each for each in places if each[0] == path), None) or abort(404)
    base = find_translation_base(outline.course.id, path)
    return state_of(*found, outline.texts, base)
