"""Marking attempts anew after a correction: first what it would change, then doing it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.importing.work import Work, work_of
from core import clock
from core.database import db
from core.i18n import current_language
from core.identity import person, require_role
from core.jobs import find_latest_job
from quizzes import operations
from quizzes import queries as quiz_queries
from studio import queries
from studio.regrade_page import list_corrected
from studio.views.blueprint import blueprint
from studio.views.quiz_reaching import ReachedQuiz, get_own_open_quiz
from studio.views.reaching import WRITERS

MOST_LISTED = 20


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/regrade")
@require_role(*WRITERS)
def regrade(key: str, quiz_key: str) -> ResponseReturnValue:
    """What was corrected since attempts were marked, and what marking them anew would change."""
    return _regrade_page(get_own_open_quiz(key, quiz_key))


@blueprint.post("/studio/courses/<key>/quizzes/<quiz_key>/regrade")
@require_role(*WRITERS)
def regrade_submit(key: str, quiz_key: str) -> ResponseReturnValue:
    """Have it done by the editions that were seen; others, that stand now, are shown first."""
    reached = get_own_open_quiz(key, quiz_key)
    plan = operations.plan_regrade(reached.quiz)
    if request.form.get("plan", "") != plan.name:
        return _regrade_page(reached, has_moved_on=True), 409
    if plan.pairs:
        operations.ask_for_regrade(reached.quiz, plan, person().id, clock.now())
        db.session.commit()
    return redirect(url_for("studio.regrade", **reached.where), 303)


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/regrade/progress")
@require_role(*WRITERS)
def regrade_progress(key: str, quiz_key: str) -> ResponseReturnValue:
    """How far the work is, for the bar."""
    work = _find_work(get_own_open_quiz(key, quiz_key)) or Work(has_failed=True)
    is_working = not work.has_failed
    return {"working": is_working, "late": work.is_late, "done": work.done, "total": work.total}


def _regrade_page(reached: ReachedQuiz, *, has_moved_on: bool = False) -> str:
    work = _find_work(reached)
    is_working = work is not None and not work.has_failed
    plan = None if is_working else operations.plan_regrade(reached.quiz)
    lines = quiz_queries.list_regrades(reached.quiz.id, MOST_LISTED)
    return render_template(
        "studio/regrade.html",
        **reached.variables,
        work=work,
        plan=plan,
        questions=list_corrected(plan, current_language()) if plan else [],
        lines=lines,
        names=queries.list_person_names({line.by_id for line in lines if line.by_id}),
        has_moved_on=has_moved_on,
    )


def _find_work(reached: ReachedQuiz) -> Work | None:
    """The work that the page waits for, or that came to nothing; None once it is done."""
    job = find_latest_job(operations.REGRADE, str(reached.quiz.id))
    return None if job is None or job.state == "done" else work_of(job, clock.now())
