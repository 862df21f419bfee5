"""A world of three places, and people whose roles reach over some of them only.

`own` is the unit of those roles, `child` hangs under it, `foreign` beside it. A place also stands
for a programme with a course: the trainer's own (own, child), and another one (foreign).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import RoleGrant, Unit
from core.database import db
from tests.architecture.access import INVENTORY, NOBODY, PERSON, Use
from tests.factories.courses import bundle_texts, get_course
from tests.factories.people import LONG_AGO

PLACES = ("own", "child", "foreign")
ANYWHERE = frozenset(PLACES)
WITHIN = frozenset({"own", "child"})
ELSEWHERE = frozenset({"foreign"})
COURSES = {"own": "basics", "child": "basics", "foreign": "other"}
# These ask for a unit behind the question mark.
BY_QUERY = {
    "GET reports.completion": "unit",
    "GET reports.completion_chart": "unit",
    "GET reports.completion_csv": "unit",
    "GET reports.completion_xlsx": "unit",
}


@dataclass(frozen=True)
class Persona:
    """Somebody who holds a role that reaches over `places`."""

    name: str
    role: str
    places: frozenset[str]


PERSONAS = tuple(
    Persona(f"{role}-{name}", role, places)
    for role in ("manager", "inspector", "administrator", "trainer")
    for name, places in (("within", WITHIN), ("elsewhere", ELSEWHERE), ("anywhere", ANYWHERE))
)


@dataclass(frozen=True)
class Place:
    """What stands in a place."""

    unit_key: str
    person_uuid: str
    person_name: str
    person_code: str
    course_key: str


@dataclass(frozen=True)
class Asked:
    """A route asked for what stands in a place."""

    name: str
    use: Use
    place: str
    path: str

    @property
    def method(self) -> str:
        """Its method."""
        return self.name.split()[0]

    def expected(self, persona: Persona) -> tuple[int, ...]:
        """The statuses that somebody should get."""
        if persona.role not in self.use.who:
            return (404,) if self.use.is_own else (403,)
        if self.use.is_whole and persona.places != ANYWHERE:
            return (403,)
        is_there = NOBODY not in self.path and self.place in persona.places
        return self.use.answers if is_there else self.use.missing


def build_places(make: Any) -> dict[str, Place]:
    """Three units under one, each with somebody in it, two programmes with a course each.

    And somebody for every persona.
    """
    make.organisation()
    top = make.unit("Tỉnh")
    own = make.unit("Cơ sở Một", parent=top)
    units = {
        "own": own,
        "child": make.unit("Tổ Hai", parent=own),
        "foreign": make.unit("Cơ sở Ba", parent=top),
    }
    published = make.course("basics")
    other = bundle_texts("other")
    other["course.yml"] = other["course.yml"].replace("gender-equality", "womens-skills")
    make.publish(make.draft(other, key="other"))
    for persona in PERSONAS:
        appoint(make, units, persona)
    places = {name: _furnish(make, name, unit) for name, unit in units.items()}
    make.assignment(published, top)
    return places


def _furnish(make: Any, name: str, unit: Any) -> Place:
    person = make.person(f"somebody-{name}", unit, full_name=f"Trần Thị Người{name}")
    make.goal(get_course("basics"), unit)
    code = person.employee_code or ""
    found = db.session.get_one(Unit, unit.unit_id)
    return Place(found.key, str(person.uuid), person.full_name, code, COURSES[name])


def appoint(make: Any, units: Mapping[str, Any], persona: Persona) -> None:
    """Let somebody hold the role of a persona."""
    place = {WITHIN: "own", ELSEWHERE: "foreign"}.get(persona.places)
    is_trainer = persona.role == "trainer"
    programmes = {"own": "gender-equality", "foreign": "womens-skills"}
    person = make.person(persona.name, units[place or "own"], full_name=persona.name)
    db.session.add(
        RoleGrant(
            person_id=person.id,
            role=persona.role,
            unit_id=units[place].unit_id if place and not is_trainer else None,
            programme_key=programmes[place] if place and is_trainer else None,
            valid_from=date(2020, 1, 1),
            valid_to=date(2026, 12, 31),
            granted_at=LONG_AGO,
        )
    )
    db.session.commit()


def placed_routes(places: Mapping[str, Place], path_of: Any) -> Iterator[Asked]:
    """Every route that leads to something in a place, once for each place."""
    for name, use in INVENTORY.items():
        endpoint = name.split()[1]
        for place, stands in places.items():
            arguments = place_arguments(endpoint, use, stands)
            if name in BY_QUERY:
                arguments = {BY_QUERY[name]: stands.unit_key}
            if arguments is None and use.is_whole:
                arguments = dict.fromkeys(use.arguments or {}, NOBODY)
            if arguments is not None:
                yield Asked(name, use, place, path_of(endpoint, **arguments))


def place_arguments(endpoint: str, use: Use, place: Place) -> dict[str, str | int] | None:
    """The route's arguments with what stands in a place; None where it names nothing placed."""
    given = use.arguments or {}
    placed: dict[str, str | int] = {}
    for name, value in given.items():
        if value == PERSON:
            placed[name] = place.person_uuid
        elif value == "office":
            placed[name] = place.unit_key
        elif endpoint.startswith("studio.") and name == "key":
            placed[name] = place.course_key
    return {**given, **placed} if placed else None
