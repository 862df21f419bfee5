"""Marking by hand: what waits, one response at a time, without a name."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import current_language
from core.i18n import gettext as _
from core.identity import carried_on, person, require_role
from quizzes import operations
from quizzes import queries as quiz_queries
from quizzes.models import AttemptItem
from quizzes.operations import MarkedMeanwhile, Marks
from studio import queries
from studio.forms.marking import MarksForm, marks_form, moment_text
from studio.marking_page import list_responses, show_response
from studio.views.blueprint import blueprint
from studio.views.quiz_reaching import ReachedQuiz, get_own_open_quiz
from studio.views.reaching import WRITERS

MOST_LISTED = 50
MOST_MARKED = 20


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/marking")
@require_role(*WRITERS)
def marking(key: str, quiz_key: str) -> ResponseReturnValue:
    """The responses that wait for somebody, and those marked last."""
    reached = get_own_open_quiz(key, quiz_key)
    quiz_id, language = reached.quiz.id, current_language()
    return render_template(
        "studio/marking.html",
        **reached.variables,
        count=quiz_queries.count_waiting_of(quiz_id),
        waiting=list_responses(quiz_queries.list_waiting(quiz_id, MOST_LISTED), language),
        marked=list_responses(quiz_queries.list_marked(quiz_id, MOST_MARKED), language),
    )


@blueprint.get(
    "/studio/courses/<key>/quizzes/<quiz_key>/marking/<uuid:uuid>/<int(max=9999):number>"
)
@require_role(*WRITERS)
def mark(key: str, quiz_key: str, uuid: UUID, number: int) -> ResponseReturnValue:
    """One response with its rubric; whose it is stands there only when one asks."""
    reached = get_own_open_quiz(key, quiz_key)
    item = _get_item(reached, uuid, number)
    return _mark_page(reached, item, marks_form(_criteria(item), item))


@blueprint.post(
    "/studio/courses/<key>/quizzes/<quiz_key>/marking/<uuid:uuid>/<int(max=9999):number>"
)
@require_role(*WRITERS)
@carried_on
def mark_submit(key: str, quiz_key: str, uuid: UUID, number: int) -> ResponseReturnValue:
    """Give a response its points, and go on to the next."""
    reached = get_own_open_quiz(key, quiz_key)
    item = _get_item(reached, uuid, number)
    form = marks_form(_criteria(item))
    if not form.validate():
        return _mark_page(reached, item, form), 422
    marks = Marks(form.awarded, form.comment.data or "", _seen(form))
    try:
        is_graded = operations.mark_response(
            reached.quiz.id, uuid, number, marks, person().id, clock.now()
        )
    except MarkedMeanwhile as refusal:
        return _marked_meanwhile(reached, refusal.item, form)
    db.session.commit()
    flash(_("Marked. The attempt has its result now.") if is_graded else _("Marked."), "success")
    return redirect(_next(reached), 303)


def _get_item(reached: ReachedQuiz, uuid: UUID, number: int) -> AttemptItem:
    return quiz_queries.find_hand_item(reached.quiz.id, uuid, number) or abort(404)


def _criteria(item: AttemptItem) -> list[tuple[str, Decimal]]:
    shown = show_response(item, current_language())
    return [(each.text.striptags(), each.points) for each in shown.parts.criteria]


def _seen(form: MarksForm) -> datetime | None:
    """When the marks were given that whoever marks has seen; nonsense saw none."""
    try:
        return datetime.fromisoformat(form.seen.data or "")
    except ValueError:
        return None


def _mark_page(
    reached: ReachedQuiz, item: AttemptItem, form: MarksForm, *, is_other: bool = False
) -> str:
    """The response, its rubric, and what was typed; `is_other` says that others marked it first."""
    shows_name = "name" in request.args
    return render_template(
        "studio/mark.html",
        **reached.variables,
        item=item,
        question=show_response(item, current_language()),
        form=form,
        name=queries.find_person_name(item.attempt.person_id) if shows_name else None,
        marked_by=queries.find_person_name(item.marked_by_id),
        awarded=[Decimal(points) for points in item.awarded or ()],
        is_other=is_other,
    )


def _marked_meanwhile(
    reached: ReachedQuiz, item: AttemptItem, form: MarksForm
) -> ResponseReturnValue:
    """One's own marks in the form, the other's above it; saving again is then knowingly over it."""
    form.seen.data = moment_text(item.marked_at)
    return _mark_page(reached, item, form, is_other=True), 409


def _next(reached: ReachedQuiz) -> str:
    """The response that waits longest, else the list."""
    following = quiz_queries.list_waiting(reached.quiz.id, 1)
    if not following:
        return url_for("studio.marking", **reached.where)
    [line] = following
    return url_for("studio.mark", **reached.where, uuid=line.attempt_uuid, number=line.position)
