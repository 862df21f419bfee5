"""Signing in and out, as visitors meet it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts.models import SignInSession
from core import clock
from core.database import db
from tests.counting import counted_queries
from tests.pages.reader import read_strictly

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PASSWORD = "sen-test-2026"


@pytest.fixture
def at():
    """Says what time it is."""

    def set_time(**later):
        clock.set_source(lambda: MONDAY + timedelta(**later))

    set_time()
    return set_time


@pytest.fixture
def hoa(make):
    """Somebody with three names to sign in with."""
    person = make.person("hoa", make.unit())
    person.email = "hoa@office.example"
    db.session.commit()
    return person


def send(client, username="hoa", password=PASSWORD, address="10.0.0.1", query="", **fields):
    return client.post(
        f"/sign-in{query}",
        data={"username": username, "password": password, **fields},
        environ_base={"REMOTE_ADDR": address},
    )


def cookie(response, name="sen"):
    return next(c for c in response.headers.getlist("Set-Cookie") if c.startswith(f"{name}="))


def is_in(client):
    return client.get("/account/password").status_code == 200


def test_the_page_asks_for_name_and_password(site):
    page = site.reader().get("/sign-in")
    assert page.heading in ("Sign in", "Đăng nhập")
    names = {field.get("name") for field in page.all(".//main//input")}
    assert names == {"csrf_token", "username", "password", "is_shared", "is_trusted"}


@pytest.mark.parametrize("name", ["hoa", " HOA ", "Hoa@Office.example", "code"])
def test_any_of_ones_names_lets_in(site, hoa, name):
    client = site.client()
    name = hoa.employee_code.lower() if name == "code" else name
    response = send(client, name)
    assert (response.status_code, response.location) == (303, "/")
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(site, hoa):
    wrong = send(site.client(), password="not this one").get_data(as_text=True)
    unknown = send(site.client(), "nobody").get_data(as_text=True)
    assert send(site.client(), "nobody").status_code == 422
    assert 'class="error-summary"' in wrong
    without_tokens = [_without_changing_parts(text) for text in (wrong, unknown)]
    assert without_tokens[0].replace('value="hoa"', 'value="nobody"') == without_tokens[1]


def _without_changing_parts(text):
    return "\n".join(line for line in text.splitlines() if "csrf_token" not in line)


def test_what_was_typed_is_kept_but_for_the_password(site, hoa):
    page = read_strictly(send(site.client(), password="not this one", is_shared="y"))
    fields = {field.get("name"): field for field in page.all(".//main//input")}
    assert fields["username"].get("value") == "hoa"
    assert fields["is_shared"].get("checked") is not None
    assert not fields["password"].get("value")


def test_blank_fields_are_named(site):
    page = read_strictly(send(site.client(), "", ""))
    assert page.status == 422
    assert len(page.all(".//ul[@class='field-errors']")) == 2


def test_a_deactivated_person_does_not_get_in(site, hoa):
    hoa.deactivated_at = MONDAY
    db.session.commit()
    assert send(site.client()).status_code == 422


def test_a_person_without_a_password_does_not_get_in(site, hoa):
    hoa.password_hash = None
    db.session.commit()
    assert send(site.client()).status_code == 422


def test_an_account_has_to_wait_after_five_failures_by_whichever_name(site, hoa, at):
    names = ["hoa", hoa.employee_code, "hoa@office.example", "hoa", "HOA"]
    for number, name in enumerate(names):
        assert send(site.client(), name, "wrong", f"10.0.0.{number}").status_code == 422
    assert send(site.client(), address="10.0.0.99").status_code == 429
    at(seconds=16)
    assert send(site.client(), address="10.0.0.99").status_code == 303


def test_a_success_makes_an_accounts_failures_forgotten(site, hoa, at):
    for _ in range(4):
        send(site.client(), password="wrong")
    send(site.client())
    assert send(site.client(), password="wrong").status_code == 422
    assert send(site.client()).status_code == 303


@pytest.fixture
def waiting_address(site, hoa, at):
    """An address with sixty failures, one of them hoa's."""
    for name in ("hoa", *(f"guess{number}" for number in range(59))):
        assert send(site.client(), name, "wrong").status_code == 422


