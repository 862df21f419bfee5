"""One question: answering it as a learner does, its editions, copying it and taking it out."""

from collections.abc import Mapping, Sequence

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from core.database import db, only_reads
from core.i18n import LANGUAGE_NAMES, current_language
from core.i18n import gettext as _
from core.identity import require_role
from courses.operations import DraftFileRefused
from quizzes import queries
from quizzes.content import Question, from_json
from quizzes.queries.bank import EditionOfQuestion
from quizzes.question_types import ResponseRefused
from studio import question_edits, trying
from studio.editions import compare_editions, list_versions
from studio.question_bank import Found
from studio.trying import Tried
from studio.views.bank import Bank, hold_bank, load_bank
from studio.views.blueprint import blueprint
from studio.views.question_frame import facts, frame, url_of
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course

PATH = "/studio/courses/<key>/questions/<folder>/<stem>/<question_key>"


@blueprint.get(PATH)
@require_role(*READERS)
def question(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """A question to be answered as a learner answers it, and what is known of it."""
    bank = load_bank(get_course(key))
    return _page(bank, bank.get(folder, stem, question_key), _seed(request.args))


@blueprint.post(f"{PATH}/try")
@require_role(*READERS)
@only_reads
def try_question(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """Mark an answer and explain it; nothing of it is kept."""
    bank = load_bank(get_course(key))
    found = bank.get(folder, stem, question_key)
    values = [value.replace("\r\n", "\n") for value in request.form.getlist(trying.FIELD)]
    try:
        tried = trying.answer(found.question, values)
    except ResponseRefused:
        abort(400)
    return _page(bank, found, _seed(request.form), tried)


@blueprint.get(f"{PATH}/editions")
@require_role(*READERS)
def question_editions(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """What the editions of a question said, and what changed from one to another."""
    bank = load_bank(get_course(key))
    found = bank.get(folder, stem, question_key)
    editions = _list_editions(bank, found)
    versions = list_versions(found.question, editions, current_language(), bank.pictures)
    return render_template(
        "studio/question_editions.html",
        **frame(bank, found, "editions"),
        versions=versions,
        compared=compare_editions(versions, request.args.get("old"), request.args.get("new")),
    )


@blueprint.post(f"{PATH}/editions/<int:number>/restore")
@require_role(*WRITERS)
def restore_question(
    key: str, folder: str, stem: str, question_key: str, number: int
) -> ResponseReturnValue:
    """Let a question say in the draft what one of its editions says, in all its languages."""
    bank = hold_bank(get_own_course(key))
    found = bank.get(folder, stem, question_key)
    edition = next((each for each in _list_editions(bank, found) if each.number == number), None)
    if edition is None:
        abort(404)
    try:
        bank.save(question_edits.restore(bank.texts, found, from_json(edition.content)))
    except DraftFileRefused:
        db.session.rollback()
        return _too_long(bank, found)
    db.session.commit()
    flash(_("The draft says what edition %(number)d says.", number=number), "success")
    _tell_left(found, from_json(edition.content))
    return redirect(url_of("question_editions", bank, found), 303)


@blueprint.post(f"{PATH}/duplicate")
@require_role(*WRITERS)
def duplicate_question(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """Put a copy behind a question; sent twice, the form makes one, for it names the copy."""
    bank = hold_bank(get_own_course(key))
    found = bank.get(folder, stem, question_key)
    keys = {each.id for each in found.holder.file.questions}
    copy = question_edits.free_key(question_key, keys)
    if request.form.get("copy", copy) == copy:
        return _save(bank, question_edits.duplicate(bank.texts, found, copy), found, copy)
    known = found.holder.find(request.form["copy"]) or abort(404)
    return redirect(url_of("question", bank, Found(found.holder, known)), 303)


@blueprint.post(f"{PATH}/delete")
@require_role(*WRITERS)
def delete_question(key: str, folder: str, stem: str, question_key: str) -> ResponseReturnValue:
    """Take out a question that was never published; another one is retired."""
    bank = hold_bank(get_own_course(key))
    found = bank.get(folder, stem, question_key)
    if queries.find_published_question(key, found.holder.bank_key, question_key):
        flash(_("It was published, so it cannot be deleted. Retire it instead."), "danger")
        return redirect(url_of("question", bank, found), 303)
    bank.save(question_edits.delete(bank.texts, found))
    db.session.commit()
    flash(_("The question is deleted."), "success")
    return redirect(url_for("studio.questions", key=key, place=found.holder.place), 303)


def _save(bank: Bank, texts: question_edits.Texts, found: Found, copy: str) -> ResponseReturnValue:
    """Keep a copy and go to it."""
    address = url_of("question", bank, found).removesuffix(found.question.id) + copy
    try:
        bank.save(texts)
    except DraftFileRefused:
        db.session.rollback()
        return _too_long(bank, found)
    db.session.commit()
    flash(_("This is the copy. Change it, for now it says the same."), "success")
    return redirect(address, 303)


def _tell_left(found: Found, former: Question) -> None:
    """Say which translations came later, and stay as they are."""
    later = [each for each in found.question.texts if each not in former.texts]
    if later:
        names = ", ".join(LANGUAGE_NAMES.get(each, each) for each in later)
        flash(_("It had no translation then (%(names)s): look at it.", names=names), "warning")


def _too_long(bank: Bank, found: Found) -> ResponseReturnValue:
    flash(_("The file would get too long. Part the bank into several."), "danger")
    return redirect(url_of("question", bank, found), 303)


def _list_editions(bank: Bank, found: Found) -> Sequence[EditionOfQuestion]:
    key = found.question.id
    published = queries.find_published_question(bank.course.key, found.holder.bank_key, key)
    return queries.list_question_editions(published) if published else ()


def _page(bank: Bank, found: Found, seed: int, tried: Tried | None = None) -> str:
    keys = {each.id for each in found.holder.file.questions}
    shown = trying.show_tried(found.question, current_language(), bank.pictures, seed, tried)
    is_telling = request.form.get("at", "").removesuffix("-now") == trying.FIELD
    return render_template(
        "studio/question.html",
        **frame(bank, found, ""),
        **facts(bank, found),
        question=shown,
        seed=seed,
        is_answered=tried is not None and tried.value is not None and not is_telling,
        is_empty=tried is not None and tried.value is None,
        is_marked=trying.is_marked_at_once(found.question),
        copy=question_edits.free_key(found.question.id, keys),
    )


def _seed(sent: Mapping[str, str]) -> int:
    """The seed that a page sends back, so that choices keep their order."""
    text = sent.get("seed", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 1
