"""Goals as cards: what they are called, where they lead, who may change them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from accounts.queries import CurrentUnit
from core.i18n import LocalText, localised
from reports.goals import Standing
from reports.queries.courses import list_courses
from reports.scope import Scope
from reports.standings import MeasuredGoal


@dataclass(frozen=True)
class GoalCard:
    """One goal where it is measured. `asked_by` names the unit above that it was set for."""

    title: LocalText
    place: str
    asked_by: str
    goal: Any
    standing: Standing
    url: str
    change_url: str | None


def goal_cards(
    measured: Iterable[MeasuredGoal], units: Sequence[CurrentUnit], may_set_in: Scope
) -> list[GoalCard]:
    """A card for each measured goal, those due soonest first."""
    titles = {course.id: (course.key, localised(course.titles)) for course in list_courses()}
    by_path = {unit.path: unit for unit in units}
    ordered = sorted(measured, key=lambda each: (each.goal.due_on, each.path))
    return [
        _card(each, by_path[each.path], *titles[each.goal.course_id], may_set_in)
        for each in ordered
    ]


def _card(
    measured: MeasuredGoal, unit: CurrentUnit, course_key: str, title: LocalText, may_set_in: Scope
) -> GoalCard:
    goal = measured.goal
    keys = {"course_key": course_key, "unit_key": goal.unit_key}
    may_change = may_set_in.covers(goal.path)
    return GoalCard(
        title=title,
        place=unit.name,
        asked_by="" if measured.is_own else goal.unit_name,
        goal=goal,
        standing=measured.standing,
        url=url_for("reports.completion", course=course_key, unit=unit.key),
        change_url=url_for("reports.change_goal", **keys) if may_change else None,
    )
