"""The draft as a learner of a unit meets it, in a language; nothing of it is kept."""

import secrets

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from core.database import only_reads
from core.identity import require_role
from courses.checks import mark_check
from courses.lesson_page import show_blocks
from quizzes.selection import TooFewQuestions
from studio.trial import Taking, Trial, draw_trial
from studio.views.as_learner_page import Looking, Met, course_values, lesson_values, look
from studio.views.blueprint import blueprint
from studio.views.file_page import preview_values
from studio.views.reaching import READERS

PATH = "/studio/courses/<key>/as-learner"
# The button of a story that branches: it leads on to what comes of a choice.
GOES_ON = "at"


@blueprint.get(PATH)
@require_role(*READERS)
def as_learner(key: str) -> ResponseReturnValue:
    """The page of the course."""
    looking = look(key)
    with force_locale(looking.language):
        return _page("as_learner", looking, **course_values(looking))


@blueprint.get(f"{PATH}/lessons/<lesson_key>")
@require_role(*READERS)
def lesson_as_learner(key: str, lesson_key: str) -> ResponseReturnValue:
    """A lesson."""
    looking = look(key)
    met = looking.find("lesson", lesson_key) or abort(404)
    with force_locale(looking.language):
        return _lesson_page(looking, met)


@blueprint.post(f"{PATH}/lessons/<lesson_key>/checks/<int:number>")
@require_role(*READERS)
@only_reads
def check_as_learner(key: str, lesson_key: str, number: int) -> ResponseReturnValue:
    """Mark an inline check; nothing of it is kept."""
    looking = look(key)
    met = looking.find("lesson", lesson_key) or abort(404)
    with force_locale(looking.language):
        return _lesson_page(looking, met, number)


@blueprint.get(f"{PATH}/quizzes/<quiz_key>")
@require_role(*READERS)
def quiz_as_learner(key: str, quiz_key: str) -> ResponseReturnValue:
    """A quiz to be taken for nothing; each time others may be drawn."""
    looking = look(key)
    if looking.find("quiz", quiz_key) and "seed" not in request.args:
        return redirect(looking.url("quiz", quiz_key, seed=secrets.randbelow(10**6)), 303)
    return _quiz_page(looking, quiz_key, is_sent=False)


@blueprint.post(f"{PATH}/quizzes/<quiz_key>")
@require_role(*READERS)
@only_reads
def try_quiz(key: str, quiz_key: str) -> ResponseReturnValue:
    """Mark a quiz and explain it, or go on in a story; nothing of it is kept."""
    return _quiz_page(look(key), quiz_key, is_sent=True)


def _lesson_page(looking: Looking, met: Met, answered: int = 0) -> str:
    """A lesson, with one of its checks answered if one was."""
    shown, values = lesson_values(looking, met)
    if answered:
        check = shown.checks.get(f"check-{answered}") or abort(404)
        chosen = request.form.getlist(f"check-{answered}-answer")
        raw = values.pop("raw_blocks")
        values["blocks"] = show_blocks(raw, answered, chosen, mark_check(check, chosen))
    values.pop("raw_blocks", None)
    return _page(
        "lesson_as_learner", looking, **{**preview_values(looking.course, shown), **values}
    )


def _quiz_page(looking: Looking, quiz_key: str, *, is_sent: bool) -> str:
    met = looking.find("quiz", quiz_key) or abort(404)
    seed = _seed()
    with force_locale(looking.language):
        return _page(
            "quiz_as_learner",
            looking,
            met=met,
            quiz=looking.content.quizzes[quiz_key],
            trial=_trial(looking, quiz_key, seed, is_sent=is_sent),
            seed=seed,
            again_url=looking.url("quiz", quiz_key),
        )


def _trial(looking: Looking, quiz_key: str, seed: int, *, is_sent: bool) -> Trial | None:
    """The quiz as it was drawn; None where too few questions are there to be drawn."""
    quiz = looking.content.quizzes[quiz_key]
    try:
        questions = draw_trial(looking.content, quiz, seed)
    except TooFewQuestions:
        return None
    given = {name: request.form.getlist(name) for name in request.form}
    is_over = is_sent and GOES_ON not in given
    pictures = looking.version.pictures
    taking = Taking(quiz, questions, given, looking.language, pictures, seed)
    return taking.mark() if is_over else taking.show()


def _seed() -> int:
    text = request.values.get("seed", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 1


def _page(name: str, looking: Looking, **values: object) -> str:
    values = {"course": looking.course, **values}
    return render_template(f"studio/{name}.html", looking=looking, **values)
