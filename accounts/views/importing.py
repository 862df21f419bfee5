"""Importing the staff: a file, its columns, what would become of it, and doing it."""

from typing import Any
from uuid import UUID

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts import audit_actions
from accounts.forms.importing import ImportFileForm, columns_form
from accounts.importing.plan import ACTIONS
from accounts.importing.problems import Problem
from accounts.importing.rows import Sheet
from accounts.importing.showing import (
    MISSING,
    annotated,
    describe,
    shown_columns,
    shown_problems,
    shown_rows,
)
from accounts.importing.work import Work, came_to_nothing, work_of
from accounts.models import ImportRun
from accounts.operations import importing
from accounts.operations.auditing import note
from accounts.queries import importing as queries
from accounts.queries.listing import everybody
from accounts.views.blueprint import blueprint
from accounts.views.reaching import author, own_reach, today
from core import clock
from core.database import db
from core.downloads import name_download
from core.i18n import gettext as _
from core.identity import person, require_role
from core.jobs import find_job
from core.pages import page_number
from core.security import accepts_up_to
from core.tables import (
    CSV_TYPE,
    LARGEST_FILE,
    XLSX_TYPE,
    Table,
    TableRefused,
    read_table,
    write_csv,
    write_xlsx,
)

AROUND_THE_FILE = 64 * 1024
WORKING = ("checking", "applying")


@blueprint.get("/people/import")
@require_role("administrator")
def import_file() -> ResponseReturnValue:
    """The page to send a file, and one's latest imports."""
    return _file_page(ImportFileForm(formdata=None, kind=request.args.get("kind", "people")))


@blueprint.post("/people/import")
@require_role("administrator")
@accepts_up_to(LARGEST_FILE + AROUND_THE_FILE)
def import_file_submit() -> ResponseReturnValue:
    """Take a file in; it is read while nobody waits for this."""
    form = ImportFileForm()
    if not form.validate():
        return _file_page(form), 422
    db.session.rollback()
    content = form.file.data.read()
    try:
        table = read_table(content)
    except TableRefused as refused:
        problems = [Problem(**vars(problem)) for problem in refused.problems]
        form.file.errors = [_("The file is refused. Nothing is changed.")]
        return _file_page(form, describe(problems, Sheet((), 0, ()))), 422
    run = _stage(form, content, table)
    return redirect(url_for("accounts.import_columns", uuid=run.uuid), 303)


@blueprint.get("/people/import/<uuid:uuid>")
@require_role("administrator")
def import_run(uuid: UUID) -> ResponseReturnValue:
    """How an import stands: its progress, what would become of it, or that it is done."""
    run, work = _run_and_work(uuid)
    if run.state == "uploaded":
        return redirect(url_for("accounts.import_columns", uuid=uuid), 303)
    if run.state in WORKING:
        return render_template("accounts/import_progress.html", run=run, work=work)
    if run.state == "done":
        return render_template("accounts/import_done.html", run=run)
    whole = queries.get_run(uuid)
    result, sheet = importing.kept_result(whole), importing.kept_sheet(whole)
    problems = shown_problems(result, sheet, page_number())
    return render_template("accounts/import_result.html", run=run, result=result, problems=problems)


@blueprint.get("/people/import/<uuid:uuid>/progress")
@require_role("administrator")
def import_progress(uuid: UUID) -> ResponseReturnValue:
    """How far the work is, for the bar."""
    run, work = _run_and_work(uuid)
    is_working = run.state in WORKING and not work.has_failed
    return {"working": is_working, "late": work.is_late, "done": work.done, "total": work.total}


@blueprint.get("/people/import/<uuid:uuid>/columns")
@require_role("administrator")
def import_columns(uuid: UUID) -> ResponseReturnValue:
    """What each column holds, as it was recognised, to be corrected."""
    run, work = _run_and_work(uuid)
    if not _is_open(run, work):
        return redirect(url_for("accounts.import_run", uuid=uuid), 303)
    return render_template("accounts/import_columns.html", run=run, form=_columns_form(run))


@blueprint.post("/people/import/<uuid:uuid>/columns")
@require_role("administrator")
def import_columns_submit(uuid: UUID) -> ResponseReturnValue:
    """Have the file checked with these columns."""
    run, work = _run_and_work(uuid)
    if not _is_open(run, work):
        return redirect(url_for("accounts.import_run", uuid=uuid), 303)
    form = _columns_form(run)
    if not form.validate():
        return render_template("accounts/import_columns.html", run=run, form=form), 422
    creates = bool(form.creates_units and form.creates_units.data)
    importing.choose_columns(run, form.choices_made(len(run.column_keys)), creates, author())
    db.session.commit()
    return redirect(url_for("accounts.import_run", uuid=uuid), 303)


