"""Every route answers exactly those whom the inventory names, and a GET changes nothing."""

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from accounts.models import KeptRequest, Person, Unit
from core import clock
from core.database import db
from media.models import MediaFile
from media.operations import store_file
from tests.architecture.access import ANYBODY, INVENTORY, UNKNOWN, Use
from tests.factories.courses import get_course
from tests.factories.factors import add_passkey
from tests.factories.importing import add_import
from tests.factories.learning import BEGAN, RIGHT

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
# Whoever may not use a route is told so (403), or asked to sign in (a page: 303, else: 401).
REFUSED = {"anonymous": {"GET": 303, "POST": 401}}


def routes_of(app) -> Iterator[tuple[str, str]]:
    """Method and endpoint of every route."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, rule.endpoint


@pytest.fixture
def world(app, make, tmp_path) -> "World":
    """One of everything, and somebody of every role with a session."""
    clock.set_source(lambda: datetime(2026, 11, 20, 3, 0, tzinfo=UTC))
    office = found_office(make)
    course = make.course("basics")
    people = {role: make.person(role, office) for role in sorted(ANYBODY - {"anonymous"})}
    for role in sorted(ANYBODY - {"anonymous", "learner"}):
        make.role(people[role], role)
    make.assignment(course, office)
    make.goal(get_course("basics"), office)
    make.lessons_read(people["learner"], course)
    done = make.graded_attempt(people["learner"], course, RIGHT)
    store_file("media/x.svg", PICTURE, BEGAN)
    stored = db.session.scalars(select(MediaFile)).one()
    names = {
        "open": str(make.attempt(people["learner"], course)),
        "done": str(done),
        "person": str(db.session.get_one(Person, people["learner"].id).uuid),
        "picture": f"{stored.sha256}.{stored.extension}",
        "mail": str(make.mail().uuid),
    }
    return World(app, names, tmp_path)


def found_office(make):
    """The organisation with its office, and a unit under it that is closed."""
    make.organisation()
    office = make.unit("Cơ sở")
    past = make.unit("Tổ cũ", office)
    past.valid_to = datetime(2026, 1, 1, tzinfo=UTC).date()
    for key, unit in {"office": office, "past": past}.items():
        db.session.get_one(Unit, unit.unit_id).key = key
    return office


class World:
    """The application with one of everything; what a request changes can be undone."""

    def __init__(self, app, names: dict[str, str], folder: Path) -> None:
        self.app = app
        self.names = names
        self.tokens = {role: self._sign_in(role) for role in sorted(ANYBODY - {"anonymous"})}
        self.names = {
            **names,
            "passkey": str(add_passkey("learner")),
            "import": str(add_import("administrator")),
        }
        self.copy = folder / "before.sqlite3"
        db.session.commit()
        with self._open() as database, closing(sqlite3.connect(self.copy)) as copy:
            database.backup(copy)

    def ask(self, role: str, method: str, path: str) -> int:
        """The status that somebody gets."""
        client = self.app.test_client()
        if role != "anonymous":
            client.set_cookie("sen", self.tokens[role])
        return client.open(path, method=method).status_code

    def path(self, endpoint: str, arguments: Mapping[str, str | int]) -> str:
        """The address of a route."""
        values = {
            name: value.format_map(self.names) if isinstance(value, str) else value
            for name, value in arguments.items()
        }
        with self.app.test_request_context():
            return self.app.url_for(endpoint, **values)

    def undo(self) -> None:
        """Put everything back as it was."""
        db.session.commit()
        with self._open() as database, closing(sqlite3.connect(self.copy)) as copy:
            copy.backup(database)

    def fingerprint(self) -> str:
        """A hash of all rows of all tables."""
        db.session.commit()
        with self._open() as database:
            return hashlib.sha256("\n".join(database.iterdump()).encode()).hexdigest()

    def _open(self):
        return closing(sqlite3.connect(str(db.engine.url.database), timeout=10))

    def _sign_in(self, role: str) -> str:
        client = self.app.test_client()
        form = {"username": role, "password": "sen-test-2026"}
        assert client.post("/sign-in", data=form).status_code == 303
        return client.get_cookie("sen").value


def expected(use: Use, role: str, method: str) -> tuple[int, ...]:
    """The statuses that somebody should get for what is there."""
    if role in use.who:
        return use.answers
    if use.is_own and role != "anonymous":
        return (404,)
    return (REFUSED.get(role, {}).get(method, 403),)


def unknown_arguments(use: Use) -> Iterator[Mapping[str, str | int]]:
    """The arguments of a route with one of them replaced by what stands for nothing."""
    for name in use.arguments or {}:
        for value in UNKNOWN.get(name, UNKNOWN[""]):
            yield {**(use.arguments or {}), name: value}


def test_the_inventory_names_every_route_and_no_other(app):
    assert sorted(f"{method} {endpoint}" for method, endpoint in routes_of(app)) == sorted(
        INVENTORY
    )


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_a_route_answers_those_whom_the_inventory_names(world, role):
    wrong = []
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        status = world.ask(role, method, world.path(endpoint, use.arguments or {}))
        if status not in expected(use, role, method):
            wrong.append(f"{name}: {status}, not {expected(use, role, method)}")
        if method == "POST" and role in use.who:
            world.undo()
    assert wrong == []


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_what_is_not_there_is_not_found_and_who_may_not_ask_learns_nothing(world, role):
    wrong = []
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        may = role in use.who or (use.is_own and role != "anonymous")
        wanted = use.missing if may else expected(use, role, method)
        for arguments in unknown_arguments(use):
            path = world.path(endpoint, arguments)
            status = world.ask(role, method, path)
            if status not in wanted:
                wrong.append(f"{method} {path[:90]}: {status}, not {wanted}")
    assert wrong == []


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_a_get_changes_nothing(world, role):
    before = world.fingerprint()
    wrong = []
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        if method != "GET":
            continue
        world.ask(role, method, world.path(endpoint, use.arguments or {}))
        if world.fingerprint() != before:
            world.undo()
            if not use.writes:
                wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("role", sorted(ANYBODY))
def test_who_is_refused_changes_nothing(world, role):
    before = world.fingerprint()
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        if method == "POST" and role not in use.who:
            world.ask(role, method, world.path(endpoint, use.arguments or {}))
    assert world.fingerprint() == before


def test_a_form_without_its_token_changes_nothing(world, monkeypatch):
    """But for quick exit, which changes nothing and must never fail.

    What is carried on is kept, to be sent by a press: nothing of it happens before.
    """
    monkeypatch.setitem(world.app.config, "WTF_CSRF_ENABLED", True)
    before = world.fingerprint()
    answers = {}
    for name, use in INVENTORY.items():
        method, endpoint = name.split()
        if method == "POST":
            path = world.path(endpoint, use.arguments or {})
            answers[name] = world.ask(sorted(use.who)[0], method, path)
    views = world.app.view_functions
    kept = {name for name in answers if hasattr(views[name.split()[1]], "is_carried_on")}
    assert {name for name, status in answers.items() if status != 400} - kept == {
        "POST safety.quick_exit"
    }
    assert {answers[name] for name in kept} <= {303, 400}
    db.session.execute(delete(KeptRequest))
    db.session.commit()
    assert world.fingerprint() == before
