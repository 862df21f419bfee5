"""The world of places, which the tests of scopes and of strangers share."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from core import clock
from tests.architecture.scopes import (
    MIXED,
    PERSONAS,
    Asked,
    build_places,
    placed_routes,
)
from tests.architecture.world import World, Worlds

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def worlds() -> Worlds:
    """All worlds that are built already."""
    return Worlds()


@pytest.fixture
def world(app: Flask, make: Any, worlds: Worlds) -> World:
    """Three places, and somebody for every persona; `stands` says what stands where."""
    clock.set_source(lambda: NOW)
    usernames = {persona.name for persona in (*PERSONAS, *MIXED)}
    return worlds.get("places", lambda: World(app, usernames, build_places(make)))


@pytest.fixture
def routes(app: Flask, world: World) -> list[Asked]:
    """All that leads to something in a place."""
    with app.test_request_context():
        return list(placed_routes(world.stands, app.url_for))
