"""A quiz before it is taken: what awaits one, and beginning an attempt."""

import secrets
from zoneinfo import ZoneInfo

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import localised
from core.identity import carried_on, person, require_sign_in
from portal.progress import ActivityProgress, CourseProgress
from portal.quiz_standing import QuizStanding
from portal.views.blueprint import blueprint
from portal.views.courses import get_progress
from portal.views.quiz_words import facts_of, words_of, words_of_counts
from quizzes import operations, queries
from quizzes.operations import Start
from quizzes.quiz_settings import QuizSettings, settings_from_json
from quizzes.timing import window_of


@blueprint.get("/courses/<key>/quizzes/<quiz_key>")
@require_sign_in
def quiz(key: str, quiz_key: str) -> ResponseReturnValue:
    """A quiz's front page: what awaits one, whose name it goes under, earlier attempts."""
    progress, shown = _get_quiz(key, quiz_key)
    edition = queries.get_quiz_edition(shown.activity.quiz_edition_id or 0)
    settings = settings_from_json(edition.settings)
    standing = standing_of(edition.quiz_id, settings)
    shows_scores = "score" in standing.visible
    score = shown.score if shows_scores else None
    return render_template(
        "portal/quiz.html",
        progress=progress,
        shown=shown,
        edition=edition,
        settings=settings,
        introduction=localised(edition.introductions, progress.course.language),
        standing=standing,
        facts=facts_of(edition.question_count, standing, score),
        hindrance=standing.hindrance and words_of(standing.hindrance),
        counts=words_of_counts(settings.counts),
        shows_scores=shows_scores,
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
    if edition.settings["feedback"] == "practice":
        return redirect(url_for("portal.practise", key=key, quiz_key=quiz_key), 303)
    return_to = url_for("portal.course", key=key)
    start = Start(return_to, secrets.randbits(31), clock.now(), _zone())
    try:
        uuid = operations.start_attempt(person().id, edition, start)
    except operations.StartRefused as refusal:
        db.session.commit()  # an attempt whose time was over is marked, all the same
        flash(words_of(refusal.hindrance), "warning")
        return redirect(url_for("portal.quiz", key=key, quiz_key=quiz_key), 303)
    db.session.commit()
    return redirect(url_for("portal.attempt", uuid=uuid), 303)


def standing_of(quiz_id: int, settings: QuizSettings) -> QuizStanding:
    """How the signed-in person stands to a quiz."""
    exceptions = queries.get_exceptions(quiz_id, person().id)
    window = window_of(settings, _zone(), exceptions)
    attempts = queries.list_attempts(quiz_id, person().id)
    return QuizStanding(settings, window, exceptions, attempts, clock.now())


def _zone() -> ZoneInfo:
    """The organisation's zone."""
    return ZoneInfo(current_app.config["TIMEZONE"])


def _get_quiz(key: str, quiz_key: str) -> tuple[CourseProgress, ActivityProgress]:
    progress = get_progress(key)
    return progress, progress.find("quiz", quiz_key) or abort(404)
