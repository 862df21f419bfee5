"""Errors, as visitors meet them."""

import pytest
from flask import abort
from sqlalchemy.exc import OperationalError

from accounts import queries
from app import ROOT, create_app
from core.settings import load_settings
from tests.pages.reader import read_strictly


@pytest.fixture
def failing(tmp_path):
    """A site that fails as it is told, outside of testing."""
    settings = load_settings(ROOT, {"SEN_INSTANCE": str(tmp_path)})
    application = create_app(settings)

    @application.get("/fail/<int:code>")
    def fail(code):
        abort(code)

    @application.get("/crash")
    def crash():
        raise RuntimeError("secret detail")

    return application.test_client()


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 413, 429, 500, 503])
def test_every_error_is_a_page_in_the_sites_look(failing, code):
    page = read_strictly(failing.get(f"/fail/{code}"))
    assert page.status == code
    assert page.heading
    assert "/help" in page.links().values()


def test_a_crash_tells_nothing_but_a_number_to_report(failing, caplog):
    response = failing.get("/crash")
    page = read_strictly(response)
    assert page.status == 500
    assert "secret" not in page.text
    assert response.headers["X-Request-Id"] in page.text
    assert response.headers["X-Request-Id"] in caplog.text


def test_scripts_get_errors_as_json(failing):
    response = failing.get("/nothing", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.json["error"] == 404


def test_an_error_page_asks_the_database_nothing(failing, monkeypatch):
    def broken(*_):
        raise OperationalError("SELECT", {}, Exception("the database is gone"))

    failing.get("/sign-in")
    with failing.session_transaction() as session:
        session["_user_id"] = "token"
    monkeypatch.setattr(queries, "list_session_rows", broken)
    page = read_strictly(failing.get("/help"))
    assert page.status == 500


def test_an_unknown_address_and_somebody_elses_page_look_alike(site, make):
    make.person("hoa", make.unit())
    reader = site.reader("hoa")
    assert reader.get("/nothing-here", 404).heading == reader.get("/courses/no-such", 404).heading


def test_a_method_that_is_not_offered_reveals_no_more(site):
    page = read_strictly(site.client().post("/help"))
    assert page.status == 405
    assert page.heading
