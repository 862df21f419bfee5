"""The forms that say what to look at, with their choices."""

from collections.abc import Iterable, Sequence

from wtforms import SelectChoice

from accounts.queries import CurrentUnit
from core.i18n import gettext as _
from core.i18n import localised
from core.webforms import local_choice
from reports import completion
from reports.completion import PeopleFilter, ReportCourse
from reports.forms import PeopleForm, ViewForm
from reports.views.asked import Asked, typed_search
from reports.words import sex_words, state_words

INDENT = "\u2003"


def view_form(asked: Asked) -> ViewForm:
    """Of which unit, where there is a choice, and as of which day, where a past one is shown."""
    form = ViewForm(formdata=None)
    form.on.data = asked.past.day if asked.past else None
    if asked.course and asked.course.is_sensitive:
        del form.on
    if len(asked.units) < 2:
        del form.unit
        return form
    form.unit.choices = [("", _("All units")), *unit_choices(asked.units)]
    form.unit.data = asked.unit.key if asked.unit else ""
    return form


def people_form(course: ReportCourse, wanted: PeopleFilter) -> PeopleForm:
    """Which of the people; what was searched stands as it was typed."""
    form = PeopleForm(formdata=None)
    words = state_words(course.is_sensitive)
    states: Sequence[str] = (
        completion.SENSITIVE_STATES if course.is_sensitive else completion.STATES
    )
    shown = (completion.MISSING, *states)
    form.state.choices = [("", _("All")), *((state, words[state]) for state in shown)]
    form.sex.choices = [("", _("All")), *sex_words().items()]
    form.q.data = typed_search()
    form.state.data, form.sex.data = wanted.state, wanted.sex
    return form


def course_choices(courses: Iterable[ReportCourse]) -> list[SelectChoice]:
    """Courses to choose from."""
    return [local_choice(course.key, localised(course.titles)) for course in courses]


def unit_choices(units: Sequence[CurrentUnit]) -> list[tuple[str, str]]:
    """Units to choose from, each set in under the one above it."""
    highest = min((unit.depth for unit in units), default=0)
    return [(unit.key, INDENT * (unit.depth - highest) + unit.name) for unit in units]
