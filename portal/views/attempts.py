"""Taking a quiz: its front page, the attempt, saving, submitting, the review."""

import secrets
from collections.abc import Sequence
from uuid import UUID

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.errors import wants_json
from core.i18n import (
    current_language,
    format_clock,
    format_number,
    format_percent,
    localised,
)
from core.i18n import gettext as _
from core.identity import carried_on, person, require_sign_in
from portal.attempt_page import ShownQuestion, last_saved, show_question, unanswered
from portal.progress import ActivityProgress, CourseProgress
from portal.views.blueprint import blueprint
from portal.views.courses import get_progress
from quizzes import operations, queries
from quizzes.content import QuizSettings, settings_from_json
from quizzes.models import Attempt
from quizzes.operations import SavedResponse
from quizzes.question_types.base import ResponseRefused

LONGEST_CLIENT = 24
MOST_SAVES = 2**31
MOST_QUESTIONS = 1000


@blueprint.get("/courses/<key>/quizzes/<quiz_key>")
@require_sign_in
def quiz(key: str, quiz_key: str) -> ResponseReturnValue:
    """A quiz's front page: what awaits one, whose name it goes under, earlier attempts."""
    progress, shown = _get_quiz(key, quiz_key)
    edition = queries.get_quiz_edition(shown.activity.quiz_edition_id or 0)
    attempts = queries.list_attempts(edition.quiz_id, person().id)
    settings = settings_from_json(edition.settings)
    return render_template(
        "portal/quiz.html",
        progress=progress,
        shown=shown,
        edition=edition,
        settings=settings,
        facts=_facts(edition.question_count, settings, shown),
        introduction=localised(edition.introductions, progress.course.language),
        attempts=[attempt for attempt in attempts if attempt.state != "in_progress"],
        open_attempt=next((each for each in attempts if each.state == "in_progress"), None),
        is_used_up=settings.attempts is not None and len(attempts) >= settings.attempts,
    )


@blueprint.post("/courses/<key>/quizzes/<quiz_key>")
@require_sign_in
@carried_on
def start_attempt(key: str, quiz_key: str) -> ResponseReturnValue:
    """Begin an attempt, or go on with the one that is open."""
    _progress, shown = _get_quiz(key, quiz_key)
    if not shown.is_open:
        abort(403)
    edition = queries.get_quiz_edition(shown.activity.quiz_edition_id or 0)
    return_to = url_for("portal.course", key=key)
    try:
        attempt = operations.start_attempt(
            person().id, edition, return_to, secrets.randbits(31), clock.now()
        )
    except operations.AttemptLimitReached:
        db.session.rollback()
        flash(_("You have used all attempts at this quiz."), "warning")
        return redirect(url_for("portal.quiz", key=key, quiz_key=quiz_key), 303)
    db.session.commit()
    return redirect(url_for("portal.attempt", uuid=attempt.uuid), 303)


@blueprint.get("/attempts/<uuid:uuid>")
@require_sign_in
def attempt(uuid: UUID) -> ResponseReturnValue:
    """The questions, with what was saved."""
    found = _get_attempt(uuid)
    if found.state != "in_progress":
        return redirect(url_for("portal.review", uuid=uuid), 303)
    return _attempt_page(found, _questions(found), names_open="open" in request.args)


@blueprint.post("/attempts/<uuid:uuid>/responses")
@require_sign_in
@carried_on
def save_responses(uuid: UUID) -> ResponseReturnValue:
    """Save an answer as it is given (JSON), or all that a form without scripts holds."""
    try:
        if request.is_json:
            return _save_one(uuid)
        operations.record_responses(uuid, person().id, _form_values(), clock.now())
    except operations.AttemptNotFound:
        abort(404)
    except operations.AttemptClosed:
        return _closed(uuid)
    except ResponseRefused:
        abort(400)
    db.session.commit()
    return redirect(url_for("portal.attempt", uuid=uuid), 303)


@blueprint.post("/attempts/<uuid:uuid>/submit")
@require_sign_in
@carried_on
def submit_attempt(uuid: UUID) -> ResponseReturnValue:
    """Save what the form brings and mark everything, once; ask first if something is open."""
    is_confirmed = "confirmed" in request.form
    try:
        is_marked = operations.submit_attempt(
            uuid, person().id, _form_values(), clock.now(), is_confirmed=is_confirmed
        )
    except operations.AttemptNotFound:
        abort(404)
    except ResponseRefused:
        abort(400)
    db.session.commit()
    if is_marked:
        return redirect(url_for("portal.review", uuid=uuid), 303)
    return redirect(url_for("portal.attempt", uuid=uuid, open=1), 303)


