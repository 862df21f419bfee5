"""A world of three places, and people whose roles reach over some of them only.

`own` is the unit of those roles, `child` hangs under it, `foreign` beside it. A place also stands
for a programme with a course: the one of trainers and reviewers (own, child), and another one
(foreign). In `own` there also work people whose roles reach further than anybody's there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from sqlalchemy import select

from accounts.models import Person, RoleGrant, Unit
from core.database import db
from tests.architecture.access import ESSAY, GAP, INVENTORY, NOBODY, PERSON, SIGNED_IN, Use
from tests.factories.courses import bundle_texts, get_course, with_essay, with_gap
from tests.factories.people import LONG_AGO

PLACES = ("own", "child", "foreign")
ANYWHERE = frozenset(PLACES)
WITHIN = frozenset({"own", "child"})
ELSEWHERE = frozenset({"foreign"})
COURSES = {"own": "basics", "child": "basics", "foreign": "khac-7"}
GAPS = {"own": "committee", "child": "committee", "foreign": "ban-khac"}
PROGRAMMES = {"own": "gender-equality", "foreign": "womens-skills"}
COURSE_ROLES = ("trainer", "reviewer")
ROLES = ("manager", "organiser", "inspector", "administrator", *COURSE_ROLES)
# Pages turned, sorted, of another state, or as of a past day show no more than the first one.
LOOKS = ("", "?page=2", "?sort=-unit", "?state=all", "?on=2026-10-01")
OTHER_COURSE = "Khóa học nơi khác"
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


MIGHTY = ("mighty-everywhere", "mighty-elsewhere", "mighty-trainer", "mighty-tomorrow")
PERSONAS = tuple(
    Persona(f"{role}-{name}", role, places)
    for role in ROLES
    for name, places in (("within", WITHIN), ("elsewhere", ELSEWHERE), ("anywhere", ANYWHERE))
)


# One person who manages and trains here, and administers elsewhere.
MIXED = (
    Persona("mixed", "manager", WITHIN),
    Persona("mixed", "administrator", ELSEWHERE),
    Persona("mixed", "trainer", WITHIN),
)


@dataclass(frozen=True)
class Place:
    """What stands in a place."""

    unit_key: str
    unit_name: str
    closed_key: str
    person_uuid: str
    person_name: str
    person_code: str
    course_key: str
    essay_uuid: str
    gap_key: str


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
    texts = with_gap(with_essay(bundle_texts("basics")))
    published = make.publish(photographed(make, make.draft(texts)))
    elsewhere = make.publish(photographed(make, make.draft(other_texts(), key="khac-7")))
    for persona in PERSONAS:
        appoint(make, units, [persona])
    appoint(make, units, MIXED)
    add_mighty(make, units)
    courses = {"own": published, "child": published, "foreign": elsewhere}
    places = {name: _furnish(make, name, unit, courses[name]) for name, unit in units.items()}
    make.assignment(published, top)
    make.assignment(elsewhere, units["foreign"])
    for course in (published, elsewhere):
        make.analysis(course)
    return places


def other_texts() -> dict[str, str]:
    """A course of the other programme."""
    texts = with_gap(with_essay(bundle_texts("khac-7")), GAPS["foreign"])
    manifest = texts["course.yml"].replace("gender-equality", "womens-skills")
    return {**texts, "course.yml": manifest.replace("Khóa học thử", OTHER_COURSE)}


def photographed(make: Any, course: Any) -> Any:
    """A course that holds a photograph."""
    make.photograph(course)
    return course


def add_mighty(make: Any, units: Mapping[str, Any]) -> None:
    """People of `own` who hold a role that reaches beyond it, each in another way."""
    people = {name: make.person(name, units["own"], full_name=name) for name in MIGHTY}
    make.role(people["mighty-everywhere"], "organiser")
    make.role(people["mighty-elsewhere"], "manager", make.unit("Cơ sở Bốn"))
    make.role(people["mighty-trainer"], "trainer", programme="gender-equality")
    make.role(people["mighty-tomorrow"], "administrator").valid_from = date(2026, 11, 21)
    db.session.commit()


def mighty_uuids() -> list[str]:
    """How addresses call them."""
    found = select(Person.uuid).where(Person.username.in_(MIGHTY)).order_by(Person.id)
    return [str(uuid) for uuid in db.session.scalars(found)]


def _furnish(make: Any, name: str, unit: Any, course: Any) -> Place:
    person = make.person(f"somebody-{name}", unit, full_name=f"Trần Thị Người{name}")
    make.goal(get_course("basics"), unit)
    found = db.session.get_one(Unit, unit.unit_id)
    told = (str(person.uuid), person.full_name, person.employee_code or "", COURSES[name])
    essay = str(make.handed_in(person, course))
    return Place(found.key, unit.name, _close_one(make, unit), *told, essay, GAPS[name])


def _close_one(make: Any, parent: Any) -> str:
    """The key of a unit that hung there and is closed."""
    past = make.unit("Tổ cũ", parent=parent)
    past.valid_to = date(2026, 1, 1)
    db.session.commit()
    return str(db.session.get_one(Unit, past.unit_id).key)


def appoint(make: Any, units: Mapping[str, Any], personas: Sequence[Persona]) -> None:
    """Let somebody hold the roles of these personas, who are one person.

    Whoever holds several works in none of the places.
    """
    name, place = personas[0].name, place_of(personas[0]) or "own"
    person = make.person(name, units[place] if len(personas) == 1 else None, full_name=name)
    for persona in personas:
        db.session.add(_grant(person.id, units, persona))
    db.session.commit()


def place_of(persona: Persona) -> str | None:
    """The place in which the role of a persona holds; None where it holds everywhere."""
    return {WITHIN: "own", ELSEWHERE: "foreign"}.get(persona.places)


def _grant(person_id: int, units: Mapping[str, Any], persona: Persona) -> RoleGrant:
    place = place_of(persona)
    is_of_courses = persona.role in COURSE_ROLES
    return RoleGrant(
        person_id=person_id,
        role=persona.role,
        unit_id=units[place].unit_id if place and not is_of_courses else None,
        programme_key=PROGRAMMES[place] if place and is_of_courses else None,
        valid_from=date(2020, 1, 1),
        valid_to=date(2026, 12, 31),
        granted_at=LONG_AGO,
    )


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


def paths_of_lists(app: Flask, routes: list[Asked], persona: Persona) -> Iterator[str]:
    """Every page without arguments, and every page of what stands within reach."""
    with app.test_request_context():
        for name, use in INVENTORY.items():
            if name.startswith("GET ") and not use.arguments and persona.role in use.who:
                looks = LOOKS if use.who < SIGNED_IN else ("",)
                yield from (f"{app.url_for(name.split()[1])}{look}" for look in looks)
    for asked in routes:
        if asked.method == "GET" and asked.expected(persona) == asked.use.answers:
            yield asked.path


def place_arguments(endpoint: str, use: Use, place: Place) -> dict[str, str | int] | None:
    """The route's arguments with what stands in a place; None where it names nothing placed."""
    given = use.arguments or {}
    placed: dict[str, str | int] = {}
    for name, value in given.items():
        if value == PERSON:
            placed[name] = place.person_uuid
        elif value == ESSAY:
            placed[name] = place.essay_uuid
        elif value == GAP:
            placed[name] = place.gap_key
        elif value == "office":
            placed[name] = place.unit_key
        elif value == "past":
            placed[name] = place.closed_key
        elif endpoint.startswith("studio.") and name == "key":
            placed[name] = place.course_key
    return {**given, **placed} if placed else None
