"""The chart of what is looked at: read once, for its picture, its words and its table."""

from dataclasses import dataclass
from datetime import date, datetime, time

from core.i18n import current_language, format_day, localised, ngettext
from core.i18n import gettext as _
from reports.chart import Chart, ChartWords, recent_mondays, weeks_from
from reports.completion import ReportCourse
from reports.queries.people import count_asked_by_week, count_by_week
from reports.standings import MeasuredGoal
from reports.views.asked import Asked, local_day, zone


@dataclass(frozen=True)
class ReadChart:
    """A chart and what is written on it."""

    chart: Chart
    words: ChartWords


def has_chart(asked: Asked, course: ReportCourse) -> bool:
    """Whether weeks are drawn: not of a sensitive course, and not by a day that is past."""
    return not course.is_sensitive and asked.past is None


def read_chart(asked: Asked, course: ReportCourse, measured: list[MeasuredGoal]) -> ReadChart:
    """The chart of one course; a goal is drawn where there is one for all who are looked at."""
    goal = measured[0] if len(measured) == 1 and len(asked.tops) == 1 else None
    mondays = recent_mondays(asked.today)
    starts = [datetime.combine(monday, time(), zone()) for monday in mondays]
    counts = count_by_week(course.id, asked.paths, starts)
    again = count_asked_by_week(course.id, asked.paths, starts)
    set_on = local_day(goal.goal.set_at) if goal else None
    chart = Chart(
        weeks=weeks_from(mondays, counts, set_on, again),
        today=asked.today,
        people=asked.of_course.count(),
        needed=goal.standing.needed if goal else None,
        due_on=goal.goal.due_on if goal else asked.of_course.due_on,
    )
    return ReadChart(chart, _words(chart, course))


def _words(chart: Chart, course: ReportCourse) -> ChartWords:
    return ChartWords(
        language=current_language(),
        title=_("Completions by week: %(course)s", course=localised(course.titles)),
        description=_description(chart),
        goal=_("Goal: %(count)s", count=chart.needed),
        first_day=_short(chart.weeks[0].monday),
        due_day=_("due %(day)s", day=_short(chart.due_on)) if chart.due_on else "",
        today=_short(chart.today),
    )


def _description(chart: Chart) -> str:
    """The essential of the picture in words."""
    last = chart.weeks[-1]
    reached = _(
        "By %(day)s, %(completed)s of %(people)s people have completed the course, "
        "%(new)s of them this week.",
        day=format_day(chart.today),
        completed=last.altogether,
        people=chart.people,
        new=last.completed,
    )
    return f"{reached} {_wanted(chart)}".strip()


def _wanted(chart: Chart) -> str:
    """What is to be reached, and by when."""
    day = format_day(chart.due_on)
    if chart.needed is not None:
        return ngettext(
            "The goal is %(num)d person by %(day)s.",
            "The goal is %(num)d people by %(day)s.",
            chart.needed,
            day=day,
        )
    return _("It is due on %(day)s.", day=day) if day else ""


def _short(day: date) -> str:
    return day.strftime("%d/%m") if current_language() == "vi" else f"{day.day} {day:%b}"