@blueprint.get("/attempts/<uuid:uuid>/review")
@require_sign_in
def review(uuid: UUID) -> ResponseReturnValue:
    """Score, passed or not yet, and what is to be learnt from each question."""
    found = _get_attempt(uuid)
    if found.state == "in_progress":
        return redirect(url_for("portal.attempt", uuid=uuid), 303)
    settings = settings_from_json(found.quiz_edition.settings)
    owner = found.quiz_edition.quiz
    return render_template(
        "portal/review.html",
        attempt=found,
        questions=_questions(found),
        settings=settings,
        title=localised(found.quiz_edition.titles),
        quiz_url=url_for("portal.quiz", key=owner.owner_key, quiz_key=owner.key),
    )


def _get_quiz(key: str, quiz_key: str) -> tuple[CourseProgress, ActivityProgress]:
    progress = get_progress(key)
    return progress, progress.find("quiz", quiz_key) or abort(404)


def _facts(
    question_count: int, settings: QuizSettings, shown: ActivityProgress
) -> list[tuple[str, str]]:
    """What to know before starting, as term and description."""
    facts = [(_("Questions"), str(question_count))]
    if settings.pass_mark is not None:
        facts.append((_("To pass"), f"{format_number(settings.pass_mark)}%"))
    allowed = settings.attempts
    facts.append((_("Attempts"), str(allowed) if allowed else _("as many as you like")))
    if shown.score is not None:
        facts.append((_("Your best score"), format_percent(shown.score)))
    return facts


def _get_attempt(uuid: UUID) -> Attempt:
    return queries.find_attempt(uuid, person().id) or abort(404)


def _questions(found: Attempt) -> list[ShownQuestion]:
    language = current_language()
    return [show_question(item, language) for item in queries.list_items(found.id)]


def _form_values() -> dict[int, Sequence[str]]:
    """By position, what was changed in a form; unticked ones come as empty.

    `was1` says what the page held of question 1. A page left open says nothing of questions that
    were not touched on it: another page may have answered them since.
    """
    shown = request.form.getlist("shown")
    positions = [int(text) for text in shown if text.isdecimal() and len(text) < 4]
    given = {position: request.form.getlist(f"q{position}") for position in positions}
    return {
        position: values
        for position, values in given.items()
        if request.form.get(f"was{position}") != ",".join(sorted(values))
    }


def _save_one(uuid: UUID) -> ResponseReturnValue:
    response = _read_response()
    saved_at = operations.record_response(uuid, person().id, response, clock.now())
    db.session.commit()
    return jsonify(saved=format_clock(saved_at))


def _read_response() -> SavedResponse:
    """The one answer that a script sent; 400 for anything that is none."""
    try:
        sent = request.get_json()
        values = [str(value) for value in sent["values"] if isinstance(value, str)]
        response = SavedResponse(
            int(sent["position"]), values, str(sent.get("client", "")), int(sent.get("sequence", 0))
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, RecursionError):
        abort(400)
    is_whole = len(values) == len(sent["values"]) and isinstance(sent["values"], list)
    is_named = len(response.client) <= LONGEST_CLIENT and f"x{response.client}".isalnum()
    if not is_whole or not is_named or not 0 <= response.sequence < MOST_SAVES:
        abort(400)
    if not 0 < response.position < MOST_QUESTIONS:
        abort(404)
    return response


def _closed(uuid: UUID) -> ResponseReturnValue:
    db.session.rollback()
    review_url = url_for("portal.review", uuid=uuid)
    if wants_json():
        return jsonify(message=_("This attempt was submitted already."), location=review_url), 409
    return redirect(review_url, 303)


def _attempt_page(
    found: Attempt,
    questions: Sequence[ShownQuestion],
    *,
    names_open: bool,
) -> str:
    return render_template(
        "portal/attempt.html",
        attempt=found,
        questions=questions,
        open_questions=unanswered(questions) if names_open else (),
        answered_count=sum(question.is_answered for question in questions),
        saved_at=format_clock(last_saved(questions)),
        title=localised(found.quiz_edition.titles),
    )
