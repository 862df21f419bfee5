"""Failed sign-ins that are counted of a person stand in her own data, and go with her."""

import pytest
from sqlalchemy import func, select

from accounts.models import SignInFailure
from accounts.operations.second_step import TypedCode, use_code
from accounts.personal_data import PART
from core import clock
from core.database import db
from tests.factories.factors import SECRET_KEY, add_totp


@pytest.fixture
def lan(make):
    person = make.person("lan", make.unit("Phòng Thu"), "Nguyễn Thị Lan")
    person.email = "lan@office.example"
    db.session.commit()
    return person


def fail(site, name) -> None:
    form = {"username": name, "password": "a guess"}
    assert site.client().post("/sign-in", data=form).status_code == 422


def failures(person) -> list[tuple[str, int]]:
    found = PART.export_person(person.id)["failures"]
    return [(each["kind"], each["count"]) for each in found]


def test_wrong_passwords_are_told_by_whichever_name_they_were_tried(site, lan) -> None:
    reader = site.reader("lan")
    assert failures(lan) == []
    fail(site, "lan")
    fail(site, "LAN@office.example")
    fail(site, "somebody else")
    assert failures(lan) == [("password", 2)]
    page = reader.get("/account/data")
    assert "Failed attempts to sign in as you" in page.text
    assert "Wrong passwords" in page.text
    assert "counted by network address, too" in page.text


def test_wrong_codes_are_told_apart_and_all_go_with_the_person(site, lan) -> None:
    add_totp(lan)
    assert not use_code(lan, TypedCode("000000", "10.0.0.1", SECRET_KEY), clock.now())
    db.session.commit()
    fail(site, "lan")
    assert failures(lan) == [("password", 1), ("factor", 1)]
    PART.anonymise_person(lan.id, clock.now())
    db.session.commit()
    of_person = SignInFailure.key.startswith("account:") | SignInFailure.key.startswith("factor:")
    assert db.session.scalar(select(func.count()).where(of_person)) == 0