def test_an_address_that_guesses_names_has_to_wait_and_others_do_not(site, waiting_address, at):
    refusal = send(site.client())
    assert (refusal.status_code, refusal.headers["Retry-After"]) == (429, "15")
    assert send(site.client(), address="10.0.0.2").status_code == 303
    send(site.client(), password="wrong", address="10.0.0.2")
    assert send(site.client()).status_code == 429
    at(seconds=16)
    assert send(site.client()).status_code == 303


def test_a_colleague_gets_in_while_somebody_at_her_address_goes_on_failing(
    site, make, waiting_address
):
    make.person("lan", make.unit())
    for number in range(5):
        send(site.client(), f"more{number}")
        assert send(site.client(), "lan").status_code == 303


@pytest.mark.parametrize("name", ["lan", "nobody"])
def test_while_an_address_waits_each_name_known_or_not_has_one_try(
    site, make, waiting_address, name
):
    make.person("lan", make.unit())
    tries = [send(site.client(), name, "wrong").status_code for _ in range(3)]
    assert tries == [422, 429, 429]


def test_a_shared_computer_signs_out_after_twenty_idle_minutes(site, hoa, at):
    client = site.client()
    send(client, is_shared="y")
    at(minutes=19)
    assert is_in(client)
    at(minutes=38)
    assert is_in(client)
    at(minutes=58)
    assert not is_in(client)


def test_a_shared_computer_keeps_nothing(site, hoa):
    client = site.client()
    send(client, is_shared="y")
    assert client.get("/account/password").headers["Cache-Control"] == "no-store"
    response = client.post("/sign-out")
    assert response.status_code == 303
    assert "storage" in response.headers["Clear-Site-Data"]


def test_a_page_left_alone_on_a_shared_computer_ends_the_session_and_keeps_its_text(site, hoa):
    client = site.client()
    send(client, is_shared="y")
    page = read_strictly(client.get("/account/password"))
    [body] = page.all(".//body")
    assert body.get("data-module") == "shared_computer"
    assert body.get("data-sign-in") == "/sign-in?next=/account/password"
    response = client.post("/sign-out", data={"idle": "1"})
    assert "Clear-Site-Data" not in response.headers
    assert client.get("/account").location.startswith("/sign-in")


def test_ones_own_computer_has_no_such_page(site, hoa):
    client = site.client()
    send(client)
    [body] = read_strictly(client.get("/account/password")).all(".//body")
    assert body.get("data-module") is None


def test_ones_own_computer_stays_signed_in_for_a_working_day(site, hoa, at):
    client = site.client()
    send(client)
    at(hours=7, minutes=59)
    assert is_in(client)
    at(hours=8)
    assert not is_in(client)


def test_a_trusted_device_stays_signed_in_for_thirty_days(site, hoa, at):
    client = site.client()
    send(client, is_trusted="y")
    at(days=29, hours=23, minutes=59)
    assert is_in(client)
    at(days=30)
    assert not is_in(client)


def test_the_browser_keeps_the_cookie_of_a_trusted_device_alone(site, hoa):
    kept = cookie(send(site.client(), is_trusted="y"))
    assert "Expires=" in kept
    for fields in ({}, {"is_shared": "y"}, {"is_shared": "y", "is_trusted": "y"}):
        assert "Expires=" not in cookie(send(site.client(), **fields))


def test_the_next_one_at_a_trusted_device_is_not_kept_by_it(site, hoa):
    client = site.client()
    send(client, is_trusted="y")
    client.post("/sign-out")
    assert "Expires=" not in cookie(send(client))


