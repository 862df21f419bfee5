"""The list of people, each line written out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from core.i18n import format_day
from reports.completion import per_cent
from reports.queries.places import list_left_names
from reports.views.asked import local_day


@dataclass(frozen=True)
class PersonLine:
    """One person as the list shows them; `shown` is the state.

    `left` is the unit in which it was completed, if that is another.
    """

    name: str
    code: str
    unit: str
    shown: str
    due: str
    completed: str
    left: str
    score: int | None


def person_lines(rows: Sequence[Any], unit_names: Mapping[int, str]) -> list[PersonLine]:
    """The rows of reports.queries.people in words; a day that returns is written once."""

    @cache
    def words(day: date | None) -> str:
        return format_day(day)

    left = list_left_names(rows, local_day)
    return [
        PersonLine(
            name=row.full_name,
            code=row.employee_code or "",
            unit=unit_names.get(row.unit_id, ""),
            shown=row.shown,
            due=words(row.due_on),
            completed=words(local_day(row.completed_at)) if row.completed_at else "",
            left=left.get(row.id, ""),
            score=per_cent(row.scaled_score),
        )
        for row in rows
    ]
