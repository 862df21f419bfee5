"""Nobody reaches what is not hers: every route, every role in and out of its scope."""

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from accounts.models import AuditEntry
from core.database import db
from tests.architecture.access import INVENTORY, PERSON, SIGNED_IN, Use
from tests.architecture.scopes import (
    COURSE_ROLES,
    MIXED,
    OTHER_COURSE,
    PERSONAS,
    PLACES,
    ROLES,
    Persona,
    mighty_uuids,
    paths_of_lists,
)
from tests.architecture.world import World, text_of

by_role = pytest.mark.parametrize("role", ROLES)


def count_entries(action: str) -> int:
    """How many entries of the audit are of an action that begins so."""
    query = select(func.count(AuditEntry.id)).where(AuditEntry.action.startswith(action))
    return db.session.scalar(query) or 0


def personas(role: str) -> list[Persona]:
    """Those who hold a role, here, elsewhere and everywhere."""
    return [persona for persona in PERSONAS if persona.role == role]


def untold(world: World, persona: Persona, path: str) -> list[str]:
    """The words that a page must not say to somebody."""
    if persona.role in COURSE_ROLES:
        is_foreign = "foreign" not in persona.places and path.startswith("/studio")
        # An exception is made for somebody who has a course of theirs, by name.
        stands = world.stands.values()
        names = [each.person_name for each in stands if each.person_uuid not in path]
        return [*names, OTHER_COURSE] if is_foreign else names
    beyond = [world.stands[place] for place in PLACES if place not in persona.places]
    words = [word for each in beyond for word in (each.person_name, each.person_uuid)]
    if path.startswith("/reports/completion") and "foreign" not in persona.places:
        words.append(OTHER_COURSE)
    return [*words, *(each.unit_name for each in beyond)]


def test_every_place_is_asked_for(routes) -> None:
    assert {asked.place for asked in routes} == set(PLACES)
    assert len(routes) > 60


@by_role
def test_a_route_leads_only_to_what_is_theirs(world, routes, role) -> None:
    wrong = []
    for persona in personas(role):
        for asked in routes:
            status = world.send(persona.name, asked.method, asked.path).status_code
            if status not in asked.expected(persona):
                wrong.append(f"{persona.name}: {asked.name} {asked.place}: {status}")
            if asked.method == "POST" and status < 400:
                world.undo()
    assert wrong == []


def test_roles_do_not_add_up(world, routes) -> None:
    """Who manages here and administers elsewhere neither administers here nor manages there."""
    wrong = []
    for asked in routes:
        roles = [persona for persona in MIXED if persona.role in asked.use.who]
        wanted = asked.expected(roles[0] if roles else MIXED[0])
        status = world.send("mixed", asked.method, asked.path).status_code
        if status not in wanted:
            wrong.append(f"{asked.name} {asked.place}: {status}, not {wanted}")
        if asked.method == "POST" and status < 400:
            world.undo()
    assert wrong == []


@by_role
def test_no_page_list_export_or_count_shows_more_than_is_theirs(app, world, routes, role) -> None:
    """What stands in another place is nowhere named to those who do not reach it."""
    shown = []
    for persona in personas(role):
        for path in paths_of_lists(app, routes, persona):
            if words := untold(world, persona, path):
                text = text_of(world.send(persona.name, "GET", path))
                shown += [(persona.name, path, word) for word in words if word in text]
    assert shown == []


@by_role
def test_who_is_refused_changes_nothing(world, routes, role) -> None:
    for persona in personas(role):
        for asked in routes:
            if asked.method == "POST":
                status = world.send(persona.name, "POST", asked.path).status_code
                if status < 400:
                    world.undo()
        assert (persona.name, world.changed()) == (persona.name, [])


def test_each_look_of_an_inspector_is_written_down(app, world) -> None:
    missing = []
    for name, use in INVENTORY.items():
        if not (name.startswith("GET ") and "inspector" in use.who < SIGNED_IN):
            continue
        with app.test_request_context():
            path = app.url_for(name.split()[1])
        before = count_entries("report.")
        assert world.send("inspector-within", "GET", path).status_code == 200
        if count_entries("report.") != before + 1:
            missing.append(name)
    assert missing == []


def test_each_look_at_another_persons_record_is_written_down(app, world) -> None:
    """Its own page, the roles, and what she signs in with; asking once more is no look."""
    uuid = world.stands["own"].person_uuid
    looks = []
    for path in ("", "/roles", "/second-factor", "/deactivate", "/slip"):
        before = count_entries("person.looked_at")
        world.send("administrator-within", "GET", f"/people/{uuid}{path}")
        looks.append(count_entries("person.looked_at") - before)
    assert looks == [1, 1, 1, 0, 0]


def test_nobody_below_the_whole_changes_whose_role_reaches_further(app, world) -> None:
    """A role everywhere, elsewhere, about courses, or one that only begins tomorrow."""
    wrong = []
    for name, use, path in routes_about_mighty(app):
        status = world.send("administrator-within", name.split()[0], path).status_code
        if status not in use.beyond:
            wrong.append(f"{name}: {status}, not {use.beyond}")
        if name.startswith("GET "):
            world.undo()  # a look is written down
    assert wrong == []
    assert world.changed() == []


def routes_about_mighty(app) -> Iterator[tuple[str, Use, str]]:
    """Every route about a person, for each whose role reaches further."""
    for name, use in INVENTORY.items():
        arguments = use.arguments or {}
        if PERSON in arguments.values() and not use.is_whole:
            for uuid in mighty_uuids():
                with app.test_request_context():
                    yield name, use, app.url_for(name.split()[1], **{**arguments, "uuid": uuid})
