"""All questions of a course, and what is done with several of them at once."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core.database import db
from core.i18n import gettext as _
from core.i18n import in_words, ngettext
from core.identity import require_role
from courses.operations import DraftFileRefused
from studio.forms.questions import SECTION
from studio.question_bank import Found, list_questions
from studio.question_changes import CHANGES, Wish, WishRefused, change_questions
from studio.question_edits import Changed
from studio.views.bank import Bank, hold_bank, load_bank
from studio.views.blueprint import blueprint
from studio.views.question_list import asked_filter, filter_form, questions_page
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course

# What a filter says is called otherwise: a change may name a bank, too.
FILTER = "filter-"
MOST_NAMED = 5


@blueprint.get("/studio/courses/<key>/questions")
@require_role(*READERS)
def questions(key: str) -> ResponseReturnValue:
    """The questions of a course's banks and quizzes."""
    return questions_page(load_bank(get_course(key)))


@blueprint.post("/studio/courses/<key>/questions")
@require_role(*WRITERS)
def change_several(key: str) -> ResponseReturnValue:
    """Change the questions chosen, or all that a filter finds; and back to where one was."""
    bank = hold_bank(get_own_course(key))
    chosen, wish = _chosen(bank), _wish(bank)
    back = redirect(_way_back(key), 303)
    if not chosen:
        flash(_("Choose at least one question first."), "warning")
        return back
    try:
        changed = change_questions(bank.texts, chosen, wish)
        bank.save(changed.texts)
    except (WishRefused, DraftFileRefused) as refusal:
        db.session.rollback()
        flash(in_words(refusal.reason), "danger")
        return back
    db.session.commit()
    _tell(wish, changed)
    return back


def _chosen(bank: Bank) -> Sequence[Found]:
    """The questions that a form is about."""
    if request.form.get("whom") == "all":
        values = {
            name.removeprefix(FILTER): value
            for name, value in request.form.items()
            if name.startswith(FILTER)
        }
        return list_questions(bank.holders, filter_form(bank, asked_filter(values)).wanted)
    names = frozenset(request.form.getlist("question"))
    all_there_are = (
        Found(holder, question) for holder in bank.holders for question in holder.file.questions
    )
    return [found for found in all_there_are if found.name in names]


def _wish(bank: Bank) -> Wish:
    """What a form wants to be done; 400 where a button of no form was pressed."""
    action = request.form.get("action", "")
    if action not in CHANGES:
        abort(400)
    place, _sign, section = request.form.get("target", "").partition(SECTION)
    return Wish(
        action=action,
        value=request.form.get(CHANGES[action], ""),
        target=next((each for each in bank.holders if each.place == place), None),
        section=section or None,
    )


def _way_back(key: str) -> str:
    """The list as it was filtered, or the question whose page was left."""
    values = {
        name.removeprefix(FILTER): value
        for name, value in request.form.items()
        if name.startswith(FILTER)
    }
    folder, stem, name = [*request.form.get("one", "").split("/"), "", ""][:3]
    if name:
        return url_for("studio.question", key=key, folder=folder, stem=stem, question_key=name)
    return _with_query(url_for("studio.questions", key=key), asked_filter(values))


def _with_query(path: str, values: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(values)}" if values else path


def _tell(wish: Wish, changed: Changed) -> None:
    """Say what was done, and what was left as it was."""
    if changed.count:
        flash(TOLD[wish.action](changed.count), "success")
    elif not changed.kept:
        flash(_("Nothing had to be changed."), "info")
    for kept in changed.kept[:MOST_NAMED]:
        words = {"id": kept.found.question.id, "reason": in_words(kept.reason)}
        flash(_("#%(id)s is left as it was: %(reason)s", **words), "warning")
    if len(changed.kept) > MOST_NAMED:
        count = len(changed.kept) - MOST_NAMED
        flash(
            ngettext("So is %(num)d other.", "So are %(num)d others.", count),
            "warning",
        )


TOLD: dict[str, Callable[[int], str]] = {
    "add-tags": lambda count: ngettext(
        "%(num)d question has the tags now.", "%(num)d questions have the tags now.", count
    ),
    "remove-tags": lambda count: ngettext(
        "%(num)d question has the tags no more.", "%(num)d questions have the tags no more.", count
    ),
    "difficulty": lambda count: ngettext(
        "%(num)d question has another difficulty now.",
        "%(num)d questions have another difficulty now.",
        count,
    ),
    "points": lambda count: ngettext(
        "%(num)d question counts other points now.",
        "%(num)d questions count other points now.",
        count,
    ),
    "move": lambda count: ngettext(
        "%(num)d question is moved.", "%(num)d questions are moved.", count
    ),
    "retire": lambda count: ngettext(
        "%(num)d question is retired: once published, it is asked no more.",
        "%(num)d questions are retired: once published, they are asked no more.",
        count,
    ),
    "bring-back": lambda count: ngettext(
        "%(num)d question is brought back: once published, it is asked again.",
        "%(num)d questions are brought back: once published, they are asked again.",
        count,
    ),
}