def test_signing_out_ends_the_session_wherever_its_cookie_is(site, hoa):
    client = site.client()
    stolen = cookie(send(client)).split(";")[0]
    client.post("/sign-out")
    assert not is_in(client)
    response = site.client().get("/account/password", headers={"Cookie": stolen})
    assert response.status_code == 303


def test_signing_out_twice_does_no_harm(site, hoa):
    client = site.client()
    send(client)
    assert client.post("/sign-out").status_code == 303
    assert client.post("/sign-out").status_code == 303


def test_signing_in_anew_ends_the_session_this_browser_had(site, hoa, make):
    make.person("lan", make.unit())
    client = site.client()
    send(client)
    send(client, "lan")
    sessions = db.session.scalars(select(SignInSession).order_by(SignInSession.id)).all()
    assert [session.ended_at is None for session in sessions] == [False, True]


@pytest.mark.parametrize(("scheme", "is_secure"), [("http", False), ("https", True)])
def test_cookies_are_secure_on_https_alone_and_never_for_scripts(site, hoa, scheme, is_secure):
    client = site.client()
    base = f"{scheme}://sen.example"
    signing_in = client.post(
        "/sign-in", base_url=base, data={"username": "hoa", "password": PASSWORD}
    )
    choosing = client.post("/preferences/language", base_url=base, data={"language": "vi"})
    for each in (cookie(signing_in), cookie(choosing, "sen_language")):
        assert ("; Secure" in each) is is_secure
        assert "; HttpOnly" in each
        assert "; SameSite=Lax" in each


def test_a_form_without_its_token_is_refused(site, hoa, monkeypatch):
    monkeypatch.setitem(site.app.config, "WTF_CSRF_ENABLED", True)
    client = site.client()
    response = send(client)
    assert response.status_code == 400
    read_strictly(response)
    token = client.get("/sign-in").get_data(as_text=True).split('csrf_token" value="')[1]
    assert send(client, csrf_token=token.split('"')[0]).status_code == 303


@pytest.mark.parametrize("path", ["/sign-out", "/preferences/language", "/people/new"])
def test_every_other_form_is_protected_too(site, monkeypatch, path):
    monkeypatch.setitem(site.app.config, "WTF_CSRF_ENABLED", True)
    assert site.client().post(path).status_code == 400


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/courses?page=2", "/courses?page=2"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\tevil", "/"),
        ("/%0d%0aX: y", "/%0d%0aX: y"),
        ("courses", "/"),
        ("", "/"),
    ],
)
def test_one_is_led_on_within_this_site_alone(site, hoa, target, leads_to):
    client = site.client()
    response = client.post(
        "/sign-in",
        query_string={"next": target},
        data={"username": "hoa", "password": PASSWORD},
    )
    assert response.status_code == 303
    assert response.location.replace("%20", " ") == leads_to
    again = client.get("/sign-in", query_string={"next": target})
    assert again.location.replace("%20", " ") == leads_to


def test_whoever_has_to_sign_in_first_comes_to_the_page_that_was_asked_for(site, hoa):
    client = site.client()
    response = client.get("/account/password")
    assert response.location == "/sign-in?next=/account/password"
    assert send(client, query="?next=/account/password").location == "/account/password"


def test_who_did_not_sign_in_sends_no_form(site):
    response = site.client().post("/account/password")
    assert response.status_code == 401
    read_strictly(response)


def test_the_demos_accounts_are_shown_in_the_demo_alone(site, monkeypatch):
    assert "sen-demo" not in site.reader().get("/sign-in").text
    account = {"username": "hocvien", "password": "sen-demo", "role_label": "learner"}
    monkeypatch.setitem(site.app.config, "DEMO_ACCOUNTS", (account,))
    page = site.reader().get("/sign-in")
    assert "sen-demo" in page.text
    assert "hocvien" in page.text


def test_signing_in_takes_few_queries(site, hoa):
    client = site.client()
    with counted_queries() as queries:
        send(client)
    assert len(queries) <= 8, queries
