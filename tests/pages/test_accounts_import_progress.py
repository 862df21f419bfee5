"""While a file is checked or imported: the page says how it stands, and never waits for nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from accounts.models import ImportRun
from accounts.operations import importing
from core import clock
from core.database import db
from core.jobs import run_due
from core.jobs.models import Job
from tests.pages.spreadsheets import STAFF, send_file

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
KEYS = {"column-0": "employee_code", "column-1": "full_name", "column-2": "unit"}


@pytest.fixture
def waiting(site, make):
    """A file whose check waits for a worker: whose it is, and its address."""
    clock.set_source(lambda: NOW)
    make.organisation()
    province = make.unit("BHXH tỉnh")
    make.unit("BHXH cơ sở", province)
    make.role(make.person("chief", province, "Võ Minh Khang"), "administrator")
    db.session.commit()
    reader = site.reader("chief")
    return reader, reader.post(send_file(reader, STAFF).location, KEYS).location


def progress(client, address, status=200):
    headers = {"Accept": "application/json"}
    response = client.get(f"{address}/progress", headers=headers)
    assert response.status_code == status
    return response.json


def notes_on(page):
    notes = {each.get("data-note"): each for each in page.all(".//p[@data-note]")}
    return [name for name, each in notes.items() if each.get("hidden") is None]


def change_job(**values):
    db.session.execute(update(Job).where(Job.kind == "people.import").values(**values))
    db.session.commit()


def test_what_has_not_begun_after_a_minute_is_said_to_be_late(waiting):
    reader, address = waiting
    said = progress(reader.client, address)
    assert said == {"working": True, "late": False, "done": 0, "total": 0}
    page = reader.get(address)
    assert notes_on(page) == []
    assert page.all(".//noscript")
    clock.set_source(lambda: NOW + timedelta(minutes=2))
    assert progress(reader.client, address)["late"]
    assert notes_on(reader.get(address)) == ["late"]


def test_who_is_signed_out_is_told_so_instead_of_waiting(site, waiting):
    progress(site.client(), waiting[1], 401)


@pytest.mark.parametrize("state", ["failed", "done"])
def test_work_that_came_to_nothing_is_over_and_can_be_tried_again(app, waiting, state):
    reader, address = waiting
    change_job(state=state, finished_at=NOW)
    assert progress(reader.client, address)["working"] is False
    page = reader.get(address)
    assert "It did not work, and nothing is changed." in page.text
    assert not page.all(".//*[@data-module='import_progress']")
    assert "Did not work" in reader.get("/people/import").text
    again = reader.post(page.links()["Try again"], KEYS).location
    run_due(app)
    assert reader.get(again).heading == "What would change"


def test_a_job_that_was_lost_is_over_too(waiting):
    reader, address = waiting
    db.session.execute(delete(Job))
    db.session.commit()
    assert progress(reader.client, address)["working"] is False
    assert "It did not work" in reader.get(address).text


def test_a_file_is_discarded_while_it_is_worked_on(app, waiting):
    reader, address = waiting
    forms = [form.get("action") for form in reader.get(address).all(".//form")]
    assert f"{address}/discard" in forms
    reader.post(f"{address}/discard")
    assert "Nothing is changed" in reader.get("/people/import").text
    progress(reader.client, address, 404)
    run_due(app)


def test_what_is_imported_meanwhile_is_not_called_discarded(app, waiting):
    reader, address = waiting
    run_due(app)
    reader.post(f"{address}/apply")
    run_due(app)
    assert reader.post(f"{address}/discard").location == address
    assert reader.get(address).heading == "The file is imported"
    db.session.rollback()
    run = db.session.scalars(select(ImportRun)).one()
    run.state = "applying"  # as another request still knows it
    db.session.expunge(run)
    assert not importing.discard_run(run)
    db.session.rollback()
