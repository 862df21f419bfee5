"""How many queries each page issues, counted inside the process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from bench.content import FIRST_COURSE
from bench.operations import ORGANISER, REPORT
from core.database import db
from demo.accounts import PASSWORD

LIMIT = 12


@dataclass
class Counter:
    """Counts statements."""

    count: int = 0

    def add(self, *_arguments: object) -> None:
        """One more."""
        self.count += 1


def count_queries(app: Flask, learner: str) -> dict[str, int]:
    """Queries by page, each asked for a second time, when what can be kept is kept."""
    app.config["WTF_CSRF_ENABLED"] = False
    counts: dict[str, int] = {}
    pages = {
        learner: ("/", "/courses", f"/courses/{FIRST_COURSE}", *_activities(app), "/record"),
        ORGANISER: (REPORT, "/reports/goals"),
        "giangvien": ("/studio",),
        "quantri": ("/people", "/units"),
    }
    with app.app_context(), _counting() as counter:
        for username, paths in pages.items():
            client = _signed_in(app, username)
            for path in paths:
                counts |= _count(client, counter, path)
    return counts


def _activities(app: Flask) -> tuple[str, ...]:
    keys = ("sex-and-gender", "final")
    return (
        f"/courses/{FIRST_COURSE}/lessons/{keys[0]}",
        f"/courses/{FIRST_COURSE}/quizzes/{keys[1]}",
    )


def _signed_in(app: Flask, username: str) -> FlaskClient:
    client = app.test_client()
    client.post("/sign-in", data={"username": username, "password": PASSWORD})
    return client


def _count(client: FlaskClient, counter: Counter, path: str) -> dict[str, int]:
    """A page that is not there is left out."""
    client.get(path, follow_redirects=True)
    counter.count = 0
    response = client.get(path, follow_redirects=True)
    return {path: counter.count} if response.status_code == 200 else {}


@contextmanager
def _counting() -> Iterator[Counter]:
    counter = Counter()
    event.listen(db.engine, "before_cursor_execute", counter.add)
    try:
        yield counter
    finally:
        event.remove(db.engine, "before_cursor_execute", counter.add)
