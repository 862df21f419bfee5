"""Per-person exceptions in a quiz: more time, more attempts, a later end, going on once more."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_role
from quizzes import operations
from quizzes import queries as quiz_queries
from quizzes.operations import Allowance, Decision, ReopenRefused
from studio import queries
from studio.forms.exceptions import ExceptionForm, PersonSearchForm
from studio.queries import EnrolledPerson
from studio.views.blueprint import blueprint
from studio.views.quiz_reaching import ReachedQuiz, get_own_open_quiz
from studio.views.reaching import WRITERS

MOST_FOUND = 20


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/exceptions")
@require_role(*WRITERS)
def exceptions(key: str, quiz_key: str) -> ResponseReturnValue:
    """Who is allowed more than others, and a search among those who have the course."""
    reached = get_own_open_quiz(key, quiz_key)
    form = PersonSearchForm(request.args)
    words = form.q.data or ""
    return render_template(
        "studio/exceptions.html",
        **reached.variables,
        form=form,
        words=words,
        found=queries.search_enrolled(reached.course.id, words, MOST_FOUND) if words else [],
        lines=queries.list_exceptions(reached.quiz.id),
        last_day=_last_day,
    )


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/exceptions/<uuid:uuid>")
@require_role(*WRITERS)
def exception(key: str, quiz_key: str, uuid: UUID) -> ResponseReturnValue:
    """What one person is allowed, and the attempts that can be reopened."""
    reached, somebody = _get_person(key, quiz_key, uuid)
    allowed = quiz_queries.find_exception(reached.quiz.id, somebody.id)
    form = ExceptionForm(
        formdata=None,
        extra_minutes=allowed.extra_minutes if allowed else 0,
        extra_attempts=allowed.extra_attempts if allowed else 0,
        closes_on=_last_day(allowed.closes_at) if allowed else None,
        note=allowed.note if allowed else "",
    )
    return _person_page(reached, somebody, form)


@blueprint.post("/studio/courses/<key>/quizzes/<quiz_key>/exceptions/<uuid:uuid>")
@require_role(*WRITERS)
def save_exception(key: str, quiz_key: str, uuid: UUID) -> ResponseReturnValue:
    """Allow one person what the form says; an attempt that runs has it at once."""
    reached, somebody = _get_person(key, quiz_key, uuid)
    form = ExceptionForm()
    if not form.validate():
        return _person_page(reached, somebody, form), 422
    day = form.closes_on.data
    closes_at = datetime.combine(day + timedelta(days=1), time(), _zone()) if day else None
    allowance = Allowance(
        form.extra_minutes.data, form.extra_attempts.data, closes_at, form.note.data or ""
    )
    operations.set_exception(_decision(reached, somebody), allowance)
    db.session.commit()
    flash(_("Saved. %(name)s has it at once.", name=somebody.full_name), "success")
    return redirect(url_for("studio.exceptions", **reached.where), 303)


@blueprint.post("/studio/courses/<key>/quizzes/<quiz_key>/exceptions/<uuid:uuid>/remove")
@require_role(*WRITERS)
def remove_exception(key: str, quiz_key: str, uuid: UUID) -> ResponseReturnValue:
    """Allow one person no more than everybody."""
    reached, somebody = _get_person(key, quiz_key, uuid)
    if operations.remove_exception(_decision(reached, somebody)):
        db.session.commit()
        flash(_("The exception is taken back."), "success")
    return redirect(url_for("studio.exceptions", **reached.where), 303)


@blueprint.post(
    "/studio/courses/<key>/quizzes/<quiz_key>/exceptions/<uuid:uuid>/reopen/<int:number>"
)
@require_role(*WRITERS)
def reopen_attempt(key: str, quiz_key: str, uuid: UUID, number: int) -> ResponseReturnValue:
    """Let one person go on with an attempt, with its answers and the time that was left."""
    reached, somebody = _get_person(key, quiz_key, uuid)
    attempts = quiz_queries.list_attempts(reached.quiz.id, somebody.id)
    attempt = next((each for each in attempts if each.number == number), None) or abort(404)
    try:
        operations.reopen_attempt(_decision(reached, somebody), attempt.uuid)
    except ReopenRefused as refusal:
        db.session.rollback()
        flash(_words_of(refusal), "warning")
    else:
        db.session.commit()
        flash(_("Attempt %(number)d is open again.", number=number), "success")
    return redirect(url_for("studio.exception", **reached.where, uuid=uuid), 303)


def _get_person(key: str, quiz_key: str, uuid: UUID) -> tuple[ReachedQuiz, EnrolledPerson]:
    """Somebody who has the course of the quiz; who has not is not there."""
    reached = get_own_open_quiz(key, quiz_key)
    return reached, queries.find_enrolled(reached.course.id, uuid) or abort(404)


def _person_page(reached: ReachedQuiz, somebody: EnrolledPerson, form: ExceptionForm) -> str:
    attempts = quiz_queries.list_attempts(reached.quiz.id, somebody.id)
    now = clock.now()
    return render_template(
        "studio/exception.html",
        **reached.variables,
        somebody=somebody,
        form=form,
        has_exception=quiz_queries.find_exception(reached.quiz.id, somebody.id) is not None,
        attempts=attempts,
        running=next((each for each in attempts if each.is_running(now)), None),
        settings=reached.settings,
    )


def _decision(reached: ReachedQuiz, somebody: EnrolledPerson) -> Decision:
    return Decision(reached.quiz, somebody.id, person().id, clock.now(), _zone())


def _last_day(closes_at: datetime | None) -> Any:
    """The last day that something is open which closes at a midnight."""
    if closes_at is None:
        return None
    return (closes_at.astimezone(_zone()) - timedelta(microseconds=1)).date()


def _words_of(refusal: ReopenRefused) -> str:
    if refusal.kind == "running":
        return _("There is an attempt that runs already: it can be gone on with as it is.")
    return _("No time is left for it. Give more minutes, or let the quiz be open longer, first.")


def _zone() -> ZoneInfo:
    return ZoneInfo(current_app.config["TIMEZONE"])
