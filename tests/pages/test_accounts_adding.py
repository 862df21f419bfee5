"""Adding people with one form several times: by mistake, at once, or typed over."""

from functools import partial

import pytest
from sqlalchemy import select

from accounts import queries
from accounts.models import Person
from core.database import db
from tests.concurrency import do_at_once
from tests.pages.people import fields_of, find, key_of
from tests.pages.reader import read_strictly


@pytest.fixture
def office(make):
    """A province with an office and a division, and administrators of all and of the office."""
    province = make.unit("BHXH tỉnh")
    units = {"office": make.unit("BHXH cơ sở", province)}
    units["division"] = make.unit("Phòng Thu", province)
    make.role(make.person("chief", province), "administrator")
    make.role(make.person("local", units["office"]), "administrator", units["office"])
    make.person("hoa", units["office"])
    make.person("dao", units["division"])
    return units


def test_a_form_that_is_sent_twice_adds_one_person_and_offers_a_slip(site, office):
    reader = site.reader("chief")
    fields = fields_of(reader.get("/people/new")) | {"full_name": "Phạm Lan", "username": "Lan"}
    reader.post("/people/new", fields)
    again = reader.post("/people/new", fields)
    assert again.location == f"/people/{find('lan').uuid}/slip"
    assert "Phạm Lan is added already." in reader.get(again.location).text
    assert find("lan").password_hash is None


@pytest.mark.parametrize("changed", [{"full_name": "Phạm Thị Lan"}, {"position": "Kế toán"}])
def test_a_form_that_is_sent_again_with_something_else_is_another_persons(site, office, changed):
    reader = site.reader("chief")
    fields = fields_of(reader.get("/people/new")) | {"full_name": "Phạm Lan", "username": "lan"}
    reader.post("/people/new", fields)
    page = read_strictly(reader.post("/people/new", fields | changed, 422))
    assert page.all(".//ul[@id='username-errors']")


def test_the_next_person_typed_over_the_last_one_is_added_too(site, office):
    reader = site.reader("chief")
    fields = fields_of(reader.get("/people/new")) | {"full_name": "Phạm Lan", "username": "lan"}
    reader.post("/people/new", fields)
    fields |= {"full_name": "Phạm Mai", "username": "mai"}
    reader.post("/people/new", fields)
    assert find("lan").uuid != find("mai").uuid


def test_the_identifier_of_somebody_beyond_ones_reach_reveals_nothing(site, office):
    reader = site.reader("local")
    fields = fields_of(reader.get("/people/new")) | {"full_name": "Phạm Lan", "username": "lan"}
    reader.post("/people/new", fields | {"uuid": str(find("dao").uuid)})


def test_a_form_that_is_sent_twice_at_once_adds_one_person(site, office):
    fields = fields_of(site.reader("chief").get("/people/new"))
    fields |= {"full_name": "Phạm Lan", "username": "lan"}
    clients = [site.reader("chief").client for _ in range(2)]

    def send_with(client):
        with site.app.app_context():
            return client.post("/people/new", data=fields)

    answers = do_at_once(site.app, [partial(send_with, client) for client in clients])
    uuid = find("lan").uuid
    assert [each.location for each in answers] == [f"/people/{uuid}/slip"] * 2


def test_a_unit_that_is_closed_meanwhile_is_said_at_the_field(site, office, monkeypatch):
    reader = site.reader("chief")
    monkeypatch.setattr(queries, "hold_unit", lambda _: False)
    fields = fields_of(reader.get("/people/new")) | {"full_name": "Phạm Lan", "username": "lan"}
    page = read_strictly(reader.post("/people/new", fields, 422))
    assert page.all(".//ul[@id='unit-errors']")
    hoa = find("hoa")
    fields = fields_of(reader.get(f"/people/{hoa.uuid}")) | {"unit": key_of(office["division"])}
    reader.post(f"/people/{hoa.uuid}", fields, 422)
    assert not db.session.scalars(select(Person).where(Person.username == "lan")).all()
