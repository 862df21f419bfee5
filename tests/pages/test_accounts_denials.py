"""Whoever is signed in and asks for what is not hers is written down, but not without end."""

import pytest
from sqlalchemy import select

from accounts.models import AuditEntry, AuditPseudonym
from core.database import db
from tests.pages.people import find


@pytest.fixture
def office(make):
    unit = make.unit("BHXH tỉnh")
    make.person("hoa", unit)
    make.role(make.person("chief", unit), "administrator")
    db.session.commit()
    return unit


def denials():
    db.session.rollback()
    query = select(AuditEntry).where(AuditEntry.action == "access.refused")
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def test_who_asks_for_a_page_that_is_not_hers_is_written_down(site, office):
    client = site.reader("hoa").client
    assert client.get("/people?words=secret").status_code == 403
    assert client.post("/people/bulk/deactivate", data={"person": "x"}).status_code == 403
    first, second = denials()
    assert (first.details, second.details) == (
        {"page": "accounts.people"},
        {"page": "accounts.bulk_deactivate"},
    )
    assert first.address == "127.0.0.1"
    person_id = db.session.get_one(AuditPseudonym, first.by_reference).person_id
    assert person_id == find("hoa").id


def test_whoever_asks_a_thousand_times_does_not_fill_the_audit(site, office):
    client = site.reader("hoa").client
    for _ in range(90):
        assert client.get("/people").status_code == 403
    assert len(denials()) == 60


def test_what_is_not_there_and_who_is_not_signed_in_is_no_denial(site, office):
    client = site.reader("hoa").client
    assert client.get("/courses/nothing").status_code == 404
    assert site.client().get("/people").status_code == 303
    assert site.client().post("/people/bulk").status_code == 401
    assert denials() == []
