"""The second step of signing in, and signing in by a passkey, as visitors meet them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts.models import Passkey, Person, SignInSession
from accounts.operations import Author
from accounts.operations.slips import issue_slip
from core import clock
from core.database import db
from tests.authenticator import Authenticator, b64
from tests.factories.factors import RECOVERY_CODES, add_totp, code_at
from tests.pages.reader import read_strictly

MONDAY = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
PASSWORD = "sen-test-2026"
STEP = "/sign-in/second-step"


@pytest.fixture
def at():
    """Says what time it is."""

    def set_time(**later):
        clock.set_source(lambda: MONDAY + timedelta(**later))
        return MONDAY + timedelta(**later)

    set_time()
    return set_time


@pytest.fixture
def hoa(make, at):
    return make.person("hoa", make.unit())


def send_password(client, query="", **fields):
    form = {"username": "hoa", "password": PASSWORD, **fields}
    return client.post(f"/sign-in{query}", data=form)


def is_in(client):
    return client.get("/account/password").status_code == 200


def register(person, device):
    """Put the passkey of a device on record."""
    db.session.add(
        Passkey(
            person_id=person.id,
            credential_id=b64(device.credential_id),
            public_key=device.public_key(),
            sign_count=device.count,
            transports=["internal"],
            name="Phone",
            created_at=MONDAY,
        )
    )
    db.session.commit()


def ask(client, query=""):
    response = client.post(f"/sign-in/passkey/options{query}")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    return json.loads(response.get_data())


def use(client, device, query="", options=None, **fields):
    credential = device.sign(options or ask(client, query))
    return client.post(f"/sign-in/passkey{query}", data={"credential": credential, **fields})


def test_the_password_alone_does_not_let_in(site, hoa):
    add_totp(hoa)
    client = site.client()
    response = send_password(client, "?next=/record")
    assert (response.status_code, response.location) == (303, STEP)
    assert not is_in(client)
    assert db.session.scalars(select(SignInSession)).all() == []


def test_a_code_of_the_app_lets_in_and_leads_to_where_one_wanted_to_be(site, hoa, at):
    add_totp(hoa)
    client = site.client()
    client.set_cookie("sen_language", "en")
    send_password(client, "?next=/record")
    page = read_strictly(client.get(STEP))
    assert page.heading == "Second step"
    response = client.post(STEP, data={"code": code_at(at())})
    assert (response.status_code, response.location) == (303, "/record")
    assert is_in(client)


def test_the_kind_of_device_is_kept_over_the_second_step(site, hoa, at):
    add_totp(hoa)
    client = site.client()
    send_password(client, is_shared="y")
    client.post(STEP, data={"code": code_at(at())})
    assert db.session.scalars(select(SignInSession)).one().is_shared


@pytest.mark.parametrize("code", ["000000", "12345", "không", "", "x" * 500])
def test_a_wrong_code_is_refused_at_its_field(site, hoa, code):
    add_totp(hoa)
    client = site.client()
    send_password(client)
    page = read_strictly(client.post(STEP, data={"code": code}))
    assert page.status == 422
    assert len(page.all(".//ul[@class='field-errors']")) == 1
    assert not is_in(client)


def test_a_code_that_was_used_lets_nobody_in_again(site, hoa, at):
    add_totp(hoa)
    first, second = site.client(), site.client()
    for client in (first, second):
        send_password(client)
    assert first.post(STEP, data={"code": code_at(at())}).status_code == 303
    assert second.post(STEP, data={"code": code_at(at())}).status_code == 422


def test_a_recovery_code_lets_in_once(site, hoa):
    add_totp(hoa)
    for status in (303, 422):
        client = site.client()
        send_password(client)
        response = client.post(STEP, data={"recovery_code": RECOVERY_CODES[0]})
        assert response.status_code == status
        assert is_in(client) is (status == 303)


def test_guessing_codes_is_slowed_down_and_a_right_password_forgives_nothing(site, hoa, at):
    add_totp(hoa)
    for number in range(5):
        client = site.client()
        send_password(client)
        client.post(STEP, data={"code": f"00000{number}"})
    client = site.client()
    send_password(client)
    response = client.post(STEP, data={"code": code_at(at())})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    read_strictly(response)


def test_half_a_sign_in_is_over_after_five_minutes(site, hoa, at):
    add_totp(hoa)
    client = site.client()
    send_password(client)
    later = at(minutes=5)
    assert client.get(STEP).location == "/sign-in"
    assert client.post(STEP, data={"code": code_at(later)}).location == "/sign-in"
    assert not is_in(client)


@pytest.mark.parametrize("change", ["password_hash", "deactivated_at"])
def test_half_a_sign_in_is_over_when_the_account_changes(site, hoa, at, change):
    add_totp(hoa)
    client = site.client()
    send_password(client)
    db.session.refresh(hoa)
    setattr(hoa, change, "another" if change == "password_hash" else MONDAY)
    db.session.commit()
    assert client.post(STEP, data={"code": code_at(at())}).location == "/sign-in"


def test_without_a_password_there_is_no_second_step(site, hoa, at):
    add_totp(hoa)
    client = site.client()
    assert client.get(STEP).location == "/sign-in"
    assert client.post(STEP, data={"code": code_at(at())}).location == "/sign-in"


def test_a_kept_half_sign_in_opens_nothing_after_signing_in_by_it(site, hoa, at):
    add_totp(hoa)
    client = site.client()
    half = send_password(client).headers.getlist("Set-Cookie")
    client.post(STEP, data={"code": code_at(at())})
    thief = site.client()
    thief.set_cookie("sen", next(c for c in half if c.startswith("sen=")).split(";")[0][4:])
    assert thief.post(STEP, data={"code": code_at(at())}).status_code == 422
    assert not is_in(thief)


def test_a_passkey_alone_signs_in(site, hoa):
    device, client = Authenticator(), site.client()
    register(hoa, device)
    options = ask(client)
    assert options["userVerification"] == "required"
    assert options["rpId"] == "localhost"
    assert options["allowCredentials"] == []
    response = use(client, device, "?next=/record", options)
    assert (response.status_code, response.location) == (303, "/record")
    assert is_in(client)


def test_on_a_shared_computer_a_passkey_opens_a_short_session(site, hoa):
    device = Authenticator()
    register(hoa, device)
    use(site.client(), device, is_shared="y")
    assert db.session.scalars(select(SignInSession)).one().is_shared


def test_a_passkey_is_a_second_step_and_only_ones_own_are_asked_for(site, hoa, make):
    device, client = Authenticator(), site.client()
    register(hoa, device)
    register(make.person("lan"), Authenticator())
    assert send_password(client, "?next=/record", is_shared="y").location == STEP
    read_strictly(client.get(STEP))
    options = ask(client, "?step=second")
    assert [each["id"] for each in options["allowCredentials"]] == [b64(device.credential_id)]
    assert use(client, device, "?step=second", options).location == "/record"
    assert db.session.scalars(select(SignInSession)).one().is_shared


def test_asking_for_passkeys_without_half_a_sign_in_tells_of_nobody(site, hoa):
    register(hoa, Authenticator())
    assert ask(site.client(), "?step=second")["allowCredentials"] == []


def test_an_answer_in_another_browser_or_sent_twice_lets_nobody_in(site, hoa):
    device, client, other = Authenticator(), site.client(), site.client()
    register(hoa, device)
    options = ask(client)
    ask(other)
    assert use(other, device, options=options).location == "/sign-in"
    assert not is_in(other)
    credential = {"credential": device.sign(options)}
    before = client.get_cookie("sen").value
    assert client.post("/sign-in/passkey", data=credential).location == "/"
    thief = site.client()
    thief.set_cookie("sen", before)
    assert thief.post("/sign-in/passkey", data=credential).location == "/sign-in"
    assert not is_in(thief)


@pytest.mark.parametrize("credential", ["", "{}", "x" * 30_000, '{"id": "a", "response": 5}'])
def test_nonsense_for_a_passkey_leads_back_with_a_word(site, hoa, credential):
    client = site.client()
    ask(client)
    response = client.post("/sign-in/passkey?next=/record", data={"credential": credential})
    assert response.location == "/sign-in?next=/record"
    assert read_strictly(client.get("/sign-in")).all(".//div[@class='notice notice-danger']")
    assert not is_in(client)


def test_where_there_is_no_encrypted_page_with_a_name_passkeys_step_aside(site, hoa):
    register(hoa, Authenticator())
    client = site.client()
    base = "http://10.0.0.7"
    client.set_cookie("sen_language", "en", domain="10.0.0.7")
    assert "data-act" in client.get("/sign-in").get_data(as_text=True)
    assert "data-act" not in client.get("/sign-in", base_url=base).get_data(as_text=True)
    assert client.post("/sign-in/passkey/options", base_url=base).status_code == 404
    form = {"username": "hoa", "password": PASSWORD}
    client.post("/sign-in", data=form, base_url=base)
    page = read_strictly(client.get(STEP, base_url=base))
    assert "Passkeys do not work at this address" in page.text
    assert page.all(".//details[@open]")


def test_the_code_of_a_slip_is_no_way_around_it(site, hoa, at):
    add_totp(hoa)
    code = issue_slip(hoa, Author(None, MONDAY, MONDAY.date()))
    db.session.commit()
    client = site.client()
    new = "một câu ngắn mới"
    form = {"code": code, "new": new, "repeated": new}
    assert client.post("/activate", data=form).location == STEP
    assert not is_in(client)
    assert client.post(STEP, data={"code": code_at(at())}).status_code == 303
    assert is_in(client)


def test_somebody_elses_session_in_the_browser_ends_only_with_the_second_step(site, hoa, make, at):
    add_totp(hoa)
    make.person("lan", make.unit())
    client = site.client()
    client.post("/sign-in", data={"username": "lan", "password": PASSWORD})
    send_password(client)
    assert [each.ended_at for each in db.session.scalars(select(SignInSession))] == [None]
    client.post(STEP, data={"code": code_at(at())})
    db.session.expire_all()
    sessions = db.session.scalars(select(SignInSession).order_by(SignInSession.id)).all()
    assert [each.ended_at is None for each in sessions] == [False, True]
    assert (
        sessions[1].person_id
        == db.session.scalars(select(Person.id).where(Person.username == "hoa")).one()
    )
