"""Signing in with a real provider of identities, honest and not."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from accounts.models import (
    AuditEntry,
    ExternalIdentity,
    Person,
    Placement,
    SignInSession,
    Unit,
)
from core import clock
from core.database import db
from core.oidc_settings import OidcSettings
from tests.e2e.server import free_port
from tests.factories.factors import RECOVERY_CODES, add_totp
from tests.pages.reader import read_strictly
from tests.provider import CLIENT_ID, CLIENT_SECRET, query_of, running_provider

MAPPING = {
    "email": "email",
    "full_name": "name",
    "employee_code": "employeeNumber",
    "unit": "department",
}


@pytest.fixture(scope="module")
def module_provider():
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(module_provider, app, monkeypatch):
    """The provider, honest, and in the settings."""
    module_provider.lie()
    set_up(app, monkeypatch, module_provider.issuer)
    return module_provider


@pytest.fixture
def office(make):
    return make.unit("Phòng Chế độ BHXH")


@pytest.fixture
def hoa(make, office):
    person = make.person("hoa", office)
    person.email, person.employee_code = "hoa@office.example", "NV7"
    db.session.commit()
    return person


def set_up(app, monkeypatch, issuer, adds_people=False):
    settings = OidcSettings(issuer, CLIENT_ID, CLIENT_SECRET, "Cổng SSO", MAPPING, adds_people)
    monkeypatch.setitem(app.config, "OIDC", settings)


def come_back(client, provider, subject, query=""):
    """Ask, agree there, and come back: the callback's page and the form on it."""
    asking = client.get(f"/sign-in/oidc{query}")
    assert asking.status_code == 303, asking.get_data(as_text=True)
    back = urlsplit(provider.answer(asking.location, subject))
    assert back.path == "/sign-in/oidc/callback"
    page = read_strictly(client.get(f"{back.path}?{back.query}"))
    fields = {
        each.get("name"): each.get("value")
        for each in page.all(".//main//form[@data-module='carry_on']//input")
    }
    return {name: value for name, value in fields.items() if name != "csrf_token"}


def sign_in(client, provider, subject, query="", **instead):
    return client.post("/sign-in/oidc", data=come_back(client, provider, subject, query) | instead)


def is_in(client):
    return client.get("/account/password").status_code == 200


def sessions():
    return db.session.scalar(select(func.count(SignInSession.id)))


def identities():
    db.session.rollback()
    return [(each.person_id, each.subject) for each in db.session.scalars(select(ExternalIdentity))]


def test_the_sign_in_page_names_the_provider_only_where_there_is_one(site, monkeypatch):
    assert "/sign-in/oidc" not in site.client().get("/sign-in").get_data(as_text=True)
    assert site.client().get("/sign-in/oidc").status_code == 404
    set_up(site.app, monkeypatch, "https://sso.example")
    links = site.reader().get("/sign-in?next=/record").links()
    assert [link for link in links if "Cổng SSO" in link and links[link].endswith("next=/record")]


def test_what_is_asked_holds_state_nonce_and_a_challenge(site, provider):
    asked = query_of(site.client().get("/sign-in/oidc").location)
    assert asked["code_challenge_method"] == "S256"
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert (asked["client_id"], asked["response_type"]) == (CLIENT_ID, "code")
    assert asked["redirect_uri"] == "http://localhost/sign-in/oidc/callback"
    assert "openid" in asked["scope"].split()


def test_somebody_known_by_employee_code_is_in_and_remembered(site, provider, hoa):
    provider.know("s-1", employeeNumber="nv7", email="other@office.example")
    client = site.client()
    response = sign_in(client, provider, "s-1", "?next=/record")
    assert (response.status_code, response.location) == (303, "/record")
    assert is_in(client)
    assert identities() == [(hoa.id, "s-1")]
    assert provider.asked()["code_verifier"]
    provider.know("s-1", employeeNumber="nobody any more")
    assert sign_in(site.client(), provider, "s-1").status_code == 303
    actions = list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions.count("oidc.linked") == 1


def test_a_verified_address_is_believed(site, provider, hoa):
    provider.know("s-2", email="Hoa@office.example", email_verified=True)
    assert sign_in(site.client(), provider, "s-2").status_code == 303
    assert identities() == [(hoa.id, "s-2")]


@pytest.mark.parametrize("verified", [{}, {"email_verified": False}, {"email_verified": "no"}])
def test_an_address_that_is_not_verified_takes_over_nobodys_account(site, provider, hoa, verified):
    provider.know("s-3", email="hoa@office.example", **verified)
    client = site.client()
    response = sign_in(client, provider, "s-3")
    assert response.status_code == 403
    read_strictly(response)
    assert (is_in(client), identities()) == (False, [])


