"""What somebody tries who wants in, or wants to know more than is hers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import add

import pytest
from sqlalchemy import func, select, update

from accounts import audit_actions, passwords
from accounts.models import AuditEntry, KeptRequest, SignInSession
from accounts.operations import Author
from accounts.operations.slips import issue_slip
from accounts.sessions import KEPT_FOR
from app import PERIODIC
from core import clock
from core.database import db
from core.jobs import enqueue, run_due
from tests.factories.factors import add_totp, code_at
from tests.factories.people import PASSWORD

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
YESTERDAY = NOON.date() - timedelta(days=1)


@pytest.fixture(autouse=True)
def at_noon():
    clock.set_source(lambda: NOON)


@pytest.fixture
def hoa(make):
    return make.person("hoa", make.unit())


@pytest.fixture
def left(hoa):
    """Her last day was yesterday, and no job has closed her account yet."""
    hoa.ended_on = YESTERDAY
    db.session.commit()
    return hoa


def session_count() -> int | None:
    return db.session.scalar(select(func.count()).select_from(SignInSession))


def send(client, username="hoa", password=PASSWORD, query="", **headers):
    data = {"username": username, "password": password}
    return client.post(f"/sign-in{query}", data=data, headers=headers)


def test_whose_last_day_is_over_is_refused_as_anybody_else(site, left):
    response = send(site.client())
    assert response.status_code == 422
    wrong = send(site.client(), "nobody").get_data(as_text=True)
    assert len(response.get_data(as_text=True)) == len(wrong) - len("nobody") + len("hoa")
    assert session_count() == 0
    actions = list(db.session.scalars(select(AuditEntry.action)))
    assert set(actions) == {audit_actions.SIGN_IN_REFUSED}


def test_on_her_last_day_she_still_comes_in(site, hoa):
    hoa.ended_on = NOON.date()
    db.session.commit()
    assert send(site.client()).status_code == 303


def test_whose_last_day_is_over_uses_no_slip(site, left):
    code = issue_slip(left, Author(None, NOON, NOON.date()))
    db.session.commit()
    data = {"code": code, "new": "a quite long password", "again": "a quite long password"}
    client = site.client()
    assert client.post("/activate/code", data=data).status_code == 422
    assert client.post("/activate", data=data).status_code == 422
    assert session_count() == 0


def test_half_a_sign_in_ends_with_the_last_day(site, hoa):
    add_totp(hoa)
    client = site.client()
    assert send(client).location == "/sign-in/second-step"
    hoa.ended_on = YESTERDAY
    db.session.commit()
    response = client.post("/sign-in/second-step", data={"code": code_at(NOON)})
    assert response.location == "/sign-in"
    assert session_count() == 0


@pytest.mark.parametrize("name", ["hoa", "nobody", "left", "closed", "without"])
def test_each_try_takes_one_hash_whether_or_not_the_account_exists(
    site, hoa, make, monkeypatch, name
):
    make.person("left").ended_on = YESTERDAY
    make.person("closed").deactivated_at = NOON
    make.person("without").password_hash = None
    db.session.commit()
    compared = []
    honest = passwords.is_password

    def count(password, password_hash):
        compared.append(name)
        return honest(password, password_hash)

    monkeypatch.setattr(passwords, "is_password", count)
    assert send(site.client(), name, "not this one").status_code == 422
    assert compared == [name]


@pytest.mark.parametrize(
    "credential",
    [
        '{"id": "\\u0000", "response": {}}',
        '{"id": "\\ud800", "response": {}}',
        '{"id": "' + "A" * 15_000 + '", "response": {}}',
        '{"id": "hoa", "response": {"userHandle": "\\ud800"}}',
        '{"id": 1e999, "response": {}}',
        "[" * 10_000,
    ],
)
def test_no_letters_in_a_passkeys_answer_do_harm(site, hoa, monkeypatch, credential):
    client = site.client()
    assert client.post("/sign-in/passkey/options").status_code == 200
    response = client.post("/sign-in/passkey", data={"credential": credential})
    assert (response.status_code, response.location) == (303, "/sign-in")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Referer", "http://["),
        ("Referer", "//[/x"),
        ("Referer", "http://localhost//evil.example"),
        ("User-Agent", "\x80\xff" * 400),
        ("Accept-Language", "vi;q=nan, \xff"),
    ],
)
@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
def test_odd_headers_do_no_harm(site, hoa, name, value, password):
    client = site.client()
    assert send(client, password=password, **{name: value}).status_code in (303, 422)


@pytest.mark.parametrize("host", ["[", "[::1", "a b", "evil:x", "[v1.x]", "localhost:99999"])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/passkey/options"])
def test_odd_hosts_do_no_harm(site, hoa, host, path):
    send_to = site.client().get if path == "/sign-in" else site.client().post
    assert send_to(path, headers={"Host": host}).status_code in (200, 400, 404)


@pytest.mark.parametrize(
    "target",
    ["/\t/evil.example", "/\\evil.example", "/%0d%0aSet-Cookie:x=1", "//evil.example", "/\r\nX: y",
     "https:evil.example", "/\u2028/evil.example", "javascript:alert(1)", "/[",
     "\u200b//evil.example"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/sign-in", "/confirm"])
def test_one_is_led_on_within_this_site_alone(site, hoa, target, path):
    client = site.client()
    if path == "/confirm":
        send(client)
    data = {"username": "hoa", "password": PASSWORD, "password_once_more": PASSWORD}
    response = client.post(path, query_string={"next": target}, data=data)
    assert response.status_code == 303
    assert response.location.startswith("/")
    assert not response.location.startswith("//")
    assert "\\" not in response.location
    assert "X" not in response.headers


@pytest.mark.parametrize(
    "name", ["ＨＯＡ", "h\u200boa", "hoa\u0301", "H\u00d4A", "ho\u0430", "\ufeffhoa"]
)
def test_names_that_look_alike_are_not_hers(site, hoa, name):
    assert send(site.client(), name).status_code == 422


def test_a_name_of_any_length_is_answered(site):
    assert send(site.client(), "x" * 100_000, "y" * 100_000).status_code == 422


def test_a_signed_out_cookie_opens_nothing_and_a_new_one_has_another_token(site, hoa):
    client = site.client()
    send(client)
    before = client.get_cookie("sen").value
    client.post("/sign-out")
    send(client)
    assert client.get_cookie("sen").value != before
    thief = site.client()
    thief.set_cookie("sen", before)
    assert thief.get("/account").location == "/sign-in?next=/account"


def test_a_session_planted_in_a_browser_is_not_the_one_that_signs_in(site, hoa, make):
    make.person("khac")
    planted, victim = site.client(), site.client()
    send(planted, "khac")
    victim.set_cookie("sen", planted.get_cookie("sen").value)
    send(victim)
    assert planted.get("/account").status_code == 303
    assert "khac" not in victim.get("/account").get_data(as_text=True)


def test_a_role_that_is_taken_back_or_closed_account_counts_with_the_next_page(site, hoa, make):
    grant = make.role(hoa, "administrator")
    client = site.client()
    send(client)
    assert client.get("/people").status_code == 200
    grant.revoked_at = NOON
    db.session.commit()
    assert client.get("/people").status_code == 403
    hoa.deactivated_at = NOON
    db.session.commit()
    assert client.get("/account").status_code == 303


def test_a_factor_that_is_demanded_now_is_demanded_of_whoever_is_in(site, hoa, make):
    make.role(hoa, "administrator")
    organisation = make.organisation()
    client = site.client()
    send(client)
    organisation.second_factor_roles = ["administrator"]
    db.session.commit()
    for path in ("/people", "/account", "/account/data", "/account/data.json", "/", "/audit"):
        for wanted in ({}, {"Accept": "application/json"}):
            response = client.get(path, headers=wanted)
            assert response.status_code == 403 or response.location == "/account/second-factor"
    assert client.head("/people").location == "/account/second-factor"
    assert client.post("/account/sessions").location == "/account/second-factor"


@pytest.mark.parametrize("username", ["hoa", "nobody"])
def test_no_name_and_no_password_stand_in_the_log(site, hoa, caplog, username):
    caplog.set_level("DEBUG")
    client = site.client()
    send(client, username, "a-secret-password")
    send(client, username)
    client.post("/activate/code", data={"code": "AAAA-BBBB-CCCC-DDDD"})
    client.post("/forgot-password", data={"name": username})
    client.get(f"/sign-in?next=/people?q={username}")
    for secret in (username, PASSWORD, "a-secret-password", "AAAA"):
        assert secret not in caplog.text


def test_forms_that_nobody_came_back_for_are_forgotten_by_themselves(app, site, hoa, make):
    attempt = make.attempt(hoa, make.course("basics"))
    client = site.client()
    send(client)
    db.session.execute(update(SignInSession).values(ended_at=NOON))
    db.session.commit()
    client.post(f"/attempts/{attempt}/responses", data={"shown": "1", "q1": "secret"})
    assert PERIODIC["forms.forget"] <= timedelta(hours=1)
    for later, left in ((timedelta(), 1), (KEPT_FOR + timedelta(minutes=1), 0)):
        clock.set_source(partial(add, NOON, later))
        enqueue("forms.forget", {}, clock.now())
        run_due(app)
        assert kept_count() == left


def kept_count() -> int | None:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(KeptRequest))


@pytest.mark.parametrize("known_failures", [0, 3])
def test_of_many_tries_at_once_no_more_are_compared_than_one_after_the_other(
    app, site, hoa, known_failures
):
    for _ in range(known_failures):
        assert send(site.client(), password="wrong").status_code == 422
    db.session.rollback()

    def guess(_number):
        return send(app.test_client(), password="wrong").status_code

    with ThreadPoolExecutor(8) as threads:
        answers = sorted(threads.map(guess, range(12)))
    free = 5 - known_failures
    assert answers == [422] * free + [429] * (12 - free)