@blueprint.get("/people/import/<uuid:uuid>/rows/<action>")
@require_role("administrator")
def import_rows(uuid: UUID, action: str) -> ResponseReturnValue:
    """The rows that are added, changed, moved …, or who is missing in the file."""
    run = _run(uuid)
    if action not in (*ACTIONS, MISSING) or run.state != "checked":
        abort(404)
    page = shown_rows(importing.kept_result(queries.get_run(uuid)), action, page_number())
    return render_template("accounts/import_rows.html", run=run, action=action, page=page)


@blueprint.get("/people/import/<uuid:uuid>/problems")
@require_role("administrator")
def import_problems(uuid: UUID) -> ResponseReturnValue:
    """The same spreadsheet with a column that says what is wrong."""
    if _run(uuid).state != "checked":
        abort(404)
    run = queries.get_run(uuid)
    problems = [Problem(*each) for each in importing.kept_result(run)["problems"]]
    sheet, kind = importing.kept_sheet(run), "xlsx" if run.is_workbook else "csv"
    db.session.rollback()
    header, rows = annotated(sheet, problems)
    content = write_xlsx("Sen", header, rows) if kind == "xlsx" else write_csv(header, rows)
    return _download(content, kind, f"sen-import-{today():%Y-%m-%d}.{kind}")


@blueprint.post("/people/import/<uuid:uuid>/apply")
@require_role("administrator")
def import_apply(uuid: UUID) -> ResponseReturnValue:
    """Have a checked file merged."""
    run = _run(uuid)
    skips_refused = request.form.get("skips_refused") == "yes"
    importing.start_applying(run, skips_refused, author())
    db.session.commit()
    return redirect(url_for("accounts.import_run", uuid=uuid), 303)


@blueprint.post("/people/import/<uuid:uuid>/discard")
@require_role("administrator")
def import_discard(uuid: UUID) -> ResponseReturnValue:
    """Let go of a file that is not to be imported."""
    is_discarded = importing.discard_run(_run(uuid))
    db.session.commit()
    if not is_discarded:
        return redirect(url_for("accounts.import_run", uuid=uuid), 303)
    flash(_("The file is discarded. Nothing is changed."), "success")
    return redirect(url_for("accounts.import_file"), 303)


@blueprint.post("/people/export")
@require_role("administrator")
def export_people() -> ResponseReturnValue:
    """Everybody within reach as a spreadsheet that can be imported again; written down."""
    kind = "csv" if request.form.get("format") == "csv" else "xlsx"
    note(audit_actions.PEOPLE_EXPORTED, person().id, clock.now(), details={"format": kind})
    db.session.commit()
    content = everybody(own_reach(), today(), kind)
    return _download(content, kind, f"sen-{today():%Y-%m-%d}.{kind}")


def _run(uuid: UUID) -> ImportRun:
    return queries.find_run(uuid, person().id) or abort(404)


def _run_and_work(uuid: UUID) -> tuple[ImportRun, Work]:
    """The job first: where it is done, the run has moved on, and is then seen as it is now."""
    job_uuid = _run(uuid).job_uuid
    work = work_of(find_job(job_uuid) if job_uuid else None, clock.now())
    return _run(uuid), work


def _is_open(run: ImportRun, work: Work) -> bool:
    """Whether its columns may still be chosen."""
    return run.state in ("uploaded", "checked") or (run.state in WORKING and work.has_failed)


def _stage(form: ImportFileForm, content: bytes, table: Table) -> ImportRun:
    name = form.file.data.filename or ""
    run = importing.stage_file(form.kind.data, name, content, table, author())
    db.session.commit()
    return run


def _columns_form(run: ImportRun) -> Any:
    columns = shown_columns(importing.kept_sheet(queries.get_run(run.uuid)))
    return columns_form(run.kind, columns, run.column_keys, run.creates_units)


def _file_page(form: ImportFileForm, problems: Any = ()) -> str:
    runs = [
        (run, "failed" if run.state in WORKING and came_to_nothing(job_state) else run.state)
        for run, job_state in queries.list_runs(person().id)
    ]
    return render_template("accounts/import_file.html", form=form, runs=runs, problems=problems)


def _download(content: bytes, kind: str, name: str) -> Response:
    response = Response(content, content_type=CSV_TYPE if kind == "csv" else XLSX_TYPE)
    name_download(response, name)
    response.headers["Cache-Control"] = "no-store"
    return response
