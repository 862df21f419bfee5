"""A Word document becomes a course: the file, its outline, the draft."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectChoice

from accounts.reach import programmes_of
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.i18n import in_words, localised
from core.identity import person, require_role
from core.security import accepts_up_to
from courses.programmes import TITLES
from courses.queries import list_programme_names
from interop import operations, queries
from interop.docx.package import LARGEST_FILE, DocxRefused
from interop.docx.reading import read_docx
from interop.lessons.course import CourseWords, Pictures, key_of, read_pictures, write_files
from interop.lessons.outline import Outline
from interop.models import DOCUMENT, ReceivedFile
from interop.operations import CourseRefused
from studio.document_outline import asked_cuts, show_outline, title_of_file
from studio.forms.incoming import DocumentForm, NewCourseForm
from studio.views.blueprint import blueprint
from studio.views.reaching import WRITERS

AROUND_THE_FILE = 64 * 1024
PATH = "/studio/documents/<uuid:uuid>"


@dataclass(frozen=True)
class _Work:
    """A document that was read: its outline, and its pictures."""

    outline: Outline
    pictures: Pictures


@blueprint.get("/studio/documents/new")
@require_role(*WRITERS)
def new_document() -> ResponseReturnValue:
    """The page to send a document."""
    return render_template("studio/new_document.html", form=DocumentForm(formdata=None))


@blueprint.post("/studio/documents/new")
@require_role(*WRITERS)
@accepts_up_to(LARGEST_FILE + AROUND_THE_FILE)
def send_document() -> ResponseReturnValue:
    """Keep a document that can be read until its cuts are settled."""
    form = DocumentForm()
    if not form.validate():
        return render_template("studio/new_document.html", form=form), 422
    db.session.rollback()  # nobody waits while it is read
    content = form.file.data.read()
    try:
        read_docx(content)
    except DocxRefused as refusal:
        form.file.errors = [in_words(refusal.reason)]
        return render_template("studio/new_document.html", form=form), 422
    name = form.file.data.filename or ""
    file = operations.keep_file(DOCUMENT, name, content, clock.now(), person().id)
    db.session.commit()
    return redirect(url_for("studio.document", uuid=file.uuid), 303)


@blueprint.get(PATH)
@require_role(*WRITERS)
def document(uuid: UUID) -> ResponseReturnValue:
    """The outline as the document proposes it, or as a kind of heading does."""
    file = queries.find_received(uuid, DOCUMENT, person().id) or abort(404)
    if file.content is None:
        return redirect(url_for("studio.course", key=file.result), 303)
    work = _read(file.content, request.args.get("level"))
    title = title_of_file(work.outline, file.file_name)
    form = _course_form(NewCourseForm(formdata=None, title=title))
    return _outline_page(file, work, dict.fromkeys(work.outline.propose(), ""), form)


@blueprint.post(PATH)
@require_role(*WRITERS)
def cut_document(uuid: UUID) -> ResponseReturnValue:
    """Show the outline with other cuts, or make the course; sent twice, it is made once."""
    file = queries.find_received(uuid, DOCUMENT, person().id) or abort(404)
    if file.content is None:
        return redirect(url_for("studio.course", key=file.result), 303)
    content = file.content
    db.session.rollback()  # nobody waits while it is read
    work = _read(content, request.form.get("level"))
    cuts = asked_cuts(request.form.getlist("cut"), request.form)
    is_making = request.form.get("intent") == "create"
    find = queries.find_received_for_update if is_making else queries.find_received
    file, form = find(uuid, DOCUMENT, person().id) or abort(404), _course_form(NewCourseForm())
    if not is_making:
        return _outline_page(file, work, cuts, form)
    if file.content is None:
        return redirect(url_for("studio.course", key=file.result), 303)
    if not form.validate():
        return _outline_page(file, work, cuts, form), 422
    return _make_course(file, work, cuts, form)


def _read(content: bytes, rank: str | None) -> _Work:
    outline = Outline.of(read_docx(content), _asked_rank(rank))
    return _Work(outline, read_pictures(outline))


def _make_course(
    file: ReceivedFile, work: _Work, cuts: dict[int, str], form: NewCourseForm
) -> ResponseReturnValue:
    title = form.title.data or ""
    words = CourseWords(_free_key(key_of(title)), title, form.programme.data)
    files = write_files(work.outline, work.outline.parts(cuts), words, work.pictures)
    try:
        course = operations.create_course(files, clock.now(), person().id)
    except CourseRefused as refusal:
        db.session.rollback()
        form.form_errors.extend(in_words(each.message) for each in refusal.problems)
        return _outline_page(file, work, cuts, form), 422
    operations.finish_file(file, course.key)
    db.session.commit()
    flash(_("The course stands as a draft. Look through it, then publish it."), "success")
    return redirect(url_for("studio.course", key=course.key), 303)


def _outline_page(
    file: ReceivedFile, work: _Work, cuts: dict[int, str], form: NewCourseForm
) -> str:
    shown = show_outline(work.outline, cuts, work.pictures)
    return render_template("studio/document.html", file=file, outline=shown, form=form)


def _course_form(form: NewCourseForm) -> NewCourseForm:
    """The form with the programmes in which one writes."""
    own = programmes_of(person().scopes_of(*WRITERS))
    names = {key: localised(titles) for key, titles in TITLES.items()} | list_programme_names()
    form.programme.choices = [
        SelectChoice(key, name) for key, name in names.items() if own.covers(key)
    ]
    return form


def _asked_rank(said: str | None) -> int | None:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 3 else None


def _free_key(key: str) -> str:
    number, found = 2, key
    while queries.is_key_taken(found):
        found, number = f"{key}-{number}", number + 1
    return found
