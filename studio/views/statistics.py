"""Item analysis: what the attempts at a quiz tell, its pictures, its file."""

from typing import Any

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.importing.work import Work, work_of
from core import clock
from core.database import db
from core.downloads import name_download
from core.drawings import drawing_response
from core.i18n import current_language, localised
from core.i18n import gettext as _
from core.identity import require_role
from core.jobs import find_latest_job
from core.tables import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from courses.operations import assemble_draft
from quizzes import operations
from quizzes import queries as quiz_queries
from quizzes.models import QuizAnalysis
from quizzes.statistics.charts import good_area, spread_points
from quizzes.statistics.keeping import analysis_from_json
from studio.analysis_page import ShownAnalysis, show_analysis, table_head, table_rows
from studio.contents import find_question_places
from studio.pictures import STYLE, PictureWords, choices_height, draw_choices, draw_spread
from studio.views.blueprint import blueprint
from studio.views.quiz_reaching import ReachedQuiz, get_own_quiz, get_quiz
from studio.views.reaching import READERS, WRITERS

SCOPES = ("first", "all")


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/statistics")
@require_role(*READERS)
def statistics(key: str, quiz_key: str) -> ResponseReturnValue:
    """What the quiz and each of its questions are worth, in words, figures and pictures."""
    reached, scope = get_quiz(key, quiz_key), _scope()
    work = _find_work(reached, scope)
    kept = _find_kept(reached, scope)
    return render_template(
        "studio/statistics.html",
        **reached.variables,
        **_addresses(reached, scope),
        scope=scope,
        work=work,
        kept=kept,
        new_count=_count_new(reached, scope, kept),
        shown=_show(reached, kept) if kept else None,
        choices_height=choices_height,
    )


@blueprint.post("/studio/courses/<key>/quizzes/<quiz_key>/statistics")
@require_role(*WRITERS)
def analyse(key: str, quiz_key: str) -> ResponseReturnValue:
    """Have it worked out; asked for twice, it is done once."""
    reached, scope = get_own_quiz(key, quiz_key), _scope()
    operations.ask_for_analysis(reached.quiz.id, scope, clock.now())
    db.session.commit()
    return redirect(_address("statistics", reached, scope), 303)


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/statistics/progress")
@require_role(*READERS)
def statistics_progress(key: str, quiz_key: str) -> ResponseReturnValue:
    """How far the work is, for the bar."""
    work = _find_work(get_quiz(key, quiz_key), _scope()) or Work(has_failed=True)
    is_working = not work.has_failed
    return {"working": is_working, "late": work.is_late, "done": work.done, "total": work.total}


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/statistics/questions.svg")
@require_role(*READERS)
def statistics_spread(key: str, quiz_key: str) -> ResponseReturnValue:
    """All questions between hard and easy, by how well they tell who knows."""
    shown = _get_shown(key, quiz_key)
    if shown.is_sensitive:
        abort(404)
    numbers = {each.measured.question: str(each.number) for each in shown.questions}
    points = spread_points(each.measured for each in shown.questions)
    words = PictureWords(
        language=current_language(),
        title=_("Questions by facility and discrimination"),
        description=_(
            "Each question is a dot, numbered where there is room; good ones lie in the field."
        ),
        across=_("Facility: how much was earned"),
        upright=_("Discrimination"),
        ends=(_("hard"), _("easy")),
    )
    named = [(numbers[point.question], point) for point in points]
    return drawing_response(draw_spread(named, good_area(), words), STYLE)


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/statistics/choices/<int:number>.svg")
@require_role(*READERS)
def statistics_choices(key: str, quiz_key: str, number: int) -> ResponseReturnValue:
    """Who took which choice of a question."""
    questions = {each.number: each for each in _get_shown(key, quiz_key).questions}
    question = questions.get(number) or abort(404)
    is_split = any(len(bars.lengths) > 1 for bars in question.bars)
    words = PictureWords(
        language=current_language(),
        title=_("Who took which choice"),
        description=question.text,
        thirds=(_("weakest"), _("middle"), _("strongest")) if is_split else (),
    )
    return drawing_response(draw_choices(question.bars, words), STYLE)


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/statistics.csv")
@require_role(*READERS)
def statistics_csv(key: str, quiz_key: str) -> ResponseReturnValue:
    """The figures of all questions as CSV."""
    content = write_csv(table_head(), table_rows(_get_shown(key, quiz_key)))
    return _download(content, CSV_TYPE, f"{quiz_key}-statistics.csv")


@blueprint.get("/studio/courses/<key>/quizzes/<quiz_key>/statistics.xlsx")
@require_role(*READERS)
def statistics_xlsx(key: str, quiz_key: str) -> ResponseReturnValue:
    """The figures of all questions as XLSX."""
    title = str(localised(get_quiz(key, quiz_key).edition.titles))
    content = write_xlsx(title, table_head(), table_rows(_get_shown(key, quiz_key)))
    return _download(content, XLSX_TYPE, f"{quiz_key}-statistics.xlsx")


def _scope() -> str:
    """Which attempts are looked at: the first of each person, unless all are asked for."""
    return "all" if request.args.get("scope") == "all" else "first"


def _address(page: str, reached: ReachedQuiz, scope: str, **more: Any) -> str:
    chosen: dict[str, Any] = {"scope": scope} if scope != SCOPES[0] else {}
    return url_for(f"studio.{page}", **reached.where, **chosen, **more)


def _addresses(reached: ReachedQuiz, scope: str) -> dict[str, Any]:
    """Where the page leads, for the attempts that are looked at."""

    def address(page: str, **more: Any) -> str:
        return _address(page, reached, scope, **more)

    return {
        "address": address,
        "scopes": [(each, _address("statistics", reached, each)) for each in SCOPES],
    }


def _find_work(reached: ReachedQuiz, scope: str) -> Work | None:
    """The work that the page waits for, or that came to nothing; None once it is done."""
    job = find_latest_job(operations.ANALYSE, operations.analysis_key(reached.quiz.id, scope))
    return None if job is None or job.state == "done" else work_of(job, clock.now())


def _count_new(reached: ReachedQuiz, scope: str, kept: QuizAnalysis | None) -> int:
    """How many attempts came since; of a sensitive quiz nobody learns that."""
    if kept is None or reached.is_sensitive:
        return 0
    return max(0, quiz_queries.count_attempts(reached.quiz.id, scope) - kept.attempts)


def _get_shown(key: str, quiz_key: str) -> ShownAnalysis:
    reached = get_quiz(key, quiz_key)
    return _show(reached, _find_kept(reached, _scope()) or abort(404))


def _find_kept(reached: ReachedQuiz, scope: str) -> QuizAnalysis | None:
    """The analysis; one that was kept while the quiz was not sensitive yet is not there."""
    kept = quiz_queries.find_analysis(reached.quiz.id, scope)
    if kept is None or (reached.is_sensitive and not kept.content["is_sensitive"]):
        return None
    return kept


def _show(reached: ReachedQuiz, kept: QuizAnalysis) -> ShownAnalysis:
    analysis = analysis_from_json(kept.content)
    words = quiz_queries.list_question_words([each.edition_id for each in analysis.questions])
    places = find_question_places(assemble_draft(reached.course).content)
    return show_analysis(analysis, words, places, current_language())


def _download(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, content_type=media_type)
    name_download(response, name)
    return response