def test_a_successor_with_the_same_address_is_somebody_else(site, provider, hoa):
    provider.know("s-4", email="hoa@office.example", email_verified=True, employeeNumber="NV8")
    assert sign_in(site.client(), provider, "s-4").status_code == 403
    provider.know("s-5", email="hoa@office.example", email_verified=True)
    assert sign_in(site.client(), provider, "s-5").status_code == 303
    provider.know("s-6", email="hoa@office.example", email_verified=True)
    assert sign_in(site.client(), provider, "s-6").status_code == 403
    assert identities() == [(hoa.id, "s-5")]


def test_claims_that_fit_two_people_let_in_neither(site, provider, hoa, make):
    lan = make.person("lan")
    claims = {"employeeNumber": lan.employee_code, "email": "hoa@office.example"}
    provider.know("s-7", email_verified=True, **claims)
    assert sign_in(site.client(), provider, "s-7").status_code == 403
    assert identities() == []


def test_nobody_known_is_refused_and_nobody_added(site, provider, hoa):
    provider.know("s-8", name="Trần Thị Mới", employeeNumber="NV99")
    response = sign_in(site.client(), provider, "s-8")
    assert response.status_code == 403
    assert db.session.scalar(select(func.count(Person.id))) == 1


def test_where_the_settings_say_so_somebody_unknown_is_added_in_her_unit(
    site, provider, hoa, make, monkeypatch
):
    unit = make.unit("Phòng Tổ chức cán bộ")
    set_up(site.app, monkeypatch, provider.issuer, adds_people=True)
    claims = {"name": "Trần Thị Mới", "employeeNumber": "NV99"}
    provider.know("s-9", department="phòng tổ chức cán bộ", **claims)
    client = site.client()
    assert sign_in(client, provider, "s-9").status_code == 303
    assert is_in(client)
    added = db.session.scalars(select(Person).where(Person.employee_code == "NV99")).one()
    placed = db.session.scalars(select(Placement.unit_id).where(Placement.person_id == added.id))
    assert (added.full_name, placed.one()) == ("Trần Thị Mới", unit.unit_id)


def test_the_unit_is_written_down_where_it_is_known(site, provider, hoa, make):
    unit = make.unit("Bảo hiểm xã hội cơ sở Một")
    db.session.get_one(Unit, unit.unit_id).key = "co-so-mot"
    db.session.commit()
    for department in ("co-so-mot", "not a unit", ["a", "b"], 7, "x" * 900):
        provider.know("s-10", employeeNumber="NV7", department=department)
        assert sign_in(site.client(), provider, "s-10").status_code == 303
    db.session.rollback()
    query = select(Placement.unit_id).where(
        Placement.person_id == hoa.id, Placement.valid_to.is_(None)
    )
    assert db.session.scalars(query).one() == unit.unit_id


def test_a_closed_account_stays_closed(site, provider, hoa):
    provider.know("s-11", employeeNumber="NV7")
    sign_in(site.client(), provider, "s-11")
    hoa.deactivated_at = datetime(2026, 1, 1, tzinfo=UTC)
    db.session.commit()
    client = site.client()
    assert sign_in(client, provider, "s-11").status_code == 403
    assert not is_in(client)


def test_who_has_a_second_factor_is_asked_for_it(site, provider, hoa):
    add_totp(hoa)
    provider.know("s-12", employeeNumber="NV7")
    client = site.client()
    assert sign_in(client, provider, "s-12").location == "/sign-in/second-step"
    assert not is_in(client)


@pytest.mark.parametrize(
    ("query", "is_shared", "is_trusted", "lasts"),
    [
        ("", False, False, timedelta(hours=8)),
        ("?trusted=1", False, True, timedelta(days=30)),
        ("?trusted=1&shared=1", True, False, timedelta(hours=8)),
    ],
)
def test_one_stays_signed_in_as_one_chose(site, provider, hoa, query, is_shared, is_trusted, lasts):
    provider.know("s-15", employeeNumber="NV7")
    sign_in(site.client(), provider, "s-15", query)
    session = db.session.scalars(select(SignInSession)).one()
    assert (session.is_shared, session.is_trusted) == (is_shared, is_trusted)
    assert session.expires_at - session.created_at == lasts


def test_one_stays_signed_in_after_a_second_step_too(site, provider, hoa):
    add_totp(hoa)
    provider.know("s-16", employeeNumber="NV7")
    client = site.client()
    sign_in(client, provider, "s-16", "?trusted=1")
    client.post("/sign-in/second-step", data={"code": RECOVERY_CODES[0]})
    assert db.session.scalars(select(SignInSession)).one().is_trusted


