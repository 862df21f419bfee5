"""One's own second factor, somebody else's, and what is demanded."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from accounts.models import ExternalIdentity, Organisation, Passkey, Person, TotpDevice
from core import clock
from core.database import db
from tests.authenticator import Authenticator
from tests.factories.factors import RECOVERY_CODES, add_passkey, add_totp, code_at
from tests.pages.reader import read_strictly, text_of

NOW = datetime(2026, 11, 23, 1, 0, 10, tzinfo=UTC)
PAGE = "/account/second-factor"


@pytest.fixture
def hoa(make):
    clock.set_source(lambda: NOW)
    make.organisation()
    return make.person("hoa", make.unit())


@pytest.fixture
def reader(site, hoa):
    return site.reader("hoa")


def demand(*roles):
    db.session.rollback()
    db.session.get_one(Organisation, 1).second_factor_roles = list(roles)
    db.session.commit()


def count(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def begin(reader):
    """The secret an app would scan, and the form's sealed one."""
    return secrets_of(reader.get(f"{PAGE}/app"))


def secrets_of(page):
    sealed = page.all(".//input[@name='secret']")[0].get("value", "")
    return key_of(page), sealed


def key_of(page):
    return text_of(page.all(".//code[@class='totp-key']")[0]).replace(" ", "")


def set_up(reader):
    secret, sealed = begin(reader)
    return reader.post(f"{PAGE}/app", {"secret": sealed, "code": code_at(NOW, secret)})


def ask_for_passkey(client):
    return json.loads(client.post(f"{PAGE}/passkeys/options").get_data())


def second_step(site, code):
    """A client that has come through both steps."""
    client = site.client()
    form = {"username": "hoa", "password": "sen-test-2026"}
    assert client.post("/sign-in", data=form).location == "/sign-in/second-step"
    assert client.post("/sign-in/second-step", data={"code": code}).status_code == 303
    return client


def test_the_page_offers_what_there_is_to_set_up(reader):
    page = reader.get(PAGE)
    assert {f"{PAGE}/app", f"{PAGE}/passkeys/new"} <= set(page.links().values())


def test_an_app_is_set_up_by_its_first_code_and_recovery_codes_are_shown(reader):
    response = set_up(reader)
    assert response.location == f"{PAGE}/recovery-codes"
    page = reader.get(f"{PAGE}/recovery-codes")
    assert page.response.headers["Cache-Control"] == "no-store"
    codes = [each.text for each in page.all(".//ol[@class='recovery-codes']//code")]
    assert len(set(codes)) == 10
    assert "Active since" in reader.get(PAGE).text


def test_recovery_codes_are_shown_no_more_once_they_are_kept_nor_after_ten_minutes(reader):
    set_up(reader)
    assert reader.get(f"{PAGE}/recovery-codes").all(".//ol[@class='recovery-codes']")
    clock.set_source(lambda: NOW + timedelta(minutes=10))
    reader.post("/confirm", {"password_once_more": "sen-test-2026"})
    assert not reader.get(f"{PAGE}/recovery-codes").all(".//ol[@class='recovery-codes']")
    clock.set_source(lambda: NOW + timedelta(minutes=9))
    assert reader.post(f"{PAGE}/recovery-codes/kept").location == PAGE
    assert not reader.get(f"{PAGE}/recovery-codes").all(".//ol[@class='recovery-codes']")


@pytest.mark.parametrize("path", ["", "/app", "/recovery-codes", "/passkeys/new"])
def test_after_ten_minutes_the_password_is_asked_for_once_more(reader, path):
    clock.set_source(lambda: NOW + timedelta(minutes=10))
    response = reader.client.get(f"{PAGE}{path}")
    assert (response.status_code, response.location) == (303, f"/confirm?next={PAGE}{path}")


def test_the_codes_do_not_stand_readable_in_the_cookie(reader):
    set_up(reader)
    page = reader.get(f"{PAGE}/recovery-codes")
    code = page.all(".//ol[@class='recovery-codes']//code")[0].text
    with reader.client.session_transaction() as session:
        assert code not in str(dict(session))


def test_a_wrong_first_code_keeps_the_same_secret(reader):
    secret, sealed = begin(reader)
    response = reader.post(f"{PAGE}/app", {"secret": sealed, "code": "000000"}, status=422)
    page = read_strictly(response)
    assert page.all(".//ul[@class='field-errors']")
    assert key_of(page) == secret


@pytest.mark.parametrize("sealed", ["", "nonsense", "x" * 5_000])
def test_a_secret_that_was_not_given_out_here_is_not_taken(reader, sealed):
    response = reader.post(f"{PAGE}/app", {"secret": sealed, "code": "123456"})
    assert response.location == f"{PAGE}/app"
    assert count(TotpDevice) == 0


def test_somebody_elses_form_sets_up_nothing(site, reader, make):
    secret, sealed = begin(reader)
    make.person("lan", make.unit())
    other = site.reader("lan")
    other.post(f"{PAGE}/app", {"secret": sealed, "code": code_at(NOW, secret)})
    assert count(TotpDevice) == 0


