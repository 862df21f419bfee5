"""Review by a second person: asking, commenting on places, accepting, asking for changes."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import gettext as _
from core.i18n import in_words
from core.identity import carried_on, person, require_role
from core.sentences import say
from courses import operations
from courses.models import Course
from courses.operations import NoSecondPerson, Place, ReviewMovedOn
from courses.publications.queries import find_comment
from courses.queries import find_draft_file, get_course_for_update
from studio.forms.reviewing import CommentForm, DecisionForm, ReviewForm
from studio.views.blueprint import blueprint
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course
from studio.views.review_page import review_page

DECISIONS = {
    "accepted": say("Accepted. It can be published."),
    "changes": say("Changes are asked for."),
}


@blueprint.get("/studio/courses/<key>/review")
@require_role(*READERS)
def review(key: str) -> ResponseReturnValue:
    """What changed, what was said of it, and what is to be decided."""
    return review_page(get_course(key))


@blueprint.post("/studio/courses/<key>/review")
@require_role(*WRITERS)
@carried_on
def ask_for_review(key: str) -> ResponseReturnValue:
    """Ask a second person to look at the draft as it stands."""
    found = get_course_for_update(get_own_course(key).id)
    form = ReviewForm()
    if not form.validate():
        return review_page(found, asking=form), 422
    draft, note = form.draft.data or "", form.note.data or ""
    try:
        operations.ask_for_review(found, draft, note, clock.now(), person().id)
    except ReviewMovedOn:
        return _moved_on(key)
    db.session.commit()
    flash(_("Asked. Whoever reviews here finds it in the studio."), "success")
    return redirect(url_for("studio.review", key=key), 303)


@blueprint.post("/studio/courses/<key>/review/decide")
@require_role(*READERS)
@carried_on
def decide_review(key: str) -> ResponseReturnValue:
    """Accept the very draft that was looked at, or ask for changes."""
    found = get_course_for_update(get_course(key).id)
    form, state = DecisionForm(), request.form.get("state", "")
    if state not in DECISIONS:
        abort(400)
    if not form.validate():
        return review_page(found, deciding=form), 422
    draft, words = form.draft.data or "", form.decision.data or ""
    try:
        operations.decide_review(found, draft, state, words, clock.now(), person().id)
    except ReviewMovedOn:
        return _moved_on(key)
    except NoSecondPerson:
        db.session.rollback()
        abort(403)
    db.session.commit()
    flash(in_words(DECISIONS[state]), "success")
    return redirect(url_for("studio.review", key=key), 303)


@blueprint.post("/studio/courses/<key>/review/comments")
@require_role(*READERS)
@carried_on
def add_comment(key: str) -> ResponseReturnValue:
    """Say something of a text, or of a line of it."""
    found = get_course_for_update(get_course(key).id)
    form = CommentForm()
    place = _place(found, form)
    if not form.validate():
        return review_page(found, commenting=form), 422
    operations.add_comment(found, place, form.words.data or "", clock.now(), person().id)
    db.session.commit()
    return redirect(url_for("studio.review", key=key, _anchor="comments"), 303)


@blueprint.post("/studio/courses/<key>/review/comments/<int:comment_id>/settle")
@require_role(*READERS)
def settle_comment(key: str, comment_id: int) -> ResponseReturnValue:
    """Call a comment settled."""
    found = get_course(key)
    comment = find_comment(found.id, comment_id) if comment_id < 2**31 else None
    operations.settle_comment(comment or abort(404), clock.now(), person().id)
    db.session.commit()
    return redirect(url_for("studio.review", key=key, _anchor="comments"), 303)


def _place(found: Course, form: CommentForm) -> Place:
    """Where a comment belongs, with the words that stand there; a text that is not there is 404."""
    path, line = form.path.data or "", form.line.data or 0
    file = find_draft_file(found, path) if path else None
    if path and file is None:
        abort(404)
    lines = file.source.splitlines() if file else []
    quote = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    return Place(path, line if quote else 0, quote)


def _moved_on(key: str) -> ResponseReturnValue:
    db.session.rollback()
    return review_page(get_course(key), has_moved_on=True), 409
