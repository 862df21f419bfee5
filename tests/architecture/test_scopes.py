"""Nobody reaches what is not hers: every route, every role in and out of its scope."""

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest

from core import clock
from tests.architecture.access import INVENTORY
from tests.architecture.scopes import (
    PERSONAS,
    PLACES,
    Asked,
    Persona,
    build_places,
    placed_routes,
)
from tests.architecture.snapshot import Snapshot

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
by_role = pytest.mark.parametrize("role", ["manager", "inspector", "administrator", "trainer"])


@pytest.fixture
def places(app, make):
    """What stands where, and somebody for every persona."""
    clock.set_source(lambda: NOW)
    return build_places(make)


@pytest.fixture
def ask(app, places):
    """Ask as somebody."""
    clients = {}

    def send(persona: Persona, method: str, path: str):
        if persona not in clients:
            clients[persona] = app.test_client()
            form = {"username": persona.name, "password": "sen-test-2026"}
            assert clients[persona].post("/sign-in", data=form).status_code == 303
        return clients[persona].open(path, method=method)

    return send


@pytest.fixture
def routes(app, places) -> list[Asked]:
    """All that leads to something in a place."""
    with app.test_request_context():
        return list(placed_routes(places, app.url_for))


def text_of(response) -> str:
    """All that an answer says, in whatever form."""
    content = response.data
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return str(content, "utf-8", "replace")


def personas(role: str) -> list[Persona]:
    """Those who hold a role, here, elsewhere and everywhere."""
    return [persona for persona in PERSONAS if persona.role == role]


def gets() -> Iterator[str]:
    """Every page without arguments."""
    for name, use in INVENTORY.items():
        if name.startswith("GET ") and not use.arguments:
            yield name.split()[1]


def test_every_place_is_asked_for(routes) -> None:
    assert {asked.place for asked in routes} == set(PLACES)
    assert len(routes) > 60


@by_role
def test_a_route_leads_only_to_what_is_theirs(ask, routes, role) -> None:
    for persona in personas(role):
        ask(persona, "GET", "/")
    snapshot = Snapshot()
    wrong = []
    for persona in personas(role):
        for asked in routes:
            status = ask(persona, asked.method, asked.path).status_code
            if status not in asked.expected(persona):
                wrong.append(f"{persona.name}: {asked.name} {asked.place}: {status}")
            if asked.method == "POST" and status < 400:
                snapshot.restore()
    assert wrong == []


@by_role
def test_no_list_search_export_or_count_shows_more_than_its_page(app, ask, places, role) -> None:
    """Whoever stands in another place is nowhere named to those who do not reach it."""
    with app.test_request_context():
        paths = [app.url_for(endpoint) for endpoint in gets()]
    searches = [f"{path}?{word}={{}}" for path in paths for word in ("words", "q", "unit")]
    shown = []
    for persona in personas(role):
        seen = () if role == "trainer" else persona.places
        for stands in [places[place] for place in PLACES if place not in seen]:
            for path in [*paths, *(each.format(stands.person_code) for each in searches)]:
                text = text_of(ask(persona, "GET", path)).replace(path, "")
                if stands.person_name in text or stands.person_uuid in text:
                    shown.append((persona.name, path))
    assert shown == []


@by_role
def test_who_is_refused_changes_nothing(ask, routes, role) -> None:
    for persona in personas(role):
        ask(persona, "GET", "/")
    snapshot = Snapshot()
    changed = []
    for persona in personas(role):
        for asked in routes:
            if asked.method == "POST" and ask(persona, "POST", asked.path).status_code < 400:
                snapshot.restore()
        changed += [(persona.name, table) for table in snapshot.changed()]
    assert changed == []