def test_the_form_sent_twice_is_done_once(reader):
    secret, sealed = begin(reader)
    form = {"secret": sealed, "code": code_at(NOW, secret)}
    reader.post(f"{PAGE}/app", form)
    assert reader.post(f"{PAGE}/app", form).location == PAGE
    assert count(TotpDevice) == 1


def test_the_app_is_removed_and_again_without_harm(site, hoa):
    add_totp(hoa)
    client = second_step(site, code_at(NOW))
    for _ in range(2):
        assert client.post(f"{PAGE}/app/remove").location == PAGE
    assert count(TotpDevice) == 0
    site.reader("hoa")


def test_new_recovery_codes_take_the_place_of_the_old(site, hoa):
    add_totp(hoa)
    client = second_step(site, code_at(NOW))
    assert client.post(f"{PAGE}/recovery-codes").location == f"{PAGE}/recovery-codes"
    page = read_strictly(client.get(f"{PAGE}/recovery-codes"))
    codes = [each.text for each in page.all(".//ol[@class='recovery-codes']//code")]
    assert len(codes) == 10
    assert RECOVERY_CODES[0] not in codes


def test_without_a_factor_there_are_no_recovery_codes(reader):
    assert reader.post(f"{PAGE}/recovery-codes").location == PAGE


def test_a_passkey_is_added_renamed_and_removed(reader, hoa):
    device = Authenticator()
    options = ask_for_passkey(reader.client)
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["user"]["name"] == "hoa"
    form = {"name": "  Điện thoại  ", "credential": device.make(options)}
    assert reader.post(f"{PAGE}/passkeys/new", form).location == f"{PAGE}/recovery-codes"
    page = reader.get(PAGE)
    address = page.links()["Điện thoại"]
    reader.post(address, {"name": "Máy bàn"})
    assert "Máy bàn" in reader.get(PAGE).text
    assert read_strictly(reader.post(address, {"name": " \u200b "}, status=422)).all(
        ".//ul[@class='field-errors']"
    )
    reader.post(f"{address}/remove")
    assert count(Passkey) == 0


def test_the_devices_one_has_are_named_so_that_none_is_added_twice(reader, hoa):
    device = Authenticator()
    form = {"name": "Phone", "credential": device.make(ask_for_passkey(reader.client))}
    reader.post(f"{PAGE}/passkeys/new", form)
    assert len(ask_for_passkey(reader.client)["excludeCredentials"]) == 1


@pytest.mark.parametrize("credential", ["", "{}", "[]", "x" * 30_000])
def test_nonsense_adds_no_passkey(reader, credential):
    ask_for_passkey(reader.client)
    form = {"name": "Phone", "credential": credential}
    page = read_strictly(reader.post(f"{PAGE}/passkeys/new", form, status=422))
    assert page.all(".//input[@name='name'][@value='Phone']")
    assert count(Passkey) == 0


def test_an_answer_to_another_question_adds_no_passkey(reader):
    credential = Authenticator().make(ask_for_passkey(reader.client))
    ask_for_passkey(reader.client)
    reader.post(f"{PAGE}/passkeys/new", {"name": "Phone", "credential": credential}, status=422)
    assert count(Passkey) == 0


def test_what_was_asked_to_sign_in_adds_no_passkey(reader):
    options = json.loads(reader.client.post("/sign-in/passkey/options").get_data())
    form = {"name": "Phone", "credential": Authenticator().make(options)}
    reader.post(f"{PAGE}/passkeys/new", form, status=422)
    assert count(Passkey) == 0


def test_somebody_elses_passkey_is_not_there(reader, make):
    make.person("lan", make.unit())
    address = f"{PAGE}/passkeys/{add_passkey('lan')}"
    reader.get(address, status=404)
    reader.post(address, {"name": "mine"}, status=404)
    reader.post(f"{address}/remove", status=404)
    assert count(Passkey) == 1


def test_at_an_address_without_https_the_pages_say_why_there_are_no_passkeys(site, reader):
    base = "http://10.0.0.7"
    form = {"username": "hoa", "password": "sen-test-2026"}
    client = site.client()
    client.post("/sign-in", data=form, base_url=base)
    for path in (PAGE, f"{PAGE}/passkeys/new"):
        page = read_strictly(client.get(path, base_url=base))
        assert "there are no passkeys" in page.text
    assert client.post(f"{PAGE}/passkeys/options", base_url=base).status_code == 404


