"""Goals: who sees them, who sets, changes and removes them."""

from datetime import date

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.queries import CurrentUnit, find_unit, list_units
from core import clock
from core.database import db
from core.i18n import gettext as _
from core.identity import person, require_role
from reports import operations
from reports.completion import ReportCourse
from reports.forms import ChangeGoalForm, GoalForm
from reports.queries import courses
from reports.queries.goals import find_goal, list_goals
from reports.scope import GOAL_SETTERS, READERS, Scope, scope_of, unit_ids_on
from reports.standings import MeasuredGoal, goals_to_measure, measure_goal, roll_up
from reports.views.asked import top_paths, zone
from reports.views.blueprint import blueprint
from reports.views.cards import goal_cards
from reports.views.choices import course_choices, unit_choices
from reports.views.inspecting import note_look
from reports.views.measured import counts_by_unit


@blueprint.get("/goals")
@require_role(*READERS)
def goals() -> ResponseReturnValue:
    """All goals that concern what the person sees, each with how it stands."""
    scope = scope_of(person().scopes_of(*READERS))
    units = [unit for unit in list_units() if scope.covers(unit.path)]
    page = render_template(
        "reports/goals.html",
        cards=goal_cards(_measure(scope, units), units, _setting_scope()),
        may_set=person().has_role(*GOAL_SETTERS),
    )
    note_look("goals")
    return page


@blueprint.get("/goals/new")
@require_role(*GOAL_SETTERS)
def new_goal() -> ResponseReturnValue:
    """The form for a new goal."""
    form, _courses, _units = _goal_form()
    return render_template("reports/new_goal.html", form=form)


@blueprint.post("/goals/new")
@require_role(*GOAL_SETTERS)
def new_goal_submit() -> ResponseReturnValue:
    """Set a goal."""
    form, every, units = _goal_form()
    if not form.validate():
        return render_template("reports/new_goal.html", form=form), 422
    course, unit = every[form.course.data], units[form.unit.data]
    values = (course.id, unit.id, form.target_percent.data, form.due_on.data)
    try:
        operations.set_goal(*values, at=clock.now(), by_id=person().id)
    except operations.GoalExists:
        form.course.errors = [_("This unit has a goal for this course already: change that one.")]
        return render_template("reports/new_goal.html", form=form), 422
    db.session.commit()
    flash(_("The goal is set."), "success")
    return redirect(url_for("reports.goals"), 303)


@blueprint.get("/goals/<course_key>/<unit_key>")
@require_role(*GOAL_SETTERS)
def change_goal(course_key: str, unit_key: str) -> ResponseReturnValue:
    """The form to change a goal."""
    course, unit = _find_place(course_key, unit_key)
    goal = find_goal(course.id, unit.id) or abort(404)
    form = ChangeGoalForm(formdata=None, obj=goal)
    return render_template("reports/change_goal.html", form=form, course=course, unit=unit)


@blueprint.post("/goals/<course_key>/<unit_key>")
@require_role(*GOAL_SETTERS)
def change_goal_submit(course_key: str, unit_key: str) -> ResponseReturnValue:
    """Change a goal."""
    course, unit = _find_place(course_key, unit_key)
    goal = find_goal(course.id, unit.id) or abort(404)
    form = ChangeGoalForm()
    form.today, form.kept_day = _today(), goal.due_on
    if not form.validate():
        page = render_template("reports/change_goal.html", form=form, course=course, unit=unit)
        return page, 422
    try:
        operations.change_goal(goal, form.target_percent.data, form.due_on.data, person().id)
    except operations.GoalGone:
        abort(404)
    db.session.commit()
    flash(_("The goal is changed."), "success")
    return redirect(url_for("reports.goals"), 303)


@blueprint.post("/goals/<course_key>/<unit_key>/remove")
@require_role(*GOAL_SETTERS)
def remove_goal(course_key: str, unit_key: str) -> ResponseReturnValue:
    """Remove a goal; sent twice, it does no more than once."""
    course, unit = _find_place(course_key, unit_key)
    goal = find_goal(course.id, unit.id)
    if goal is not None:
        operations.remove_goal(goal)
        db.session.commit()
    flash(_("The goal is removed."), "success")
    return redirect(url_for("reports.goals"), 303)


def _measure(scope: Scope, units: list[CurrentUnit]) -> list[MeasuredGoal]:
    tops = top_paths(scope.paths, units)
    above = {each for path in tops for each in unit_ids_on(path)}
    wanted = goals_to_measure(list_goals(scope.paths, above), tops, scope)
    counts = counts_by_unit({goal.course_id for goal, _path in wanted}, scope.paths)
    return [
        measure_goal(goal, path, roll_up(counts, goal.course_id, path), _today(), zone())
        for goal, path in wanted
    ]


def _goal_form() -> tuple[GoalForm, dict[str, ReportCourse], dict[str, CurrentUnit]]:
    """The form with its choices: published courses, and the units the person may set goals for."""
    scope = _setting_scope()
    every = {each.key: each for each in courses.list_courses() if each.edition_id is not None}
    units = {unit.key: unit for unit in list_units() if scope.covers(unit.path)}
    form = GoalForm()
    form.today = _today()
    form.course.choices = course_choices(every.values())
    form.unit.choices = unit_choices(list(units.values()))
    return form, every, units


def _find_place(course_key: str, unit_key: str) -> tuple[ReportCourse, CurrentUnit]:
    """The course and unit of a goal's address; 404 for a unit where the person sets no goals."""
    scope = _setting_scope()
    course = next((each for each in courses.list_courses() if each.key == course_key), None)
    unit = find_unit(unit_key)
    if course is None or unit is None or not scope.covers(unit.path):
        abort(404)
    return course, unit


def _setting_scope() -> Scope:
    return scope_of(person().scopes_of(*GOAL_SETTERS))


def _today() -> date:
    return clock.today(current_app.config["TIMEZONE"])
