"""The courses there are to choose from, by programme, and when they are recommended. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portal.progress import CourseProgress


class Programme(Protocol):
    """A programme as the database has it."""

    key: Any
    titles: Any
    summaries: Any
    year: Any


@dataclass(frozen=True)
class ShownSeason:
    """A part of the year, and the courses that are there among those recommended for it."""

    titles: Mapping[str, str]
    courses: tuple[CourseProgress, ...]


@dataclass(frozen=True)
class ShownProgramme:
    """A programme that has courses."""

    key: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    year: tuple[ShownSeason, ...]
    courses: tuple[CourseProgress, ...]


def group_by_programme(
    programmes: Sequence[Programme], courses: Sequence[CourseProgress]
) -> list[ShownProgramme]:
    """Part courses by their programmes; one without any is left out, as is a season without."""
    shown = []
    for programme in programmes:
        own = tuple(each for each in courses if each.course.programme == programme.key)
        if own:
            seasons = _seasons(programme.year, {each.course.key: each for each in courses})
            named = (programme.key, programme.titles, programme.summaries)
            shown.append(ShownProgramme(*named, seasons, own))
    return shown


def _seasons(
    year: Sequence[Mapping[str, Any]], courses: Mapping[str, CourseProgress]
) -> tuple[ShownSeason, ...]:
    seasons = (
        ShownSeason(
            season["titles"], tuple(courses[key] for key in season["courses"] if key in courses)
        )
        for season in year
    )
    return tuple(season for season in seasons if season.courses)
