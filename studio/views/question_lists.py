"""A list of questions in Word or Excel: the file, what was found in it, and saving that."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from core import clock
from core.database import db
from core.downloads import name_download
from core.i18n import gettext as _
from core.i18n import in_words, ngettext
from core.identity import person, require_role
from core.security import accepts_up_to
from core.sentences import Refusal
from core.tables import LARGEST_FILE, XLSX_TYPE
from courses.models import Course
from courses.operations import DraftFileRefused
from courses.queries import get_course_for_update
from interop import operations, queries
from interop.lessons.course import free_key, key_of
from interop.models import QUESTIONS, ReceivedFile
from interop.questions.banks import BankFile, begin_bank, find_bank
from interop.questions.formats import read_questions
from interop.questions.sheet_writing import write_sheet_list, write_sheet_template
from interop.questions.template import write_word_template
from studio.forms.incoming import QuestionListForm, TargetBankForm
from studio.found_questions import FoundList, show_found
from studio.views.bank import load_bank
from studio.views.blueprint import blueprint
from studio.views.reaching import READERS, WRITERS, get_course, get_own_course

AROUND_THE_FILE = 64 * 1024
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATES = {"docx": (write_word_template, DOCX_TYPE), "xlsx": (write_sheet_template, XLSX_TYPE)}
PATH = "/studio/courses/<key>/question-lists"
NEW = "new"


@dataclass(frozen=True)
class _Work:
    """A list that was sent, and what was found in it."""

    course: Course
    file: ReceivedFile
    found: FoundList


@blueprint.get(f"{PATH}/new")
@require_role(*WRITERS)
def new_question_list(key: str) -> ResponseReturnValue:
    """The page to send a list."""
    return _file_page(get_own_course(key), QuestionListForm(formdata=None))


@blueprint.post(f"{PATH}/new")
@require_role(*WRITERS)
@accepts_up_to(LARGEST_FILE + AROUND_THE_FILE)
def send_question_list(key: str) -> ResponseReturnValue:
    """Keep a list that can be read until it is saved."""
    course, form = get_own_course(key), QuestionListForm()
    if not form.validate():
        return _file_page(course, form), 422
    name, content = form.file.data.filename or "", form.file.data.read()
    language = course.language
    db.session.rollback()  # nobody waits while it is read
    try:
        read_questions(name, content, language=language)
    except Refusal as refusal:
        form.file.errors = [in_words(refusal.reason)]
        return _file_page(get_own_course(key), form), 422
    course = get_own_course(key)
    file = operations.keep_file(QUESTIONS, name, content, clock.now(), person().id, course)
    db.session.commit()
    return redirect(url_for("studio.question_list", uuid=file.uuid), 303)


@blueprint.get("/studio/question-lists/<uuid:uuid>")
@require_role(*WRITERS)
def question_list(uuid: UUID) -> ResponseReturnValue:
    """Everything that was found in a list, and what is wrong in it."""
    file = queries.find_received(uuid, QUESTIONS, person().id) or abort(404)
    course = get_own_course(queries.get_course_of(file).key)
    if file.content is None:
        return redirect(url_for("studio.questions", key=course.key, place=file.result), 303)
    form = TargetBankForm(formdata=None, title=file.file_name.rpartition(".")[0][:150])
    found = _read(file.file_name, file.content, course.language)
    return _found_page(_Work(course, file, found), form)


@blueprint.post("/studio/question-lists/<uuid:uuid>")
@require_role(*WRITERS)
def save_question_list(uuid: UUID) -> ResponseReturnValue:
    """Put what was found into a bank; sent twice, it is there once."""
    file = queries.find_received(uuid, QUESTIONS, person().id) or abort(404)
    course = get_own_course(queries.get_course_of(file).key)
    name, content, language = file.file_name, file.content or b"", course.language
    db.session.rollback()  # nobody waits while it is read
    found = _read(name, content, language) if content else None
    file = queries.find_received_for_update(uuid, QUESTIONS, person().id) or abort(404)
    course = get_course_for_update(get_own_course(queries.get_course_of(file).key).id)
    if file.content is None or found is None:
        return redirect(url_for("studio.questions", key=course.key, place=file.result), 303)
    work, form = _Work(course, file, found), TargetBankForm()
    bank = _target(work, form)
    if bank is None:
        return _found_page(work, form), 422
    return _save(work, form, bank)


@blueprint.get("/studio/question-list.<kind>")
@require_role(*WRITERS)
def question_list_template(kind: str) -> ResponseReturnValue:
    """A list with a few questions that show how."""
    write, content_type = TEMPLATES.get(kind) or abort(404)
    return _download(write(), content_type, f"{_('questions')}.{kind}")


@blueprint.get(f"{PATH}/<folder>/<stem>.xlsx")
@require_role(*READERS)
def question_list_xlsx(key: str, folder: str, stem: str) -> ResponseReturnValue:
    """A bank as an Excel list that can be read again."""
    bank = find_bank(queries.list_banks(get_course(key)), f"{folder}/{stem}") or abort(404)
    written = write_sheet_list(bank.file.current_questions, bank.title)
    return _download(written.content, XLSX_TYPE, f"{stem}.xlsx")


def _save(work: _Work, form: TargetBankForm, bank: BankFile) -> ResponseReturnValue:
    questions = work.found.questions
    try:
        done = operations.add_questions(work.course, bank, questions, clock.now(), person().id)
    except DraftFileRefused as refusal:
        db.session.rollback()
        form.bank.errors = [in_words(refusal.reason)]
        return _found_page(work, form), 422
    place = bank.path.removesuffix(".md")
    operations.finish_file(work.file, place)
    db.session.commit()
    added = ngettext("%(num)d question is in.", "%(num)d questions are in.", len(done.added))
    flash(added if done.added else _("All of these questions were there already."), "success")
    return redirect(url_for("studio.questions", key=work.course.key, place=place), 303)


def _target(work: _Work, form: TargetBankForm) -> BankFile | None:
    """The bank that was chosen, or a new one; None with the reason in the form."""
    banks = _offer_banks(work.course, form)
    if not form.validate() or not work.found.questions:
        return None
    if form.bank.data != NEW:
        return find_bank(banks, form.bank.data)
    if not form.title.data:
        form.title.errors = [_("Please give the new bank a title.")]
        return None
    taken = {each.path.partition("/")[2].removesuffix(".md") for each in banks}
    taken |= {each.file.id for each in banks}
    key = free_key(key_of(form.title.data, 40, "cau-hoi"), taken)
    return begin_bank(key, form.title.data, work.course.language)


def _offer_banks(course: Course, form: TargetBankForm) -> list[BankFile]:
    banks = list(queries.list_banks(course))
    places = [SelectChoice(each.path.removesuffix(".md"), each.title) for each in banks]
    form.bank.choices = [*places, SelectChoice(NEW, _("A new bank"))]
    return banks


def _read(name: str, content: bytes, language: str) -> FoundList:
    found, read = read_questions(name, content, language=language)
    return show_found(found, read, language)


def _found_page(work: _Work, form: TargetBankForm) -> str:
    _offer_banks(work.course, form)
    bank = load_bank(work.course)
    return render_template(
        "studio/question_list.html", **bank.names, file=work.file, found=work.found, form=form
    )


def _file_page(course: Course, form: QuestionListForm) -> str:
    return render_template("studio/new_question_list.html", **load_bank(course).names, form=form)


def _download(content: bytes, content_type: str, name: str) -> Response:
    response = Response(content, content_type=content_type)
    name_download(response, name)
    response.headers["Cache-Control"] = "no-store"
    return response
