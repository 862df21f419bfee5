"""Every SELECT about gaps and what fills them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup
from sqlalchemy import select

from accounts.models import Person
from core.database import db
from courses.models import Course, DraftFile, Programme
from courses.organisation.gaps import FilledText, Gap, find_gaps
from courses.organisation.models import OrganisationText


@dataclass(frozen=True)
class WrittenText:
    """A text as it was saved last, and by whom."""

    key: str
    language: str
    source: str
    html: Markup
    changed_at: datetime
    changed_by: str | None


def find_filled(keys: Collection[str], language: str) -> dict[str, FilledText]:
    """What fills these gaps, in `language` or else in the one there is."""
    query = (
        select(OrganisationText.key, OrganisationText.language, OrganisationText.html)
        .where(OrganisationText.key.in_(sorted(keys)))
        .order_by(OrganisationText.key, OrganisationText.language)
    )
    found: dict[str, FilledText] = {}
    for key, written_in, html in db.session.execute(query):
        if key not in found or written_in == language:
            found[key] = FilledText(_clean(html), written_in)
    return found


def list_written(keys: Collection[str] | None = None) -> list[WrittenText]:
    """The texts that fill these gaps, or all there are, by key and language."""
    query = (
        select(
            OrganisationText.key,
            OrganisationText.language,
            OrganisationText.source,
            OrganisationText.html,
            OrganisationText.changed_at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == OrganisationText.changed_by_id)
        .order_by(OrganisationText.key, OrganisationText.language)
    )
    if keys is not None:
        query = query.where(OrganisationText.key.in_(sorted(keys)))
    rows = db.session.execute(query)
    return [WrittenText(*row[:3], _clean(row[3]), *row[4:]) for row in rows]


def list_gaps() -> list[tuple[Course, str, list[Gap]]]:
    """The gaps in the drafts of all courses, course by course, each with its programme's key."""
    query = (
        select(Course, Programme.key, DraftFile.path, DraftFile.source)
        .join(DraftFile, DraftFile.course_id == Course.id)
        .join(Programme, Programme.id == Course.programme_id)
        .where(DraftFile.path.like("lessons/%"), DraftFile.source.like("%organisation%"))
        .order_by(Programme.position, Programme.id, Course.key, DraftFile.path)
    )
    found: dict[int, tuple[Course, str, list[Gap]]] = {}
    for course, programme, path, source in db.session.execute(query):
        gaps = find_gaps({path: source})
        if gaps:
            found.setdefault(course.id, (course, programme, []))[2].extend(gaps)
    return list(found.values())


def _clean(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - sanitised when it was saved
