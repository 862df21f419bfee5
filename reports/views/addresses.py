"""Addresses within the reports: a number leads to the rows it counts."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from reports.completion import PeopleFilter
from reports.views.asked import Asked, typed_search


@dataclass(frozen=True)
class Addresses:
    """Makes addresses that keep what is looked at."""

    asked: Asked
    wanted: PeopleFilter | None

    @cached_property
    def view(self) -> dict[str, Any]:
        """The course, unit and day looked at, as arguments."""
        course = {"course": self.asked.course.key} if self.asked.course else {}
        return {**course, **self._place}

    @cached_property
    def _place(self) -> dict[str, Any]:
        unit = {"unit": self.asked.unit.key} if self.asked.unit else {}
        return {**unit, "on": self.asked.past.day.isoformat()} if self.asked.past else unit

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What the form that filters keeps: all but its own fields and the page."""
        own = ("q", "state", "sex")
        return {name: value for name, value in self.filtered.items() if name not in own}

    @property
    def is_filtered(self) -> bool:
        """Whether only some of the people are shown."""
        wanted = self.wanted
        return wanted is not None and bool(wanted.state or wanted.sex or wanted.search)

    @cached_property
    def filtered(self) -> dict[str, Any]:
        """The course, unit, filters and order, as arguments."""
        wanted = self.wanted
        if wanted is None:
            return self.view
        sort = f"{'-' if wanted.is_descending else ''}{wanted.sort}"
        given: dict[str, Any] = {"q": typed_search(), "state": wanted.state, "sex": wanted.sex}
        given["sort"] = "" if sort == "name" else sort
        return {**self.view, **{name: value for name, value in given.items() if value}}

    @cached_property
    def _page(self) -> str:
        return url_for("reports.completion")

    def course(self, key: str) -> str:
        """Another course at the same place."""
        return f"{self._page}?{urlencode({'course': key, **self._place})}"

    def people(self, course_key: str = "", **filters: str) -> str:
        """The people of a course that `filters` let through; by default the one looked at."""
        arguments: dict[str, Any] = {
            **self.view,
            **({"course": course_key} if course_key else {}),
            **filters,
        }
        return f"{self._page}?{urlencode(arguments)}#people"

    def today(self) -> str:
        """The same, as it stands today."""
        kept = {name: value for name, value in self.view.items() if name != "on"}
        return f"{self._page}?{urlencode(kept)}"

    def sorted_by(self, column: str) -> str:
        """The same people in another order; the order that stands is turned round."""
        turn = self.direction(column) == "ascending"
        arguments: dict[str, Any] = {**self.filtered, "sort": f"-{column}" if turn else column}
        return f"{self._page}?{urlencode(arguments)}#people"

    def direction(self, column: str) -> str | None:
        """How the list is sorted by this column, if it is."""
        if self.wanted is None or self.wanted.sort != column:
            return None
        return "descending" if self.wanted.is_descending else "ascending"

    def download(self, kind: str) -> str:
        """All the people shown, on all pages, as a file."""
        return url_for(f"reports.completion_{kind}", **self.filtered)

    def chart(self) -> str:
        """The chart."""
        return url_for("reports.completion_chart", **self.view)
