"""A small world that requests are sent into, and that is put back as it was after them."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from accounts import audit_actions
from accounts.models import Person
from accounts.operations.auditing import note
from accounts.operations.sign_in import Device, start_session
from core import clock
from core.database import db
from tests.architecture.snapshot import Snapshot


class World:
    """The application with people who are signed in; what a request changes can be undone."""

    def __init__(self, app: Flask, usernames: Iterable[str], stands: Any) -> None:
        self.app = app
        self.stands = stands
        self.tokens = {username: _sign_in(app, username) for username in usernames}
        self.before = Snapshot()

    def send(
        self,
        username: str | None,
        method: str,
        path: str,
        data: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
    ) -> Any:
        """The answer that somebody gets; without a name, whoever has not signed in."""
        client: FlaskClient = self.app.test_client()
        if username is not None:
            client.set_cookie("sen", self.tokens[username])
        return client.open(path, method=method, data=data, query_string=query)

    def undo(self) -> None:
        """Put everything back as it was."""
        self.before.restore()

    def changed(self) -> list[str]:
        """The tables that are not as they were."""
        return self.before.changed()


class Worlds:
    """The worlds of a run, by their names: each is built once for each database, then put back."""

    def __init__(self) -> None:
        self.built: dict[tuple[str, str], World] = {}

    def get(self, name: str, build: Callable[[], World]) -> World:
        """The world called so, as it was built."""
        key = (name, db.engine.dialect.name)
        if key in self.built:
            self.built[key].undo()
        else:
            self.built[key] = build()
        return self.built[key]


def _sign_in(app: Flask, username: str) -> str:
    """The cookie of a session, as if this person had come in by whatever way there is."""
    person = db.session.scalars(select(Person).where(Person.username == username)).one()
    token = start_session(person.id, Device("Test"), clock.now())
    note(audit_actions.SIGNED_IN, person.id, clock.now())
    db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    cookie = client.get_cookie("sen")
    assert cookie is not None
    return cookie.value


def text_of(response: Any) -> str:
    """All that an answer says, in whatever form."""
    content = response.data
    if content[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return str(content, "utf-8", "replace")
