"""One's own account: what is known, and where one is signed in."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts.models import SignInSession
from core import clock
from core.database import db

LATEST = select(SignInSession).order_by(SignInSession.id.desc()).limit(1)
PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A146P) AppleWebKit/537.36 Chrome/120.0 Mobile"


@pytest.fixture
def learner(make):
    return make.person("hoa", full_name="Lê Thị Hoa", unit=make.unit("Phòng Thu"))


@pytest.fixture
def reader(site, learner):
    return site.reader("hoa")


@pytest.fixture
def phone(site, learner, reader):
    """The same person on another device."""
    phone = site.reader("hoa")
    row = db.session.scalars(LATEST).one()
    row.device = PHONE
    db.session.commit()
    return phone


def keys(page) -> list[str]:
    """Of the sessions that can be ended one by one."""
    return [field.get("value") for field in page.all(".//main//input[@name='key']")]


def test_the_account_says_who_one_is_and_leads_on(reader) -> None:
    page = reader.get("/account")
    assert "Phòng Thu" in page.text
    assert "1 device" in page.text
    assert {"/account/password", "/account/sessions"} <= set(page.links().values())


def test_the_account_names_the_roles_one_holds(reader, make, learner) -> None:
    assert "Trainer" not in reader.get("/account").text
    make.role(learner, "trainer")
    make.role(learner, "manager")
    assert "Trainer, Manager" in reader.get("/account").text


def test_every_device_is_named_and_this_one_marked(reader, phone) -> None:
    page = reader.get("/account/sessions")
    assert "Chrome, Android" in page.text
    assert page.text.count("This device, now") == 1
    assert len(keys(page)) == 1


def test_a_session_that_is_ended_is_over_and_ending_it_twice_does_no_harm(reader, phone) -> None:
    (key,) = keys(reader.get("/account/sessions"))
    for _turn in range(2):
        assert reader.client.post("/account/sessions", data={"key": key}).status_code == 303
    assert phone.client.get("/account").status_code == 303
    assert keys(reader.get("/account/sessions")) == []


def test_all_others_end_at_once_and_this_one_stays(reader, phone, site) -> None:
    third = site.reader("hoa")
    assert reader.client.post("/account/sessions").status_code == 303
    assert phone.client.get("/account").status_code == 303
    assert third.client.get("/account").status_code == 303
    reader.get("/account")


def test_nobody_ends_somebody_elses_session(reader, make, site) -> None:
    make.person("khac")
    site.reader("khac")
    theirs = db.session.scalars(LATEST).one()
    assert reader.client.post("/account/sessions", data={"key": theirs.key}).status_code == 404
    db.session.expire_all()
    assert theirs.ended_at is None


@pytest.mark.parametrize("key", ["%" * 16, "_" * 16, "x", "0" * 64])
def test_what_is_no_key_ends_nothing(reader, phone, key) -> None:
    assert reader.client.post("/account/sessions", data={"key": key}).status_code == 404
    phone.get("/account")


def test_a_shared_computer_left_idle_is_no_longer_listed(reader, phone) -> None:
    row = db.session.scalars(LATEST).one()
    row.is_shared, row.last_used_at = True, clock.now() - timedelta(minutes=21)
    db.session.commit()
    assert keys(reader.get("/account/sessions")) == []
