"""No page of the tour asks the database more often than the rule allows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread
from zoneinfo import ZoneInfo

from flask import Flask
from werkzeug.serving import make_server

from app import ROOT
from core import clock
from core.database import db
from core.jobs import run_due
from demo.operations import load_demo
from scripts.tour import PASSWORD, TOUR, look_around
from tests.counting import MOST_QUERIES, counted_queries

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
# One's own data are asked of every table that holds something about people, each once: that cannot
# be fewer, and hardly anybody looks often.
EXCEPTIONS = {"own-data": 40}


def test_every_page_of_the_tour_asks_seldom(app, monkeypatch):
    monkeypatch.setitem(app.config, "IS_DEMO", True)
    clock.set_source(lambda: NOW)
    load_demo(240, 1, ROOT / "library", NOW, ZoneInfo("Asia/Ho_Chi_Minh"))
    db.session.commit()
    with serving(app) as site:
        found = look_around(site)
    asked = {stop.name: count_of(app, stop, found) for stop in TOUR}
    assert asked["person"] > 1
    most = dict.fromkeys(asked, MOST_QUERIES) | EXCEPTIONS
    assert {name: count for name, count in asked.items() if count > most[name]} == {}


def count_of(app, stop, found):
    """How many queries a page takes whoever opens it first."""
    client = app.test_client()
    if stop.account:
        client.post("/sign-in", data={"username": stop.account, "password": PASSWORD})
    with counted_queries() as queries:
        assert client.get(stop.at(found)).status_code == stop.status
    return len(queries)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The application at an address, with a worker."""
    server, over = make_server("127.0.0.1", 0, app, threaded=True), Event()

    def work() -> None:
        while not over.wait(0.1):
            run_due(app)

    threads = [Thread(target=server.serve_forever), Thread(target=work)]
    for thread in threads:
        thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        over.set()
        server.shutdown()
        for thread in threads:
            thread.join()
        server.server_close()
