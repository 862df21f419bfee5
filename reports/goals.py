"""Awareness goals: whether one is met, on track, or short by so many people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from reports.scope import unit_ids_on

MET, ON_TRACK, SHORT = "met", "on_track", "short"


@dataclass(frozen=True)
class Standing:
    """How a goal stands on a day. `verdict` is met, on_track or short.

    `reached_percent` is rounded down: 89.6 % does not read as a goal of 90 % met.
    """

    verdict: str
    total: int
    completed: int
    needed: int
    short_by: int
    reached_percent: int


def judge_goal(
    total: int, completed: int, target_percent: int, set_on: date, due_on: date, today: date
) -> Standing:
    """Decide how a goal stands from its counts, its target and the days.

    `needed` people are the target's share of `total`, rounded up. With them the goal is *met*,
    also after its due day. Before that it is *on track* as long as the share of `needed` who have
    completed is at least the share of the goal's days that are over: half of the days gone, half
    of the people done. The days run from the one it was set to the due day, both counted, and
    today is not over yet. Otherwise, and always after the due day, it is *short*. `short_by`
    is how many more people the target needs, not how many the pace is behind, since these are the
    people somebody has to ask. The pace is a straight line: staff who all learn in the last week
    read as short until then.
    """
    needed = -(-total * target_percent // 100)
    if completed >= needed:
        verdict = MET
    else:
        verdict = ON_TRACK if _keeps_pace(completed, needed, set_on, due_on, today) else SHORT
    reached = completed * 100 // total if total else 0
    return Standing(verdict, total, completed, needed, max(0, needed - completed), reached)


def _keeps_pace(completed: int, needed: int, set_on: date, due_on: date, today: date) -> bool:
    if today > due_on:
        return False
    days = (due_on - set_on).days + 1
    gone = max(0, (today - set_on).days)
    return completed * days >= needed * gone


class OfUnit(Protocol):
    """A goal as far as choosing among goals needs it."""

    @property
    def course_id(self) -> int:
        """Of which course."""

    @property
    def unit_id(self) -> int:
        """For which unit and all below."""

    @property
    def due_on(self) -> date:
        """Until when."""


G = TypeVar("G", bound=OfUnit)


def goals_in_force(goals: Iterable[G], path: str) -> dict[int, G]:
    """By course, the goal that holds for the unit at `path`: its own, else the nearest above.

    A goal of 90 % for the whole organisation is asked of each unit too, until it has its own.
    """
    depth = {unit_id: number for number, unit_id in enumerate(unit_ids_on(path))}
    chosen: dict[int, G] = {}
    for goal in goals:
        if goal.unit_id not in depth:
            continue
        present = chosen.get(goal.course_id)
        if present is None or depth[goal.unit_id] > depth[present.unit_id]:
            chosen[goal.course_id] = goal
    return chosen


def most_pressing(goals: Iterable[G], today: date) -> G | None:
    """The goal to look at first: due soonest of those to come, else the one due last."""
    ordered = sorted(goals, key=lambda goal: (goal.due_on, goal.course_id))
    coming = [goal for goal in ordered if goal.due_on >= today]
    return coming[0] if coming else next(reversed(ordered), None)
