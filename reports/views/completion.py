"""Completion: the page, its downloads and its chart."""

from functools import partial

from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

from accounts.audit_actions import REPORT_EXPORTED
from accounts.operations.auditing import note
from core import clock
from core.database import write_transaction
from core.drawings import drawing_response
from core.i18n import localised
from core.identity import person, require_role
from core.pages import Page, page_number
from core.tables import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from reports.chart import STYLE, draw_completions
from reports.completion import PeopleFilter, ReportCourse, scored_activity
from reports.exports import PeopleExport, people_rows
from reports.queries import courses, people
from reports.queries.exports import read_export
from reports.scope import READERS
from reports.views.addresses import Addresses
from reports.views.asked import Asked, local_day, read_asked, read_filter
from reports.views.blueprint import blueprint
from reports.views.charts import has_chart, read_chart
from reports.views.choices import people_form, view_form
from reports.views.inspecting import may_list, note_look
from reports.views.lines import PersonLine, person_lines
from reports.views.measured import measure_asked
from reports.words import people_header, state_words

PAGE_SIZE = 50


@blueprint.get("/completion")
@require_role(*READERS)
def completion() -> ResponseReturnValue:
    """Are we on target, who is missing, women and men: of one course, at one place."""
    asked = read_asked()
    if asked.course is None:
        page = render_template("reports/nothing.html", view_form=view_form(asked))
    else:
        page = _completion_page(asked, asked.course)
    note_look("completion", asked)
    return page


def _completion_page(asked: Asked, course: ReportCourse) -> str:
    """The numbers, and who is counted where that may be seen."""
    wanted = read_filter(asked, course) if may_list(asked, course) else None
    measured = measure_asked(asked, course)
    return render_template(
        "reports/completion.html",
        asked=asked,
        course=course,
        measured=measured,
        read_chart=read_chart(asked, course, measured) if has_chart(asked, course) else None,
        may_list=partial(may_list, asked),
        page=_page(asked, course, wanted) if wanted else None,
        states=state_words(course.is_sensitive),
        addresses=Addresses(asked, wanted),
        view_form=view_form(asked),
        people_form=people_form(course, wanted) if wanted else None,
    )


@blueprint.get("/completion.csv")
@require_role(*READERS)
def completion_csv() -> ResponseReturnValue:
    """The people shown, on all pages, as CSV."""
    export = _read_export()
    header = people_header(export.course, export.activities)
    content = write_csv(header, people_rows(export))
    _note_export(export, "csv")
    return _download(content, CSV_TYPE, _file_name(export, "csv"))


@blueprint.get("/completion.xlsx")
@require_role(*READERS)
def completion_xlsx() -> ResponseReturnValue:
    """The people shown, on all pages, as XLSX."""
    export = _read_export()
    header = people_header(export.course, export.activities)
    content = write_xlsx(str(localised(export.course.titles)), header, people_rows(export))
    _note_export(export, "xlsx")
    return _download(content, XLSX_TYPE, _file_name(export, "xlsx"))


@blueprint.get("/completion/chart.svg")
@require_role(*READERS)
def completion_chart() -> ResponseReturnValue:
    """The chart as a picture; its policy allows its own style and nothing else."""
    asked = read_asked()
    if asked.course is None or not has_chart(asked, asked.course):
        abort(404)
    read = read_chart(asked, asked.course, measure_asked(asked, asked.course))
    note_look("chart", asked)
    return drawing_response(draw_completions(read.chart, read.words), STYLE)


def _page(asked: Asked, course: ReportCourse, wanted: PeopleFilter) -> Page[PersonLine]:
    """A page of people; how many there are is known already, unless somebody searched."""
    if wanted.search:
        total = people.count_people(wanted, asked.today)
    else:
        total = asked.of_course.count(wanted.state, wanted.sex)
    scored = None
    if not course.is_sensitive:
        scored = scored_activity(courses.list_activities(course.edition_id))
    number = min(page_number(), max(1, -(-total // PAGE_SIZE)))
    part = slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE)
    scored_id = scored.id if scored else None
    rows = people.list_people(wanted, asked.today, list(asked.unit_names), scored_id, part)
    return Page(person_lines(rows, asked.unit_names), number, PAGE_SIZE, total)


def _read_export() -> PeopleExport:
    asked = read_asked()
    if asked.course is None or not may_list(asked, asked.course):
        abort(404)
    wanted = read_filter(asked, asked.course)
    return read_export(asked.course, wanted, asked.unit_names, asked.today, local_day)


def _note_export(export: PeopleExport, ending: str) -> None:
    """Write down who took so many people along; which course only where that may be known."""
    is_open = not export.course.is_sensitive
    with write_transaction():
        note(
            REPORT_EXPORTED,
            person().id,
            clock.now(),
            subject=export.course.key if is_open else "",
            details={"people": len(export.people), "format": ending},
        )


def _file_name(export: PeopleExport, ending: str) -> str:
    day = f"-{export.past.day}" if export.past else ""
    return f"completion-{export.course.key}{day}.{ending}"


def _download(content: bytes, media_type: str, name: str) -> Response:
    response = Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
