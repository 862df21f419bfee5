"""A new question: which bank, which type, then its form; or what somebody wrote of one gone."""

from dataclasses import dataclass, replace

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.database import db
from core.i18n import gettext as _
from core.i18n import in_words
from core.identity import carried_on, require_role
from core.sentences import say
from courses.operations import DraftFileRefused
from quizzes.content import Question
from quizzes.form_values import Subject, blank_values, read_values
from quizzes.forms import MORE_HINTS, MORE_ROWS, QuestionForm, question_form
from quizzes.question_types import REGISTRY
from quizzes.quiz_markdown.headings import derive_id
from quizzes.quiz_markdown.writing import write_question
from studio import question_edits
from studio.forms.questions import SECTION, BlockForm, NewQuestionForm
from studio.previews import QuizPreview, preview_question
from studio.question_bank import Found, Holder
from studio.question_blocks import BlockRefused, read_new_block
from studio.views.bank import Bank, hold_bank, load_bank
from studio.views.blueprint import blueprint
from studio.views.question_frame import url_of
from studio.views.question_list import list_places
from studio.views.reaching import WRITERS, get_own_course

PATH = "/studio/courses/<key>/questions/new"
# What a form calls a question before it has words to be named by.
NAMELESS = "new"
ANOTHER = "another"


@dataclass(frozen=True)
class _Spot:
    """Where a new question is to stand: as a form names it, and what that is."""

    name: str
    holder: Holder
    section: str | None


@blueprint.get(PATH)
@require_role(*WRITERS)
def new_question(key: str) -> ResponseReturnValue:
    """Ask where and of which type; then the form of a question like that."""
    bank = load_bank(get_own_course(key))
    kind = REGISTRY.get(request.args.get("type", ""))
    spot = _find_spot(bank, request.args.get("place", ""))
    if kind is None or spot is None:
        form = NewQuestionForm(formdata=None, place=spot.name if spot else "")
        form.offer(list_places(bank.holders))
        return render_template("studio/new_question.html", **bank.names, form=form)
    if not kind.has_form:
        sample = kind.sample[spot.holder.file.language]
        return _text_page(bank, spot, BlockForm(formdata=None, source=sample))
    subject = Subject(kind, NAMELESS, spot.holder.file.language)
    return _form_page(bank, spot, question_form(subject, blank_values(kind)))


@blueprint.post(PATH)
@require_role(*WRITERS)
@carried_on
def add_question(key: str) -> ResponseReturnValue:
    """Add a question; sent twice, it is there once."""
    bank = hold_bank(get_own_course(key))
    spot = _find_spot(bank, request.form.get("place", "")) or abort(400)
    # A form says its type; it may have a field of the name that Markdown comes under.
    if "type" not in request.form:
        return _add_text(bank, spot)
    kind = REGISTRY.get(request.form.get("type", "")) or abort(400)
    form = question_form(Subject(kind, NAMELESS, spot.holder.file.language))
    if not form.validate():
        abort(400)
    return _add_form(bank, spot, form)


def gone_text(bank: Bank, place: str, source: str) -> ResponseReturnValue:
    """What somebody wrote of a question that was taken out meanwhile, to be added anew."""
    spot = _find_spot(bank, place) or abort(404)
    _tell_gone()
    return _text_page(bank, spot, BlockForm(formdata=None, source=source)), 409


def gone_form(bank: Bank, place: str) -> ResponseReturnValue:
    """The same of what was filled in."""
    spot = _find_spot(bank, place) or abort(404)
    kind = REGISTRY.get(request.form.get("type", "")) or abort(404)
    _tell_gone()
    form = question_form(Subject(kind, NAMELESS, spot.holder.file.language))
    return _form_page(bank, spot, form), 409


def _tell_gone() -> None:
    flash(_("The question was taken out meanwhile. Saving adds what you wrote anew."), "warning")