class TestDemanded:
    """An organisation that demands a second factor of managers."""

    @pytest.fixture
    def manager(self, site, make, hoa):
        make.role(hoa, "manager")
        demand("manager", "administrator")
        return site.reader("hoa")

    @pytest.mark.parametrize("path", ["/", "/reports/completion", "/courses", "/nowhere"])
    def test_every_page_leads_to_setting_one_up(self, manager, path):
        response = manager.client.get(path)
        expected = 404 if path == "/nowhere" else 303
        assert response.status_code == expected
        assert expected == 404 or response.location == PAGE

    def test_a_form_changes_nothing_before_and_scripts_are_refused(self, manager):
        assert manager.client.post("/courses/basics/quizzes/final").location == PAGE
        json_only = {"Accept": "application/json"}
        assert manager.client.get("/courses", headers=json_only).status_code == 403

    @pytest.mark.parametrize("path", [PAGE, f"{PAGE}/app", "/help", "/account/password"])
    def test_setting_up_help_and_the_password_stay_open(self, manager, path):
        manager.get(path)

    def test_signing_out_language_and_quick_exit_stay_open(self, manager):
        assert manager.client.post("/preferences/language", data={"language": "vi"}).location == "/"
        assert manager.client.post("/quick-exit").status_code == 303
        assert manager.client.post("/sign-out").location == "/sign-in"

    def test_once_it_is_set_up_one_goes_on_to_where_one_wanted_to_be(self, manager):
        assert manager.client.get("/reports/completion?unit=a").location == PAGE
        set_up(manager)
        response = manager.post(f"{PAGE}/recovery-codes/kept")
        assert response.location == "/reports/completion?unit=a"
        manager.get("/reports/goals")

    def test_it_can_be_set_up_on_plain_http(self, site, manager):
        client = site.client()
        base = "http://10.0.0.7"
        form = {"username": "hoa", "password": "sen-test-2026"}
        client.post("/sign-in", data=form, base_url=base)
        page = read_strictly(client.get(f"{PAGE}/app", base_url=base))
        secret, sealed = secrets_of(page)
        form = {"secret": sealed, "code": code_at(NOW, secret)}
        assert client.post(f"{PAGE}/app", data=form, base_url=base).status_code == 303
        assert client.get("/", base_url=base).status_code == 200

    def test_the_last_one_cannot_be_removed(self, site, manager):
        set_up(manager)
        manager.post(f"{PAGE}/app/remove")
        assert count(TotpDevice) == 1

    def test_who_holds_no_such_role_is_left_alone(self, site, make, manager):
        make.role(make.person("lan", make.unit()), "trainer")
        site.reader("lan").get("/courses")

    def test_it_is_demanded_from_the_next_page_on(self, site, make, hoa):
        make.role(hoa, "manager")
        reader = site.reader("hoa")
        reader.get("/courses")
        demand("manager")
        assert reader.client.get("/courses").location == PAGE


class TestOthers:
    """An administrator, and somebody who has lost her phone."""

    @pytest.fixture
    def administrator(self, site, make, hoa):
        quan = make.person("quan", make.unit(), full_name="Trần Văn Quân")
        make.role(quan, "administrator")
        return site.reader("quan")

    def address(self):
        uuid = db.session.scalars(select(Person.uuid).where(Person.username == "hoa")).one()
        return f"/people/{uuid}/second-factor"

    def test_the_factor_is_removed_and_the_person_told_by_whom(self, site, administrator, hoa):
        add_totp(hoa)
        page = administrator.get(self.address())
        assert "since" in page.text
        for _ in range(2):
            response = administrator.post(f"{self.address()}/remove")
            assert response.location == self.address()
        assert count(TotpDevice) == 0
        reader = site.reader("hoa")
        assert "Trần Văn Quân removed your second factor" in reader.get("/help").text
        assert "Trần Văn Quân removed your second factor" in reader.get(PAGE).text
        set_up(reader)
        assert "Trần Văn Quân" not in reader.get(PAGE).text

    def test_who_is_signed_in_is_out(self, site, administrator, hoa):
        add_totp(hoa)
        client = second_step(site, code_at(NOW))
        administrator.post(f"{self.address()}/remove")
        assert client.get("/account/password").status_code == 303

    def test_nobody_removes_what_is_beyond_reach(self, site, make, hoa):
        add_totp(hoa)
        unit = make.unit("Elsewhere")
        make.role(make.person("lan", unit), "administrator", unit)
        reader = site.reader("lan")
        reader.get(self.address(), status=404)
        reader.post(f"{self.address()}/remove", status=404)
        assert count(TotpDevice) == 1

    def test_nor_of_somebody_whose_roles_reach_further(self, site, make):
        clock.set_source(lambda: NOW)
        unit = make.unit()
        boss = make.person("hoa", unit)
        make.role(boss, "administrator")
        make.role(make.person("lan", unit), "administrator", unit)
        add_totp(boss)
        reader = site.reader("lan")
        reader.post(f"{self.address()}/remove", status=403)
        assert count(TotpDevice) == 1

    def test_oneself_is_sent_to_ones_own_page(self, site, administrator, make):
        quan = db.session.scalars(select(Person).where(Person.username == "quan")).one()
        address = f"/people/{quan.uuid}/second-factor"
        assert administrator.post(f"{address}/remove").location == PAGE

    def test_a_link_to_the_organisations_account_is_removed(self, administrator, hoa):
        db.session.add(
            ExternalIdentity(
                person_id=hoa.id, issuer="https://sso.example", subject="1",
                created_at=NOW, last_used_at=NOW,
            )
        )  # fmt: skip
        db.session.commit()
        administrator.get(self.address())
        for _ in range(2):
            administrator.post(f"{self.address()}/unlink")
        assert count(ExternalIdentity) == 0
