"""Writing one question as Markdown: its lines in the file, beside the question they make."""

from dataclasses import replace

from flask import abort, flash, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from core import clock
from core.database import db, only_reads
from core.errors import wants_json
from core.i18n import format_clock, in_words
from core.i18n import gettext as _
from core.identity import carried_on, require_role
from courses.operations import DraftFileRefused
from quizzes.content import Question
from quizzes.quiz_markdown.writing import write_question
from studio import question_edits
from studio.cheat_sheet import cheat_sheet_for
from studio.forms.questions import BlockForm, QuestionPreviewForm
from studio.previews import QuizPreview, preview_question
from studio.question_bank import Found, Holder
from studio.question_blocks import BlockRefused, fit_block, name_block, tidy_block
from studio.views.bank import Bank, hold_bank, load_bank
from studio.views.blueprint import blueprint
from studio.views.file_page import OtherText, find_other_block
from studio.views.new_question import gone_text
from studio.views.question import PATH
from studio.views.question_frame import asked_language, frame, url_of
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course


@blueprint.get(f"{PATH}/text")
@require_role(*WRITERS)
def question_text(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """The lines of a question to write in; of a translation to begin, those of the original."""
    bank = load_bank(get_own_course(key))
    found = bank.get(folder, stem, question_key)
    language = asked_language(found)
    block = question_edits.block_of(bank.texts, found, language)
    source = block or _begin_translation(found.question, language)
    form = BlockForm(formdata=None, source=source, version=name_block(block))
    return _page(bank, found, form)


@blueprint.post(f"{PATH}/text")
@require_role(*WRITERS)
@carried_on
def save_question_text(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """Put what was written in the place of the question; or only look at it."""
    course, form = get_own_course(key), BlockForm()
    if not form.validate() or "version" not in request.form:
        abort(400)
    bank = hold_bank(course)
    found = bank.find(folder, stem, question_key)
    if found is None:
        return gone_text(bank, f"{folder}/{stem}", form.source.data or "")
    if request.form.get("intent") == "preview":
        return _page(bank, found, form)
    try:
        return _save(bank, found, form)
    except (BlockRefused, DraftFileRefused) as refusal:
        db.session.rollback()
        form.source.errors = [in_words(refusal.reason)]
        return _page(bank, found, form), 422


@blueprint.post("/studio/courses/<key>/questions/preview")
@require_role(*READERS)
@only_reads
def preview_block(key: str) -> ResponseReturnValue:
    """Lines that need not be saved as the question that they make, for the editor's module."""
    form, bank = QuestionPreviewForm(), load_bank(get_course(key))
    holder = bank.get_holder(form.place.data or "")
    found = holder.find(form.question.data or "")
    language = form.language.data or ""
    if not form.validate() or language not in holder.paths:
        abort(404)
    shown = preview_lines(bank, holder, found, language, form.source.data or "")
    page = render_template("studio/_preview.html", preview=shown, course=bank.course, helplines=())
    problems = render_template("studio/_problems.html", problems=shown.problems)
    return jsonify(html=page, problems=problems)


def preview_lines(
    bank: Bank, holder: Holder, question: Question | None, language: str, text: str
) -> QuizPreview:
    """Lines as the question that they make; a translation is held against its original."""
    source = bank.text_source(holder, language, text.replace("\r\n", "\n"))
    original = question if language != holder.file.language else None
    return preview_question(source, original, bank.pictures)


def _save(bank: Bank, found: Found, form: BlockForm) -> ResponseReturnValue:
    """Save over the lines that one began from; others that somebody wrote meanwhile are shown."""
    language = asked_language(found)
    is_translation = language != found.holder.file.language
    block = fit_block(form.source.data or "", found.question.id, language, is_translation)
    current = question_edits.block_of(bank.texts, found, language)
    if form.version.data != name_block(current) and block != tidy_block(current):
        return _changed_meanwhile(bank, found, form, current)
    bank.save(question_edits.rewrite(bank.texts, found, language, block))
    db.session.commit()
    if wants_json():
        return jsonify(version=name_block(block), saved=format_clock(clock.now()))
    flash(_("Saved as a draft. Learners see it once you publish it."), "success")
    return redirect(url_of("question_text", bank, found, language=language), 303)


def _changed_meanwhile(
    bank: Bank, found: Found, form: BlockForm, current: str
) -> ResponseReturnValue:
    """Both texts on the page; saving again is then knowingly over the other one."""
    if wants_json():
        return jsonify(message=_("Somebody else saved this question meanwhile.")), 409
    file = bank.files[found.holder.paths[asked_language(found)]]
    other = find_other_block(file, current, form.source.data or "")
    form.version.data = name_block(current)
    return _page(bank, found, form, other), 409


def _page(bank: Bank, found: Found, form: BlockForm, other: OtherText | None = None) -> str:
    language, text = asked_language(found), form.source.data or ""
    current = question_edits.block_of(bank.texts, found, language)
    path = found.holder.paths[language]
    return render_template(
        "studio/question_text.html",
        **frame(bank, found, "text"),
        language=language,
        path=path,
        form=form,
        other=other,
        cheat_sheet=cheat_sheet_for("quiz"),
        is_saved=tidy_block(text) == tidy_block(current),
        file=bank.files[path],
        preview=preview_lines(bank, found.holder, found.question, language, text),
        pictures=bank.draft.shown_pictures,
    )


def _begin_translation(question: Question, language: str) -> str:
    """The words of the original, to be written over."""
    own = question.texts[question.language]
    begun = replace(question, texts={question.language: own, language: own})
    return write_question(begun, language)