def test_the_page_offers_to_stay_signed_in(site, provider):
    links = [each.get("href") for each in site.reader().get("/sign-in?next=/courses").all(".//a")]
    assert "/sign-in/oidc?next=/courses&trusted=1" in links


def test_on_a_shared_computer_the_session_is_short(site, provider, hoa):
    provider.know("s-13", employeeNumber="NV7")
    sign_in(site.client(), provider, "s-13", "?shared=1")
    assert db.session.scalars(select(SignInSession)).one().is_shared


@pytest.mark.parametrize(
    "lie",
    [
        {"claims": {"nonce": "another"}},
        {"without": ["nonce"]},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"aud": "somebody else"}},
        {"claims": {"aud": ["sen", "somebody else"]}},
        {"claims": {"exp": 1_000_000_000}},
        {"without": ["exp"]},
        {"without": ["sub"]},
        {"claims": {"sub": ""}},
        {"claims": {"sub": 7}},
        {"claims": {"sub": "a\u0000b"}},
        {"claims": {"sub": "x" * 300}},
        {"signature": "broken"},
        {"signature": "none"},
        {"signature": "secret"},
        {"without": ["department"], "userinfo": {"sub": "s-quan"}},
    ],
    ids=str,
)
def test_an_id_token_that_does_not_hold_lets_nobody_in(site, provider, hoa, lie):
    provider.know("s-14", employeeNumber="NV7", email="hoa@office.example", email_verified=True)
    provider.lie(**lie)
    client = site.client()
    response = sign_in(client, provider, "s-14")
    assert response.status_code == 403
    read_strictly(response)
    assert (is_in(client), sessions(), identities()) == (False, 0, [])


def test_a_wrong_state_or_another_browser_lets_nobody_in(site, provider, hoa):
    provider.know("s-15", employeeNumber="NV7")
    client = site.client()
    assert sign_in(client, provider, "s-15", state="another").status_code == 403
    fields = come_back(client, provider, "s-15")
    assert site.client().post("/sign-in/oidc", data=fields).status_code == 403
    assert client.post("/sign-in/oidc", data=fields).status_code == 303
    assert client.post("/sign-in/oidc", data=fields).status_code == 403


def test_an_answer_in_another_issuers_name_or_with_a_made_up_code_is_refused(site, provider, hoa):
    provider.know("s-16", employeeNumber="NV7")
    assert sign_in(site.client(), provider, "s-16", iss="https://evil.example").status_code == 403
    assert sign_in(site.client(), provider, "s-16", code="made up").status_code == 403
    assert sessions() == 0


def test_an_answer_after_ten_minutes_is_too_late(site, provider, hoa):
    provider.know("s-17", employeeNumber="NV7")
    client = site.client()
    fields = come_back(client, provider, "s-17")
    later = datetime.now(UTC).replace(year=datetime.now(UTC).year + 1)
    clock.set_source(lambda: later)
    assert client.post("/sign-in/oidc", data=fields).status_code == 403


def test_who_does_not_agree_there_comes_back_to_a_page(site, provider):
    page = site.reader().get("/sign-in/oidc/callback?error=access_denied&state=x", status=403)
    assert page.all(".//main//a[@href='/sign-in']")


def test_when_the_provider_is_away_a_page_says_so_and_passwords_work(site, app, monkeypatch, hoa):
    set_up(app, monkeypatch, f"http://localhost:{free_port()}")
    client = site.client()
    page = read_strictly(client.get("/sign-in/oidc"))
    assert page.status == 503
    assert page.all(".//main//a[@href='/sign-in']")
    form = {"username": "hoa", "password": "sen-test-2026"}
    assert client.post("/sign-in", data=form).status_code == 303


def test_when_the_provider_goes_away_in_between_a_page_says_so(
    site, provider, app, monkeypatch, hoa
):
    provider.know("s-18", employeeNumber="NV7")
    client = site.client()
    fields = come_back(client, provider, "s-18")
    set_up(app, monkeypatch, f"http://localhost:{free_port()}")
    assert client.post("/sign-in/oidc", data=fields).status_code == 503


def test_discovery_in_another_issuers_name_is_not_believed(site, provider):
    provider.lie(issuer="https://evil.example")
    assert site.client().get("/sign-in/oidc").status_code == 503


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_one_is_led_on_within_this_site_alone(site, provider, hoa, target):
    provider.know("s-19", employeeNumber="NV7")
    response = sign_in(site.client(), provider, "s-19", f"?next={target}")
    assert response.location == "/"
