"""Practising a quiz: one question after another, answered and explained at once, without end."""

import secrets
from dataclasses import dataclass
from datetime import date

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import current_language, localised
from core.identity import carried_on, person, require_sign_in
from portal.progress import CourseProgress
from portal.views.blueprint import blueprint
from portal.views.courses import get_progress
from portal.views.responses import sent_values
from quizzes import attempts, operations, queries
from quizzes.content import from_json
from quizzes.models import QuestionEdition, QuizEdition
from quizzes.operations import Practised, Practising
from quizzes.practice import choose_question, tally
from quizzes.question_types import ResponseRefused
from quizzes.quiz_settings import QuizSettings, settings_from_json
from quizzes.showing import ShownQuestion, show_question

# The one question of a page stands where an attempt has its first.
POSITION = 1
MOST = 2**31


@dataclass(frozen=True)
class _Practice:
    """A quiz for practice: its course, and the edition of each of its questions by id."""

    progress: CourseProgress
    edition: QuizEdition
    settings: QuizSettings
    pool: dict[int, int]


@blueprint.get("/courses/<key>/quizzes/<quiz_key>/practice")
@require_sign_in
def practise(key: str, quiz_key: str) -> ResponseReturnValue:
    """The next question to practise."""
    practice = _get_practice(key, quiz_key)
    cards = queries.list_cards(person().id, practice.edition.quiz_id)
    last, seed = _number(request.args.get("after")), secrets.randbits(31)
    chosen = choose_question(list(practice.pool), cards, last, seed, _today())
    if chosen is None:
        return redirect(url_for("portal.course", key=key), 303)
    return _page(practice, queries.get_question_edition(practice.pool[chosen]), seed)


@blueprint.post("/courses/<key>/quizzes/<quiz_key>/practice")
@require_sign_in
@carried_on
def answer_practice(key: str, quiz_key: str) -> ResponseReturnValue:
    """Mark the answer and explain it; where nothing was answered, the question is asked again."""
    practice = _get_practice(key, quiz_key)
    edition_id = practice.pool.get(_number(request.form.get("question"))) or abort(404)
    question = queries.get_question_edition(edition_id)
    keeps = practice.settings.sensitive is None
    practising = Practising(person().id, practice.edition.quiz_id, clock.now(), _today(), keeps)
    try:
        practised = operations.answer_practice(practising, question, sent_values(POSITION))
    except ResponseRefused:
        abort(400)
    db.session.commit()
    return _page(practice, question, _number(request.form.get("seed")), practised)


def _get_practice(key: str, quiz_key: str) -> _Practice:
    progress = get_progress(key)
    shown = progress.find("quiz", quiz_key) or abort(404)
    edition = queries.get_quiz_edition(shown.activity.quiz_edition_id or 0)
    settings = settings_from_json(edition.settings)
    if settings.feedback != "practice":
        abort(404)
    if not shown.is_open:
        abort(403)
    by_edition = {each["edition_id"]: each["question_id"] for each in edition.pool}
    pool = {by_edition[each]: each for each in queries.list_practisable(by_edition)}
    return _Practice(progress, edition, settings, pool)


def _page(
    practice: _Practice, question: QuestionEdition, seed: int, practised: Practised | None = None
) -> str:
    edition = practice.edition
    cards = queries.list_cards(person().id, edition.quiz_id)
    return render_template(
        "portal/practice.html",
        course=practice.progress.course,
        quiz_key=edition.quiz.key,
        title=localised(edition.titles, practice.progress.course.language),
        question=_show(practice, question, seed, practised),
        question_id=question.question_id,
        seed=seed,
        is_answered=practised is not None and practised.value is not None,
        is_empty=practised is not None and practised.value is None,
        tally=tally(list(practice.pool), cards, _today()),
    )


def _show(
    practice: _Practice, question: QuestionEdition, seed: int, practised: Practised | None
) -> ShownQuestion:
    asked = from_json(question.content)
    return show_question(
        f"q{POSITION}",
        asked,
        question.html,
        current_language(),
        practised.value if practised else None,
        attempts.choice_order(asked, seed, POSITION, practice.settings.shuffle),
        position=POSITION,
        fraction=practised.fraction if practised else None,
    )


def _today() -> date:
    return clock.today(current_app.config["TIMEZONE"])


def _number(text: str | None) -> int:
    """A number that a page sends back; 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 11 and int(text) < MOST else 0
