"""Every form carries its token: a POST without one changes nothing, wherever it goes."""

import re
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient

EXEMPT = {"safety.quick_exit"}
VALUES: dict[str, Any] = {"uuid": uuid4(), "number": 1, "id": 1, "comment_id": 1}


@pytest.fixture
def strict_app(sqlite_app: Flask):
    """The application with its protection on, as it is served."""
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    with sqlite_app.app_context():
        yield sqlite_app
    sqlite_app.config["WTF_CSRF_ENABLED"] = False


def test_every_post_without_a_token_is_refused(strict_app: Flask) -> None:
    client = strict_app.test_client()
    tried = 0
    for rule in strict_app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or rule.endpoint in EXEMPT:
            continue
        values = {name: VALUES.get(name, "x") for name in rule.arguments}
        with strict_app.test_request_context():
            path = url_for(rule.endpoint, **values)
        assert client.post(path, data={"a": "b"}).status_code == 400, rule.endpoint
        tried += 1
    assert tried > 20


def test_a_foreign_token_is_refused(strict_app: Flask) -> None:
    client = strict_app.test_client()
    answer = client.post("/sign-in", data={"username": "a", "csrf_token": "made-up"})
    assert answer.status_code == 400


def test_quick_exit_needs_no_token(strict_app: Flask) -> None:
    assert strict_app.test_client().post("/quick-exit").status_code == 303


def send_as_a_browser_does(client: FlaskClient, path: str, **fields: str) -> int:
    """The status of a form that was sent from its page over https, with its token.

    Where a page forbids `Referer`, a form on it comes without, and over https is refused for it.
    """
    page = client.get(path, base_url="https://localhost")
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page.get_data(as_text=True))[-1]
    is_quiet = page.headers["Referrer-Policy"] == "no-referrer"
    headers = {} if is_quiet else {"Referer": f"https://localhost{path}"}
    form = {"csrf_token": token, **fields}
    answer = client.post(path, data=form, base_url="https://localhost", headers=headers)
    return answer.status_code


@pytest.mark.parametrize("path", ["/activate", "/sign-in"])
def test_forms_are_taken_over_https(strict_app: Flask, path: str) -> None:
    assert send_as_a_browser_does(strict_app.test_client(), path) == 422


@pytest.mark.parametrize("body", ["1", '"x"', "NaN", "[[]]", '{"username": 5}'])
@pytest.mark.parametrize("path", ["/sign-in", "/activate", "/forgot-password"])
def test_what_is_no_form_fills_in_none(strict_app: Flask, path: str, body: str) -> None:
    client = strict_app.test_client()
    page = client.get(path).get_data(as_text=True)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[-1]
    headers = {"Content-Type": "application/json", "X-CSRFToken": token}
    assert client.post(path, data=body, headers=headers).status_code < 500
