"""Where people were when they completed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from accounts.models import UnitPeriod
from core.database import db
from reports.completion import Day


def list_left_names(people: Iterable[Any], day: Day) -> dict[int, str]:
    """In which unit people completed who are shown in another: its name then, by enrolment id.

    `people` are rows of reports.queries.people. Where nobody moved, nothing is asked.
    """
    moved = [(row.id, row.left_unit_id, day(row.completed_at)) for row in people if row[-1]]
    if not moved:
        return {}
    periods = _periods_of({unit_id for _, unit_id, _ in moved})
    return {enrolment_id: _name_on(periods[unit_id], on) for enrolment_id, unit_id, on in moved}


def _periods_of(unit_ids: Iterable[int]) -> dict[int, list[tuple[date, str]]]:
    """Since when each unit was called what, in order."""
    query = (
        select(UnitPeriod.unit_id, UnitPeriod.valid_from, UnitPeriod.name)
        .where(UnitPeriod.unit_id.in_(sorted(unit_ids)))
        .order_by(UnitPeriod.unit_id, UnitPeriod.valid_from, UnitPeriod.id)
    )
    periods: dict[int, list[tuple[date, str]]] = {}
    for unit_id, valid_from, name in db.session.execute(query):
        periods.setdefault(unit_id, []).append((valid_from, name))
    return periods


def _name_on(periods: list[tuple[date, str]], day: date) -> str:
    """What it was called on a day; what it was first called, if it began later."""
    begun = [name for valid_from, name in periods if valid_from <= day]
    return begun[-1] if begun else periods[0][1]
