"""Filling in one question as a form: the same lines of the file, asked field by field."""

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from core.database import db
from core.i18n import LANGUAGE_NAMES, in_words
from core.i18n import gettext as _
from core.identity import carried_on, require_role
from courses.operations import DraftFileRefused
from quizzes.content import Question
from quizzes.form_values import Subject, read_values, values_of
from quizzes.forms import MORE_HINTS, MORE_ROWS, QuestionForm, question_form
from quizzes.question_types import type_of
from quizzes.quiz_markdown.alone import read_alone, read_translation_alone
from quizzes.quiz_markdown.writing import write_question
from studio import question_edits
from studio.previews import QuizPreview
from studio.question_bank import Found
from studio.question_blocks import name_block
from studio.views.bank import Bank, hold_bank, load_bank
from studio.views.blueprint import blueprint
from studio.views.file_page import OtherText, find_other_block
from studio.views.new_question import gone_form
from studio.views.question import PATH
from studio.views.question_frame import asked_language, frame, url_of
from studio.views.question_text import preview_lines
from studio.views.reaching import WRITERS, get_own_course


@blueprint.get(f"{PATH}/form", endpoint="question_form")
@require_role(*WRITERS)
def question_form_page(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """A question as a form, in one of its languages."""
    bank = load_bank(get_own_course(key))
    found = bank.get(folder, stem, question_key)
    if not may_fill_in(bank, found):
        return render_template("studio/no_question_form.html", **frame(bank, found, "form"))
    language = asked_language(found)
    block = question_edits.block_of(bank.texts, found, language)
    values = values_of(found.question, language)
    form = question_form(subject_of(found), values, name_block(block))
    return _page(bank, found, form)


@blueprint.post(f"{PATH}/form")
@require_role(*WRITERS)
@carried_on
def save_question_form(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """Save what was filled in; or give one more row, or only show it."""
    bank = hold_bank(get_own_course(key))
    found = bank.find(folder, stem, question_key)
    if found is None:
        return gone_form(bank, f"{folder}/{stem}")
    if not may_fill_in(bank, found):
        return redirect(url_of("question_form", bank, found), 303)
    form = question_form(subject_of(found))
    if not form.validate() or "version" not in request.form:
        abort(400)
    return _answer(bank, found, form)


def _answer(bank: Bank, found: Found, form: QuestionForm) -> ResponseReturnValue:
    """Do what the button pressed says."""
    intent = request.form.get("intent", "")
    if intent in (MORE_ROWS, MORE_HINTS):
        form.add_row(intent)
        return _page(bank, found, form)
    question, mistakes = read_values(form.values, form.subject)
    if question is None:
        form.mark(mistakes)
        return _page(bank, found, form), 422
    return (
        _page(bank, found, form, question)
        if intent == "preview"
        else _save(bank, found, form, question)
    )


def may_fill_in(bank: Bank, found: Found) -> bool:
    """Whether the type has a form, and the file says nothing that the form would lose."""
    if not type_of(found.question).has_form:
        return False
    language, own = asked_language(found), found.holder.file.language
    block = question_edits.block_of(bank.texts, found, own)
    _file, problems = read_alone(block, "", own)
    if language != own:
        lines = question_edits.block_of(bank.texts, found, language)
        read = read_translation_alone(lines, "", language, found.question)
        problems = [*problems, *read[1]] if lines else problems
    return all(problem.severity != "error" for problem in problems)


def subject_of(found: Found) -> Subject:
    """What the form of a question is about."""
    question = found.question
    return Subject(type_of(question), question.id, asked_language(found), question)


def _save(bank: Bank, found: Found, form: QuestionForm, question: Question) -> ResponseReturnValue:
    language = form.subject.language
    block = write_question(question, language)
    current = question_edits.block_of(bank.texts, found, language)
    if form.version.data != name_block(current) and block != current:
        file = bank.files[found.holder.paths[language]]
        form.version.data = name_block(current)
        return _page(bank, found, form, other=find_other_block(file, current, block)), 409
    try:
        bank.save(question_edits.rewrite(bank.texts, found, language, block))
    except DraftFileRefused as refusal:
        db.session.rollback()
        form.form_errors.append(in_words(refusal.reason))
        return _page(bank, found, form), 422
    db.session.commit()
    flash(_("Saved as a draft. Learners see it once you publish it."), "success")
    _tell_of_translations(bank, found, question)
    return redirect(url_of("question_form", bank, found, language=language), 303)


def _tell_of_translations(bank: Bank, found: Found, question: Question) -> None:
    """Name the languages in which a question does not fit its original any more."""
    for language in found.holder.paths:
        block = question_edits.block_of(bank.texts, found, language)
        if language == found.holder.file.language or not block:
            continue
        _file, problems = read_translation_alone(block, "", language, question)
        if any(problem.severity == "error" for problem in problems):
            name = LANGUAGE_NAMES.get(language, language)
            flash(
                _("In %(language)s it no longer fits: translate it anew.", language=name), "warning"
            )


def _page(
    bank: Bank,
    found: Found,
    form: QuestionForm,
    question: Question | None = None,
    other: OtherText | None = None,
) -> str:
    """The form with what was typed; with a question, as learners will see it."""
    language, own = asked_language(found), found.holder.file.language
    block = write_question(question, language) if question else ""
    return render_template(
        "studio/question_form.html",
        **frame(bank, found, "form"),
        language=language,
        form=form,
        preview=_preview(bank, found, language, block),
        other=other,
        original=values_of(found.question, own) if language != own else None,
    )


def _preview(bank: Bank, found: Found, language: str, block: str) -> QuizPreview | None:
    """A question as learners will see it; None where it is not one yet."""
    if not block:
        return None
    return preview_lines(bank, found.holder, found.question, language, block)
