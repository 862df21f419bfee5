"""Every form carries its token: a POST without one changes nothing, wherever it goes."""

from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, url_for

EXEMPT = {"safety.quick_exit"}
VALUES: dict[str, Any] = {"uuid": uuid4(), "number": 1, "id": 1}


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
