"""What every answer carries."""

import pytest

from app import ROOT, create_app
from core.security import content_policy
from core.settings import load_settings


@pytest.fixture
def client(tmp_path):
    settings = load_settings(ROOT, {"SEN_INSTANCE": str(tmp_path)})
    return create_app(settings).test_client()


def directives(policy):
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


def test_the_content_policy_allows_nothing_but_the_site_itself():
    policy = directives(content_policy(None))
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert "unsafe" not in content_policy(None)


def test_forms_may_lead_to_the_place_behind_quick_exit():
    policy = directives(content_policy("https://weather.example/today?x=1"))
    assert policy["form-action"] == ["'self'", "https://weather.example"]


@pytest.mark.parametrize("path", ["/healthz", "/static/x/site.css", "/nothing", "/calendar"])
def test_every_answer_carries_the_quiet_headers(client, path):
    headers = client.get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert len(headers["X-Request-Id"]) == 12


def test_a_trusted_proxy_says_who_asks_and_over_which_line(tmp_path):
    environ = {"SEN_INSTANCE": str(tmp_path), "SEN_TRUSTED_PROXIES": "1"}
    trusting = create_app(load_settings(ROOT, environ)).test_client()
    wary = create_app(load_settings(ROOT, {"SEN_INSTANCE": str(tmp_path)})).test_client()
    sent = {"X-Forwarded-Proto": "https"}
    form = {"language": "en"}
    for each, is_secure in ((trusting, True), (wary, False)):
        each.application.config["WTF_CSRF_ENABLED"] = False
        response = each.post("/preferences/language", data=form, headers=sent)
        assert ("; Secure" in response.headers["Set-Cookie"]) is is_secure


def test_an_https_base_url_makes_cookies_secure(tmp_path):
    environ = {"SEN_INSTANCE": str(tmp_path), "SEN_BASE_URL": "https://sen.example"}
    application = create_app(load_settings(ROOT, environ))
    application.config["WTF_CSRF_ENABLED"] = False
    response = application.test_client().post("/preferences/language", data={"language": "en"})
    assert "; Secure" in response.headers["Set-Cookie"]
