"""Imports and exports of staff: a file is its sender's alone, and reaches as far as she does."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from accounts.models import ImportRun, Person
from core.database import db
from core.jobs import run_due
from tests.architecture.access import ADMINISTRATOR, IMPORT, INVENTORY, Use
from tests.architecture.scopes import PERSONAS, PLACES, Persona
from tests.architecture.snapshot import Snapshot
from tests.architecture.world import World, text_of
from tests.factories.importing import add_import

ADMINISTRATORS = [persona for persona in PERSONAS if persona.role == "administrator"]
OTHERS = [persona for persona in PERSONAS if persona.role != "administrator"]
by_persona = pytest.mark.parametrize("persona", ADMINISTRATORS, ids=lambda each: each.name)


def routes_of_imports() -> Iterator[tuple[str, Use]]:
    """Every route that is about one file."""
    for name, use in INVENTORY.items():
        if IMPORT in (use.arguments or {}).values():
            yield name, use


def paths_of(app: Any, uuid: object) -> Iterator[tuple[str, str, Use]]:
    """Method, address and use of every route about this file."""
    for name, use in routes_of_imports():
        method, endpoint = name.split()
        with app.test_request_context():
            yield method, app.url_for(endpoint, **{**(use.arguments or {}), "uuid": uuid}), use


def words_of(world: World, place: str) -> list[str]:
    """What stands in a place, by its names."""
    stands = world.stands[place]
    return [stands.person_name, stands.unit_name]


def beyond(world: World, persona: Persona) -> list[str]:
    """The names that somebody must not be told."""
    return [w for place in PLACES if place not in persona.places for w in words_of(world, place)]


def test_every_route_about_a_file_is_for_administrators() -> None:
    routes = list(routes_of_imports())
    assert len(routes) == 8
    assert {use.who for _name, use in routes} == {ADMINISTRATOR}


@by_persona
def test_a_file_is_there_for_whoever_sent_it_alone(app, world, persona) -> None:
    """Not even an administrator of the whole sees what another one sent."""
    uuid = add_import(persona.name)
    before, wrong = Snapshot(), []
    for method, path, use in paths_of(app, uuid):
        for other in ADMINISTRATORS:
            status = world.send(other.name, method, path).status_code
            if status not in (use.answers if other is persona else use.missing):
                wrong.append((other.name, method, path, status))
            if other is persona and method == "POST":
                before.restore()
        wrong += [
            (other.name, method, path, status)
            for other in OTHERS
            if (status := world.send(other.name, method, path).status_code) != 403
        ]
    assert wrong == []
    assert before.changed() == []


def send_file(world: World, persona: Persona) -> str:
    """Send everybody's codes under new names; the address of the file's columns."""
    people = [world.stands[place] for place in PLACES]
    rows = [f"{each.person_code},Người Mới {number}" for number, each in enumerate(people)]
    content = "\n".join(["Mã NV,Họ và tên", *rows]).encode()
    data = {"kind": "people", "file": (io.BytesIO(content), "staff.csv")}
    answer = world.send(persona.name, "POST", "/people/import", data=data)
    assert answer.status_code == 303
    return str(answer.headers["Location"])


def checked_file(app: Any, world: World, persona: Persona) -> str:
    """The address of a file that a worker has checked."""
    columns = send_file(world, persona)
    page = text_of(world.send(persona.name, "GET", columns))
    fields = dict.fromkeys(re.findall(r'name="(column[^"]*)"', page), "")
    chosen = dict(zip(fields, ("employee_code", "full_name"), strict=True))
    assert world.send(persona.name, "POST", columns, data=chosen).status_code == 303
    run_due(app)
    return columns.removesuffix("/columns")


@by_persona
def test_a_file_shows_and_changes_no_more_than_its_sender_reaches(app, world, persona) -> None:
    address = checked_file(app, world, persona)
    looks = [address, *(f"{address}/rows/{each}" for each in ("change", "refused", "missing"))]
    shown = "".join(text_of(world.send(persona.name, "GET", path)) for path in looks)
    shown += text_of(world.send(persona.name, "GET", f"{address}/problems"))
    assert [word for word in beyond(world, persona) if word in shown] == []
    world.send(persona.name, "POST", f"{address}/apply", data={"skips_refused": "yes"})
    run_due(app)
    db.session.rollback()
    assert db.session.scalars(select(ImportRun.state)).one() == "done"
    named = {
        place: db.session.scalars(
            select(Person.full_name).where(Person.employee_code == world.stands[place].person_code)
        ).one()
        for place in PLACES
    }
    changed = {place for place, name in named.items() if name.startswith("Người Mới")}
    assert changed == persona.places


@by_persona
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_holds_all_that_its_taker_reaches_and_no_more(world, persona, kind) -> None:
    answer = world.send(persona.name, "POST", "/people/export", data={"format": kind})
    assert answer.status_code == 200
    text = text_of(answer)
    assert [word for word in beyond(world, persona) if word in text] == []
    for place in persona.places:
        assert world.stands[place].person_name in text


def test_who_administers_nothing_sends_and_takes_nothing(world) -> None:
    before = Snapshot()
    for persona in OTHERS:
        for path in ("/people/import", "/people/export"):
            assert world.send(persona.name, "POST", path).status_code == 403
    assert before.changed() == []
