"""Signing out where one came by a provider of identities: its session is offered to end, too."""

import pytest

from tests.e2e.server import free_port
from tests.factories.factors import RECOVERY_CODES, add_totp
from tests.pages.reader import read_strictly
from tests.pages.test_accounts_oidc import (  # noqa: F401 - fixtures
    hoa,
    module_provider,
    office,
    provider,
    set_up,
    sign_in,
)
from tests.provider import CLIENT_ID, query_of

OUT = "Also sign out of Cổng SSO"


@pytest.fixture
def client(site, provider, hoa):  # noqa: F811
    """Somebody who came by the provider."""
    provider.know("s-hoa", employeeNumber="NV7")
    client = site.client()
    client.post("/preferences/language", data={"language": "en"})
    assert sign_in(client, provider, "s-hoa").status_code == 303
    return client


def leave(client):
    """Sign out, and where that leads."""
    answer = client.post("/sign-out")
    assert answer.status_code == 303
    return answer.location


def test_after_signing_out_the_provider_is_named_with_the_way_out_of_it(client, provider):  # noqa: F811
    assert leave(client) == "/signed-out"
    assert client.get("/account").status_code == 303
    page = read_strictly(client.get("/signed-out"))
    assert page.heading == "You are signed out of Sen"
    way = page.links()[OUT]
    assert way.startswith(f"{provider.issuer}/oauth2/end_session?")
    assert query_of(way) == {
        "client_id": CLIENT_ID,
        "post_logout_redirect_uri": "http://localhost/sign-in",
    }
    assert page.links()["Sign in again"] == "/sign-in"
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_address_that_was_set_is_the_one_to_come_back_to(client, app, monkeypatch):
    monkeypatch.setitem(app.config, "BASE_URL", "https://sen.example")
    leave(client)
    way = read_strictly(client.get("/signed-out")).links()[OUT]
    assert query_of(way)["post_logout_redirect_uri"] == "https://sen.example/sign-in"


def test_who_came_by_a_second_step_is_offered_it_too(site, provider, hoa):  # noqa: F811
    add_totp(hoa)
    provider.know("s-hoa", employeeNumber="NV7")
    client = site.client()
    sign_in(client, provider, "s-hoa")
    assert client.post("/sign-in/second-step", data={"code": RECOVERY_CODES[0]}).status_code == 303
    assert client.get("/account").status_code == 200
    assert leave(client) == "/signed-out"


def test_who_came_by_password_is_led_to_the_sign_in_page(site, provider, hoa, client):  # noqa: F811
    other = site.reader("hoa").client
    assert leave(other) == "/sign-in"
    assert other.get("/signed-out").location == "/sign-in"
    leave(client)
    client.post("/sign-in", data={"username": "hoa", "password": "sen-test-2026"})
    assert client.get("/signed-out").location == "/sign-in"
    assert leave(client) == "/sign-in"


@pytest.mark.parametrize("endpoint", [None, 7, "javascript:alert(1)", ["https://sso.example"]])
def test_a_provider_that_names_no_way_out_is_named_without_one(client, provider, endpoint):  # noqa: F811
    leave(client)
    provider.lie(discovery={"end_session_endpoint": endpoint})
    page = read_strictly(client.get("/signed-out"))
    assert "Cổng SSO" in page.text
    assert OUT not in page.links()


def test_a_provider_that_is_away_holds_nobody_up(client, app, monkeypatch):
    leave(client)
    set_up(app, monkeypatch, f"http://localhost:{free_port()}")
    page = read_strictly(client.get("/signed-out"))
    assert page.status == 200
    assert OUT not in page.links()


def test_without_a_provider_in_the_settings_signing_out_is_as_ever(client, app, monkeypatch):
    monkeypatch.setitem(app.config, "OIDC", None)
    assert leave(client) == "/sign-in"
