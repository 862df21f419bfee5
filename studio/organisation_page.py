"""Gaps of the organisation as a page lists them: each with the course it stands in. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from courses.bundles.manifest import manifest_language
from courses.organisation.gaps import Gap
from studio.contents import manifest_titles


class GapCourse(Protocol):
    """What of a course such a list says."""

    key: Any
    language: Any
    manifest: Any


@dataclass(frozen=True)
class GapUse:
    """A gap, and the course whose lesson leaves it."""

    gap: Gap
    course_key: str
    programme: str
    titles: Mapping[str, str]
    language: str


def list_uses(found: Iterable[tuple[GapCourse, str, Iterable[Gap]]]) -> list[GapUse]:
    """Every gap with its course and that one's programme, course by course."""
    uses = []
    for course, programme, gaps in found:
        own = manifest_language(course.manifest, course.language)
        titles = manifest_titles(course.manifest, own)
        uses += [GapUse(gap, course.key, programme, titles, own) for gap in gaps]
    return uses
