"""What lies beyond one's reach is answered, to the letter, as what does not exist anywhere.

No search, filter, picker, message or number tells that it is there, or what happens to it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, quote_plus

import pytest

from accounts.queries import list_units
from tests.architecture.access import INVENTORY, SIGNED_IN
from tests.architecture.scopes import PERSONAS, ROLES, WITHIN, paths_of_lists
from tests.architecture.strangers import ATTEMPTS, ELSEWHERE, NOWHERE, QUERIES, Attempt
from tests.architecture.world import World, text_of

UNIT_ROLES = ("manager", "organiser", "inspector", "administrator")


NEVER_TWICE_THE_SAME = r'name="(uuid|csrf_token)"[^>]*|<dcterms:[^/]*'


def answer(response, typed: Iterable[str]) -> tuple[int, str, str]:
    """What is answered, but for what may have been typed and what is never twice the same."""
    text, target = text_of(response), response.headers.get("Location", "")
    for word in typed:
        for spelling in (word, quote(word), quote_plus(word)):
            text, target = text.replace(spelling, "…"), target.replace(spelling, "…")
    return response.status_code, target, re.sub(NEVER_TWICE_THE_SAME, "", text)


def gets_of(app, role: str) -> Iterator[str]:
    """The pages without arguments that not everybody may see."""
    with app.test_request_context():
        for name, use in INVENTORY.items():
            is_page = name.startswith("GET ") and not use.arguments and use.who < SIGNED_IN
            if is_page and role in use.who:
                yield app.url_for(name.split()[1])


def is_of_a_role(path: str) -> bool:
    """Whether a page is for those who hold a role: of others, one's own pages tell what one did."""
    return path.startswith(("/people", "/units", "/reports", "/studio"))


def both(world: World, put: str) -> tuple[str, str]:
    """What stands in the foreign place, and what stands nowhere."""
    return getattr(world.stands["foreign"], put), getattr(NOWHERE, put)


def named(world: World, values: Mapping[str, str]) -> dict[str, str]:
    """The values with one's own things put in, and with what stands in the foreign place."""
    own, child, foreign = (world.stands[place] for place in ("own", "child", "foreign"))
    stands = {"person": own.person_uuid, "unit": own.unit_key}
    stands |= {"child": child.unit_key, "closed": own.closed_key}
    stands |= {"foreign_person": foreign.person_uuid, "foreign_unit": foreign.unit_key}
    stands["top"] = next(unit.key for unit in list_units() if unit.name == "Tỉnh")
    return {name: value.format_map(stands) for name, value in values.items()}


@pytest.mark.parametrize("role", UNIT_ROLES)
def test_a_search_tells_nothing_of_what_lies_elsewhere(app, world, role) -> None:
    told = []
    for path in gets_of(app, role):
        for name, put in QUERIES:
            typed = both(world, put)
            for day in ({}, {"on": "2026-10-01"}):
                found, missed = (
                    answer(world.send(f"{role}-within", "GET", path, query=query), typed)
                    for query in ({name: each, **day} for each in typed)
                )
                if found != missed:
                    told.append((path, name, put, day))
    assert told == []


def test_whoever_reaches_it_finds_it(app, world) -> None:
    """So that the searches above ask for what is there."""
    for path, name, put in (
        ("/people", "words", "person_name"),
        ("/people", "words", "person_code"),
        ("/reports/completion", "q", "person_name"),
        ("/reports/completion", "course", "course_key"),
        ("/units/new", "parent", "unit_key"),
    ):
        role = "organiser" if path.startswith("/reports") else "administrator"
        typed = both(world, put)
        found, missed = (
            answer(world.send(f"{role}-elsewhere", "GET", path, query={name: each}), typed)
            for each in typed
        )
        assert found != missed, (path, name)


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda each: f"{each.route}-{each.name}")
def test_a_form_about_what_lies_elsewhere_is_answered_as_nonsense(
    app, world, attempt: Attempt
) -> None:
    with app.test_request_context():
        path = app.url_for(attempt.route, **named(world, attempt.about))
    typed, answers = both(world, attempt.put), []
    for each in typed:
        data = {**named(world, attempt.fields), attempt.name: each}
        response = world.send(f"{attempt.role}-within", "POST", path, data=data)
        answers.append(answer(response, typed))
        assert world.changed() == []
    assert answers[0] == answers[1]
    assert answers[0][0] in (200, 303, 422)


# A preview is of any unit of the tree: their names are no secret to those who write for all.
NAMES_EVERY_UNIT = "/as-learner"


@pytest.mark.parametrize("role", ROLES)
def test_what_happens_elsewhere_changes_nothing_that_is_shown_here(
    app, world, routes, role
) -> None:
    """People, units, roles, goals and texts of the foreign place come, change and go."""
    persona = next(each for each in PERSONAS if each.role == role and each.places == WITHIN)
    lists = [path for path in paths_of_lists(app, routes, persona) if is_of_a_role(path)]
    paths = [path for path in lists if NAMES_EVERY_UNIT not in path]
    before = {path: answer(world.send(persona.name, "GET", path), ()) for path in paths}
    for event in ELSEWHERE:
        with app.test_request_context():
            path = app.url_for(event.route, **named(world, event.about))
        response = world.send(
            f"{event.role}-anywhere", "POST", path, data=named(world, event.fields)
        )
        assert response.status_code in (200, 303), event
    after = {path: answer(world.send(persona.name, "GET", path), ()) for path in paths}
    assert [path for path in paths if before[path] != after[path]] == []
