"""Everything the platform holds about oneself, and letting go of people."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts import audit_actions
from accounts.models import AuditEntry, Organisation, Person
from accounts.operations.auditing import note
from core import clock
from core.database import db
from core.jobs import enqueue, run_due
from tests.pages.reader import text_of

AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def office(make):
    """Two administrators and somebody who learns."""
    clock.set_source(lambda: AT)
    make.organisation()
    unit = make.unit("Phòng Thu")
    make.role(make.person("chief", unit, "Trần Chính"), "administrator")
    make.role(make.person("local", unit, "Lê Địa Phương"), "administrator", unit)
    make.person("staff", unit, "Phan Thị Ngọc Hân")
    return unit


def person(username):
    db.session.rollback()
    return db.session.scalars(select(Person).where(Person.username == username)).one()


def deactivate(username, days=1):
    person(username).deactivated_at = AT - timedelta(days=days)
    db.session.commit()


def test_one_reads_what_is_held_and_who_looked(site, office, make):
    make.lessons_read(person("staff"), make.course("basics"))
    note(audit_actions.PERSON_LOOKED_AT, person("chief").id, AT, person("staff").id)
    page = site.reader("staff").get("/account/data")
    headings = [text_of(h2) for h2 in page.all(".//main//h2")]
    assert headings[:2] == ["About you", "Where you worked"]
    assert "Phan Thị Ngọc Hân" in page.text
    assert "Looked at a person's record" in page.text
    assert "Trần Chính" in page.text
    assert page.links()["Download as a file (JSON)"] == "/account/data.json"


def test_one_takes_it_along_as_json_and_that_is_written_down(site, office):
    response = site.reader("staff").client.get("/account/data.json")
    held = json.loads(response.get_data(as_text=True))
    assert held["person"][0]["full_name"] == "Phan Thị Ngọc Hân"
    assert held["written_at"] == AT.isoformat()
    assert response.headers["Cache-Control"] == "no-store"
    wanted = AuditEntry.action == audit_actions.OWN_DATA_TAKEN
    db.session.rollback()
    assert len(db.session.scalars(select(AuditEntry).where(wanted)).all()) == 1


@pytest.mark.parametrize("path", ["/account/data", "/account/data.json"])
def test_the_password_is_asked_once_more(site, office, path):
    reader = site.reader("staff")
    clock.set_source(lambda: AT + timedelta(minutes=15))
    response = reader.client.get(path)
    assert response.status_code == 303
    assert response.location.startswith("/confirm")


def test_the_password_is_asked_once_more_before_somebody_is_made_anonymous(site, office):
    deactivate("staff")
    path = f"/people/{person('staff').uuid}/anonymise"
    reader = site.reader("chief")
    clock.set_source(lambda: AT + timedelta(minutes=15))
    assert reader.client.get(path).location.startswith("/confirm")
    assert reader.client.post(path).status_code == 403
    assert person("staff").anonymised_at is None


def test_the_page_is_kept_by_no_browser(site, office):
    response = site.reader("staff").client.get("/account/data")
    assert response.headers["Cache-Control"] == "no-store"


def test_only_administrators_of_the_whole_make_people_anonymous(site, office):
    deactivate("staff")
    path = f"/people/{person('staff').uuid}/anonymise"
    for name in ("local",):
        client = site.reader(name).client
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403
    assert person("staff").anonymised_at is None


def test_a_deactivated_person_is_made_anonymous_at_once_after_asking(site, office):
    deactivate("staff")
    uuid = person("staff").uuid
    reader = site.reader("chief")
    shown = reader.get(f"/people/{uuid}")
    assert shown.links()["Make anonymous"] == f"/people/{uuid}/anonymise"
    assert "Phan Thị Ngọc Hân" in reader.get(f"/people/{uuid}/anonymise").text
    assert reader.post(f"/people/{uuid}/anonymise").location == "/people"
    reader.get(f"/people/{uuid}", 404)
    assert reader.client.post(f"/people/{uuid}/anonymise").status_code == 404
    for state in ("active", "deactivated", "all"):
        page = reader.get(f"/people?state={state}")
        assert "Ngọc Hân" not in page.text
        assert "anonymous-" not in page.text


def test_an_active_person_is_not_made_anonymous(site, office):
    uuid = person("staff").uuid
    reader = site.reader("chief")
    assert "Make anonymous" not in reader.get(f"/people/{uuid}").links()
    assert "Only a deactivated person" in reader.get(f"/people/{uuid}/anonymise").text
    reader.post(f"/people/{uuid}/anonymise")
    assert person("staff").anonymised_at is None


def test_whoever_is_anonymous_cannot_sign_in(site, office):
    deactivate("staff")
    reader = site.reader("chief")
    reader.post(f"/people/{person('staff').uuid}/anonymise")
    form = {"username": "staff", "password": "sen-test-2026"}
    assert site.client().post("/sign-in", data=form).status_code == 422


def test_the_job_makes_anonymous_whose_time_is_over(app, office, make):
    make.person("stays", office)
    deactivate("staff", days=62)
    deactivate("stays", days=60)
    db.session.get_one(Organisation, 1).retention_months = 2
    enqueue("people.anonymise", {}, AT)
    run_due(app)
    assert person("stays").anonymised_at is None
    db.session.rollback()
    assert db.session.scalars(select(Person).where(Person.username == "staff")).first() is None
    gone = db.session.scalars(select(Person).where(Person.anonymised_at.is_not(None))).all()
    assert len(gone) == 1


def test_the_jobs_of_the_audit_seal_and_prune(app, office):
    note(audit_actions.SIGNED_IN, None, AT - timedelta(days=800))
    enqueue("audit.seal", {}, AT)
    run_due(app)
    enqueue("audit.prune", {}, AT)
    run_due(app)
    db.session.rollback()
    left = [entry.action for entry in db.session.scalars(select(AuditEntry))]
    assert left == [audit_actions.AUDIT_PRUNED]


def test_the_organisation_is_changed_by_administrators_of_the_whole(site, office):
    assert site.reader("local").client.get("/organisation").status_code == 403
    assert site.reader("local").client.post("/organisation").status_code == 403
    reader = site.reader("chief")
    reader.get("/organisation")
    form = {
        "name": "BHXH tỉnh mới",
        "retention_months": "24",
        "audit_months": "36",
        "second_factor_roles": ["administrator", "trainer"],
    }
    reader.post("/organisation", form)
    reader.post("/organisation", form)
    db.session.rollback()
    organisation = db.session.get_one(Organisation, 1)
    assert (organisation.name, organisation.retention_months) == ("BHXH tỉnh mới", 24)
    assert organisation.second_factor_roles == ["administrator", "trainer"]
    wanted = AuditEntry.action == audit_actions.ORGANISATION_CHANGED
    (entry,) = db.session.scalars(select(AuditEntry).where(wanted))
    assert entry.details == {
        "audit_months": 36,
        "name": "changed",
        "retention_months": 24,
        "second_factor_roles": "administrator, trainer",
    }


@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * 201},
        {"retention_months": "0"},
        {"retention_months": "9999999999"},
        {"retention_months": "hai"},
        {"audit_months": "5"},
        {"audit_months": "241"},
        {"second_factor_roles": "emperor"},
    ],
)
def test_a_mistake_in_the_organisation_is_said_at_its_field(site, office, change):
    form = {"name": "BHXH", "retention_months": "24", "audit_months": "36", **change}
    reader = site.reader("chief")
    response = reader.post("/organisation", form, 422)
    assert "error-summary" in response.get_data(as_text=True)
    db.session.rollback()
    assert db.session.get_one(Organisation, 1).name == "BHXH tỉnh thử nghiệm"
