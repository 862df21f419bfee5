"""Taking a quiz: the attempt, saving, checking, submitting, the review."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import abort, current_app, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.errors import wants_json
from core.i18n import current_language, format_clock, localised
from core.i18n import gettext as _
from core.identity import carried_on, person, require_sign_in
from portal.attempt_page import (
    PlacedQuestion,
    count_asked,
    last_saved,
    show_items,
    unanswered,
)
from portal.heard import word_of
from portal.views.blueprint import NO_STORE, blueprint
from portal.views.responses import (
    form_flags,
    form_place,
    form_position,
    form_values,
    read_flag,
    read_json,
    read_response,
    sent_values,
)
from quizzes import operations, queries
from quizzes.models import Attempt
from quizzes.operations import Saved, Submission
from quizzes.question_types import ResponseRefused
from quizzes.quiz_settings import QuizSettings, settings_from_json
from quizzes.review import visible_parts
from quizzes.timing import is_over


@blueprint.get("/attempts/<uuid:uuid>")
@require_sign_in
def attempt(uuid: UUID) -> ResponseReturnValue:
    """The questions, with what was saved: all, or the one that `page` names, or a summary."""
    found = _get_attempt(uuid)
    if found.state != "in_progress":
        return redirect(url_for("portal.review", uuid=uuid), 303)
    settings = settings_from_json(found.quiz_edition.settings)
    items = queries.list_items(found.id)
    questions = show_items(items, current_language(), settings.feedback)
    if is_over(found.accepts_until, clock.now()):
        return _over_page(found)
    if request.args.get("page") == "summary":
        return _summary_page(found, questions)
    return _attempt_page(found, settings, questions)


@blueprint.post("/attempts/<uuid:uuid>/responses")
@require_sign_in
@carried_on
def save_responses(uuid: UUID) -> ResponseReturnValue:
    """Save an answer as it is given (JSON), or all that a form without scripts holds."""
    try:
        if request.is_json:
            return _save_one(uuid)
        operations.record_responses(uuid, person().id, form_values(), clock.now(), form_flags())
    except operations.AttemptNotFound:
        abort(404)
    except operations.QuestionFinished:
        return _finished()
    except operations.AttemptClosed as refusal:
        return _closed(uuid, refusal)
    except ResponseRefused:
        abort(400)
    db.session.commit()
    return _back_to(uuid)


@blueprint.post("/attempts/<uuid:uuid>/check")
@require_sign_in
@carried_on
def check_question(uuid: UUID) -> ResponseReturnValue:
    """Save what the form holds and check the question whose button was pressed."""
    _get_attempt(uuid)
    position = form_position("check") or abort(400)
    now = clock.now()
    try:
        operations.record_responses(uuid, person().id, form_values(), now, form_flags())
        _check(uuid, position, now)
    except operations.AttemptNotFound:
        abort(404)
    except operations.AttemptClosed as refusal:
        return _closed(uuid, refusal)
    except ResponseRefused:
        abort(400)
    db.session.commit()
    return _back_to(uuid, position)


@blueprint.post("/attempts/<uuid:uuid>/submit")
@require_sign_in
@carried_on
def submit_attempt(uuid: UUID) -> ResponseReturnValue:
    """Save what the form brings and mark everything, once; ask first if something is open."""
    is_confirmed = "confirmed" in request.form
    submission = Submission(form_values(), is_confirmed, form_flags())
    try:
        is_marked = operations.submit_attempt(uuid, person().id, submission, clock.now())
    except operations.AttemptNotFound:
        abort(404)
    except ResponseRefused:
        abort(400)
    db.session.commit()
    if is_marked:
        return redirect(url_for("portal.review", uuid=uuid), 303)
    return redirect(url_for("portal.attempt", uuid=uuid, open=1), 303)


def _get_attempt(uuid: UUID) -> Attempt:
    return queries.find_attempt(uuid, person().id) or abort(404)


def _check(uuid: UUID, position: int, now: datetime) -> None:
    """Check a question and say where that needs more; of one that is done with nothing changes."""
    values = sent_values(position)
    with suppress(operations.QuestionFinished):
        if not operations.check_question(uuid, person().id, position, values, now):
            flash(_("Choose or write an answer first."), "warning")


def _save_one(uuid: UUID) -> ResponseReturnValue:
    sent = read_json()
    now = clock.now()
    if flag := read_flag(sent):
        operations.record_flag(uuid, person().id, flag[0], now, is_flagged=flag[1])
        saved = Saved(now)
    else:
        saved = operations.record_response(uuid, person().id, read_response(uuid, sent), now)
    db.session.commit()
    told = {"saved": format_clock(saved.at), "heard": _word(uuid)}
    return jsonify(told | {"superseded": True} if saved.is_superseded else told)


def _word(uuid: UUID) -> str:
    return word_of(current_app.config["SECRET_KEY"], uuid, clock.now())


def _finished() -> ResponseReturnValue:
    db.session.rollback()
    return jsonify(message=_("This question was checked already.")), 422


def _closed(uuid: UUID, refusal: operations.AttemptClosed) -> ResponseReturnValue:
    """Where an attempt leads that takes nothing more; one whose time is over is ended first."""
    db.session.rollback()
    operations.end_attempt(uuid, person().id, clock.now())
    db.session.commit()
    review_url = url_for("portal.review", uuid=uuid)
    if not wants_json():
        return redirect(review_url, 303)
    is_over = isinstance(refusal, operations.AttemptOver)
    over = _("The time was over; what was saved until then counts.")
    message = over if is_over else _("This attempt was submitted already.")
    return jsonify(message=message, location=review_url), 409


def _back_to(uuid: UUID, position: int | None = None) -> ResponseReturnValue:
    """The page of the attempt again: where a button leads, else where its form stood."""
    target = request.form.get("go_to", "")
    if target == "summary":
        return redirect(url_for("portal.attempt", uuid=uuid, page="summary"), 303)
    position = form_position("go_to") or position
    page = form_position("go_to") or form_position("page")
    anchor = f"q{position}" if position else form_place("at")
    return redirect(url_for("portal.attempt", uuid=uuid, page=page, _anchor=anchor), 303)


def _attempt_page(
    found: Attempt, settings: QuizSettings, questions: Sequence[PlacedQuestion]
) -> ResponseReturnValue:
    page = _page_number(questions) if settings.page == "one" else None
    parts = visible_parts(settings.review, is_submitted=False, has_passed=False, is_closed=False)
    shown = render_template(
        "portal/attempt.html",
        attempt=found,
        questions=questions,
        on_page=[each for each in questions if page is None or each.position == page],
        page=page,
        visible=parts,
        title=localised(found.quiz_edition.titles),
        now=clock.now(),
        heard=_word(found.uuid),
        may_keep=not (person().is_shared or settings.sensitive),
        responses_url=url_for("portal.save_responses", uuid=found.uuid),
        **_counts(questions),
    )
    return (shown, NO_STORE) if settings.sensitive else shown


def _counts(questions: Sequence[PlacedQuestion]) -> dict[str, Any]:
    """What the page says of all questions, also of those that are not on it."""
    still_open = unanswered(questions)
    asked_count = count_asked(questions)
    return {
        "open_questions": still_open if "open" in request.args else (),
        "asked_count": asked_count,
        "answered_count": asked_count - len(still_open),
        "saved_at": format_clock(last_saved(questions)),
    }


def _page_number(questions: Sequence[PlacedQuestion]) -> int:
    """The question to show by itself: the one asked for, else the first that is open.

    Who has answered nothing begins at the beginning, which may be a passage to read.
    """
    asked = request.args.get("page", "")
    positions = [each.position for each in questions]
    if asked.isdecimal() and len(asked) < 4 and int(asked) in positions:
        return int(asked)
    still_open = [each.position for each in unanswered(questions)]
    if len(still_open) == count_asked(questions):
        return (positions or [1])[0]
    return (still_open or positions or [1])[0]


def _summary_page(found: Attempt, questions: Sequence[PlacedQuestion]) -> str:
    return render_template(
        "portal/attempt_summary.html",
        attempt=found,
        questions=[each for each in questions if each.number is not None],
        open_questions=unanswered(questions),
        title=localised(found.quiz_edition.titles),
    )


def _over_page(found: Attempt) -> str:
    return render_template(
        "portal/attempt_over.html", attempt=found, title=localised(found.quiz_edition.titles)
    )
