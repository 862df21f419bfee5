"""Slips: made by an administrator, good once, and how a forgotten password is renewed."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from accounts import activation_codes, passwords, queries
from accounts.models import ActivationCode, AuditEntry, Person, SignInSession
from accounts.operations import Author
from accounts.operations.slips import issue_slip, issue_slips, redeem_code
from core import clock
from core.database import db
from core.jobs import run_due
from tests.concurrency import do_at_once
from tests.pages.reader import read_strictly

NEW = "kem dừa mát lạnh"


@pytest.fixture
def office(make):
    unit = make.unit("BHXH tỉnh")
    make.role(make.person("chief", unit, full_name="Trần Văn Chánh"), "administrator")
    hoa = make.person("hoa", unit)
    hoa.password_hash = None
    db.session.commit()
    return unit


def find(username):
    db.session.rollback()
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def author(person_id=None):
    return Author(person_id, clock.now(), clock.today("Asia/Ho_Chi_Minh"))


def make_code(username="hoa", by=None):
    code = issue_slip(find(username), author(by))
    db.session.commit()
    return code


def choose(client, code, new=NEW, **fields):
    return client.post("/activate", data={"code": code, "new": new, "repeated": new, **fields})


def test_a_code_shows_whose_it_is_then_lets_in_once(site, office):
    code = activation_codes.grouped(make_code())
    reader = site.reader()
    shown = reader.post("/activate/code", {"code": code.lower()}, 200)
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["Referrer-Policy"] == "same-origin"
    assert "hoa" in read_strictly(shown).text
    assert choose(reader.client, code).status_code == 303
    assert reader.client.get("/account/password").status_code == 200
    assert choose(site.client(), code, "another long sentence").status_code == 422
    site.reader("hoa", NEW)


def test_looking_at_the_page_changes_nothing(site, office):
    code = make_code()
    site.reader().get("/activate")
    site.reader().post("/activate/code", {"code": code}, 200)
    assert db.session.scalars(select(ActivationCode.used_at)).one() is None


def test_a_form_sent_twice_lets_in_twice(site, office):
    code = make_code()
    assert choose(site.client(), code).status_code == 303
    assert choose(site.client(), code).status_code == 303


def test_of_two_at_once_one_sets_the_password(app, office):
    code = make_code()
    hashes = [passwords.hash_password(NEW), passwords.hash_password("another long sentence")]

    def redeem(password_hash):
        person = redeem_code(code, password_hash, clock.now())
        db.session.commit()
        return person is not None

    assert sorted(do_at_once(app, [partial(redeem, each) for each in hashes])) == [False, True]


@pytest.mark.parametrize("later", [timedelta(days=31), timedelta(days=400)])
def test_an_old_code_is_not_good(site, office, later):
    code, now = make_code(), clock.now()
    clock.set_source(lambda: now + later)
    assert choose(site.client(), code).status_code == 422


def test_of_a_slip_printed_twice_the_second_is_good(site, office):
    first, second = make_code(), make_code()
    assert choose(site.client(), first).status_code == 422
    assert choose(site.client(), second).status_code == 303


def test_who_left_gets_no_slip_and_uses_none(site, office):
    code = make_code()
    hoa = find("hoa")
    hoa.deactivated_at = clock.now()
    db.session.commit()
    assert choose(site.client(), code).status_code == 422
    assert issue_slips([hoa.id], author()) == []


@pytest.mark.parametrize("new", ["short", "matkhau123456", "Nguyễn Thị Thử 1990", "0987654321"])
def test_a_plain_password_is_refused_at_the_field_and_the_code_stays_good(site, office, new):
    code = make_code()
    response = choose(site.client(), code, new)
    assert response.status_code == 422
    assert read_strictly(response).all(".//ul[@id='new-errors']")
    assert choose(site.client(), code).status_code == 303


def test_guessing_codes_makes_an_address_wait(site, office):
    answers = [
        site.client().post("/activate/code", data={"code": "0000-0000-0000-0000"}).status_code
        for _ in range(61)
    ]
    assert answers[-2:] == [422, 429]


def refusals():
    db.session.rollback()
    query = select(AuditEntry).where(AuditEntry.action == "sign_in.refused")
    return [(each.details, each.address) for each in db.session.scalars(query)]


def test_a_wrong_code_is_written_down_and_thousands_do_not_fill_the_audit(site, office):
    client = site.client()
    client.post("/activate/code", data={"code": "0000-0000-0000-0000"})
    choose(client, "0000-0000-0000-0000")
    assert refusals() == [({"way": "code"}, "127.0.0.1")] * 2
    for _ in range(80):
        client.post("/activate/code", data={"code": "0000-0000-0000-0000"})
    assert len(refusals()) == 60


def test_a_redeemed_slip_ends_sessions_and_says_who_made_it(site, office, make):
    make.person("lan", office)
    before = site.reader("lan").client
    code = make_code("lan", find("chief").id)
    assert before.get("/account/password").status_code == 200
    client = site.client()
    assert choose(client, code).status_code == 303
    assert before.get("/account/password").status_code == 303
    (told,) = queries.list_unseen_redemptions(find("lan").id)
    assert told.by_name == "Trần Văn Chánh"
    client.post("/account/password-notice")
    assert queries.list_unseen_redemptions(find("lan").id) == []


def test_the_code_is_kept_nowhere_in_clear(app, office):
    code = make_code()
    row = db.session.scalars(select(ActivationCode)).one()
    assert code not in str(vars(row))
    assert row.code_hash == activation_codes.hash_code(code)


def test_an_administrator_prints_one_and_many(site, office):
    reader = site.reader("chief")
    uuid = find("hoa").uuid
    one = reader.post(f"/people/{uuid}/slip", status=200)
    assert one.mimetype == "application/pdf"
    assert one.data.startswith(b"%PDF-")
    many = reader.post("/people/slips", {"person": [str(uuid), "nonsense"]}, 200)
    assert many.mimetype == "application/pdf"
    shown = read_strictly(reader.post(f"/people/{uuid}/slip", {"as": "page"}, 200))
    code = next(c.text for c in shown.all(".//code") if "password" in (c.get("class") or ""))
    assert choose(site.client(), code).status_code == 303


def test_slips_are_for_accounts_one_manages(site, office, make):
    division = make.unit("BHXH cơ sở", office)
    make.role(make.person("local", division), "administrator", division)
    make.role(make.person("boss", division), "administrator")
    reader = site.reader("local")
    for name, status in (("hoa", 404), ("boss", 403)):
        reader.post(f"/people/{find(name).uuid}/slip", status=status)
    everybody = [str(find(name).uuid) for name in ("hoa", "boss", "local")]
    assert reader.post("/people/slips", {"person": everybody}).location == "/people"
    assert db.session.scalars(select(ActivationCode)).all() == []


def test_a_forgotten_password_gets_the_same_answer_for_everybody(site, office, monkeypatch):
    monkeypatch.setitem(site.app.config, "BASE_URL", "https://sen.example")
    hoa = find("hoa")
    hoa.email = "hoa@office.example"
    db.session.commit()
    answers = [
        site.client().post("/forgot-password", data={"name": name}) for name in ("hoa", "nobody")
    ]
    assert {(each.status_code, each.location) for each in answers} == {
        (303, "/forgot-password?sent=1")
    }
    run_due(site.app)
    mailed = db.session.scalars(select(ActivationCode)).all()
    assert [(each.person_id, each.channel) for each in mailed] == [(hoa.id, "mail")]


def test_without_an_address_of_the_site_no_link_is_mailed(site, office):
    page = site.reader().get("/forgot-password")
    assert not page.all(".//main//input[@name='name']")
    site.reader().post("/forgot-password", {"name": "hoa"}, 422)


def test_a_sensitive_page_asks_again_after_ten_minutes(site, office):
    page = site.reader("chief").get("/confirm")
    assert page.all(".//input[@name='password_once_more']")
    reader = site.reader("chief")
    session = db.session.scalars(
        select(SignInSession).order_by(SignInSession.id.desc()).limit(1)
    ).one()
    session.confirmed_at = None
    db.session.commit()
    reader.post("/confirm", {"password_once_more": "wrong"}, 422)
    answer = reader.post("/confirm?next=/record", {"password_once_more": "sen-test-2026"})
    assert answer.location == "/record"