def _find_spot(bank: Bank, name: str) -> _Spot | None:
    place, _sign, section = name.partition(SECTION)
    holder = next((each for each in bank.holders if each.place == place), None)
    sections = {each.id for each in holder.file.sections} if holder else set()
    if holder is None or (section and section not in sections):
        return None
    return _Spot(name, holder, section or None)


def _add_form(bank: Bank, spot: _Spot, form: QuestionForm) -> ResponseReturnValue:
    intent = request.form.get("intent", "")
    if intent in (MORE_ROWS, MORE_HINTS):
        form.add_row(intent)
        return _form_page(bank, spot, form)
    question, mistakes = read_values(form.values, form.subject)
    if question is None:
        form.mark(mistakes)
        return _form_page(bank, spot, form), 422
    if intent == "preview":
        return _form_page(bank, spot, form, question)
    try:
        return _add(bank, spot, _named(spot, question))
    except DraftFileRefused as refusal:
        db.session.rollback()
        form.form_errors.append(in_words(refusal.reason))
        return _form_page(bank, spot, form), 422


def _named(spot: _Spot, question: Question) -> Question:
    """The question with an id of its words; sent again, the one that is there already."""
    key = derive_id(question.texts[question.language].stem, "q-")
    named, known = replace(question, id=key), spot.holder.find(key)
    own = known and {known.language: known.texts[known.language]}
    if known and own and replace(known, section=None, texts=own) == named:
        return named
    taken = {each.id for each in spot.holder.file.questions}
    return replace(question, id=question_edits.free_key(key, taken))


def _add_text(bank: Bank, spot: _Spot) -> ResponseReturnValue:
    form = BlockForm()
    if not form.validate():
        abort(400)
    if request.form.get("intent") == "preview":
        return _text_page(bank, spot, form)
    try:
        block, question = read_new_block(form.source.data or "", spot.holder.file.language)
        _refuse_taken(bank, spot, question, block)
        return _add(bank, spot, question, block)
    except (BlockRefused, DraftFileRefused) as refusal:
        db.session.rollback()
        form.source.errors = [in_words(refusal.reason)]
        return _text_page(bank, spot, form), 422


def _refuse_taken(bank: Bank, spot: _Spot, question: Question, block: str) -> None:
    """Refuse an id under which another question stands."""
    known = spot.holder.find(question.id)
    if known is None:
        return
    there = question_edits.block_of(bank.texts, Found(spot.holder, known), known.language)
    if there != block:
        raise BlockRefused(say("“#%(id)s” is there already. Give it another id.", id=question.id))


def _add(bank: Bank, spot: _Spot, question: Question, block: str = "") -> ResponseReturnValue:
    """Put it into its file, if it is not there already, and go to its page or to the next one."""
    if spot.holder.find(question.id) is None:
        text = block or write_question(question, question.language)
        bank.save(question_edits.add(bank.texts, spot.holder, spot.section, text))
        db.session.commit()
    flash(_("Saved as a draft. Learners see it once you publish it."), "success")
    if request.form.get("intent") == ANOTHER:
        key, place = bank.course.key, spot.name
        another = url_for("studio.new_question", key=key, place=place, type=question.type)
        return redirect(another, 303)
    return redirect(url_of("question", bank, Found(spot.holder, question)), 303)


def _form_page(
    bank: Bank, spot: _Spot, form: QuestionForm, question: Question | None = None
) -> str:
    """The form with what was typed; with a question, as learners will see it."""
    block = write_question(question, question.language) if question else ""
    return render_template(
        "studio/new_question_form.html",
        **bank.names,
        spot=spot,
        type=form.subject.kind,
        form=form,
        preview=_preview(bank, spot, block) if block else None,
    )


def _text_page(bank: Bank, spot: _Spot, form: BlockForm) -> str:
    return render_template(
        "studio/new_question_text.html",
        **bank.names,
        spot=spot,
        form=form,
        preview=_preview(bank, spot, form.source.data or ""),
    )


def _preview(bank: Bank, spot: _Spot, block: str) -> QuizPreview:
    source = bank.text_source(spot.holder, spot.holder.file.language, block)
    return preview_question(source, None, bank.pictures)
