"""The password once more: asked in place of a form that comes late, which then goes on."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from accounts.models import Person, SignInSession
from core import clock
from core.database import db
from tests.pages.reader import read_strictly

PASSWORD = "sen-test-2026"


@pytest.fixture
def office(make):
    make.role(make.person("chief", make.unit()), "administrator")
    left = make.person("hoa")
    left.deactivated_at = clock.now() - timedelta(days=1)
    db.session.commit()
    return left.uuid


@pytest.fixture
def late(site, office):
    """An administrator who signed in over ten minutes ago."""
    reader = site.reader("chief")
    ago = clock.now() - timedelta(minutes=11)
    db.session.execute(update(SignInSession).values(confirmed_at=ago))
    db.session.commit()
    return reader


def is_anonymous(uuid):
    db.session.rollback()
    return db.session.scalar(select(Person.id).where(Person.uuid == uuid)) is None


def hidden(page):
    fields = page.all(".//main//input[@type='hidden']")
    pairs = [(each.get("name"), each.get("value")) for each in fields]
    return [pair for pair in pairs if pair[0] != "csrf_token"]


def test_a_page_is_asked_for_and_comes_after_the_password(late, office):
    path = f"/people/{office}/anonymise?from=list"
    asked = late.client.get(path)
    assert asked.status_code == 303
    assert asked.location.startswith("/confirm?next=")
    answer = late.post(asked.location, {"password_once_more": PASSWORD})
    assert answer.location == path
    late.get(path)


def test_a_late_form_is_carried_along_whole(late, office):
    path = f"/people/{office}/anonymise"
    sent = {"note": 'Ánh “quote" <b>&amp;', "many": ["một", "hai"], "empty": ""}
    response = late.post(path, sent, 403)
    assert response.headers["Cache-Control"] == "no-store"
    page = read_strictly(response)
    carried = [("note", sent["note"]), ("many", "một"), ("many", "hai"), ("empty", "")]
    assert hidden(page) == carried
    (form,) = page.all(".//main//form")
    assert form.get("action") is None
    assert not is_anonymous(office)


def test_a_wrong_password_keeps_what_is_carried_and_does_nothing(late, office):
    path = f"/people/{office}/anonymise"
    response = late.post(path, {"note": "kept", "password_once_more": "not this one"}, 422)
    page = read_strictly(response)
    assert hidden(page) == [("note", "kept")]
    assert page.all(".//ul[@id='password_once_more-errors']")
    assert "not this one" not in response.get_data(as_text=True)
    assert not is_anonymous(office)


def test_with_the_password_the_form_does_its_work(late, office):
    path = f"/people/{office}/anonymise"
    response = late.post(path, {"password_once_more": PASSWORD}, 303)
    assert response.location == "/people"
    assert is_anonymous(office)


def test_a_password_without_its_question_is_no_way_round_waiting(late, office):
    path = f"/people/{office}/anonymise"
    for _ in range(5):
        late.post(path, {"password_once_more": "not this one"}, 422)
    page = read_strictly(late.post(path, {"password_once_more": PASSWORD}, 422))
    assert page.all(".//ul[@id='password_once_more-errors']")
    assert not is_anonymous(office)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_the_way_on_stays_within_this_site(late, target):
    data = {"password_once_more": PASSWORD}
    response = late.client.post("/confirm", query_string={"next": target}, data=data)
    assert response.location == "/"


def test_who_has_no_password_is_sent_to_sign_in_anew(late, office):
    db.session.execute(update(Person).values(password_hash=None))
    db.session.commit()
    page = read_strictly(late.post(f"/people/{office}/anonymise", {"note": "kept"}, 403))
    assert not page.all(".//main//input[@type='password']")
    assert page.all(".//main//form[@action='/sign-out']")


ASKED = {
    "anonymise_person",
    "bulk_role",
    "confirm_anonymising",
    "factors_of_person_remove",
    "grant_role",
    "identities_of_person_remove",
    "own_data",
    "own_data_json",
    "passkey_add",
    "passkey_remove",
    "recovery_codes_renew",
    "revoke_role",
    "totp_remove",
    "totp_submit",
}


def test_what_is_sensitive_asks_again(app):
    asking = {
        endpoint.removeprefix("accounts.")
        for endpoint, view in app.view_functions.items()
        if getattr(view, "asks_again", False)
    }
    assert asking >= ASKED, ASKED - asking
