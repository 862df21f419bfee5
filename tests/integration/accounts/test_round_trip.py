"""Everybody of the demo exported, changed in a spreadsheet and imported again, by the commands."""

import json

import pytest
from sqlalchemy import func, select

from accounts.importing.columns import PEOPLE_COLUMNS, match_columns
from accounts.models import Person, Placement
from bench.round_trip import change_rows
from core.database import db
from core.tables import read_table
from enrolments.models import Assignment, Enrolment, StandingCount
from enrolments.operations.counting import count_anew

PEOPLE, CHANGED = 260, 50


@pytest.fixture
def office(app):
    """The demo, fixed by its seed, with its course and half a year of history."""
    run(app, "demo", "load", "--people", str(PEOPLE), "--seed", "7")


def run(app, *arguments):
    """What a command says; it has to succeed."""
    db.session.commit()
    result = app.test_cli_runner().invoke(args=[str(each) for each in arguments])
    db.session.rollback()
    assert result.exit_code == 0, result.output
    return result.stdout


def counts(said):
    return {name: count for name, count in json.loads(said)["counts"].items() if count}


def standing():
    """The numbers of reports as they are kept."""
    columns = (
        StandingCount.course_id,
        StandingCount.unit_id,
        StandingCount.sex,
        StandingCount.state,
        StandingCount.due_on,
        StandingCount.people,
    )
    return sorted(map(str, db.session.execute(select(*columns))))


def where_people_work():
    query = select(Person.employee_code, Placement.unit_id).join(
        Placement, Placement.person_id == Person.id
    )
    rows = db.session.execute(query.where(Placement.valid_to.is_(None)))
    return {row.employee_code: row.unit_id for row in rows}


def test_everybody_exported_and_changed_is_imported_once(app, office, tmp_path):
    staff, changed = tmp_path / "everybody.xlsx", tmp_path / "changed.xlsx"
    run(app, "people", "export", "-o", staff)
    untouched = counts(run(app, "people", "import", staff, "--json"))
    assert untouched == {"unchanged": PEOPLE}
    changed.write_bytes(change_rows(staff.read_bytes(), CHANGED))
    before = where_people_work()
    wanted = {"change": 40, "move": 10, "unchanged": PEOPLE - CHANGED}
    assert counts(run(app, "people", "import", changed, "--dry-run", "--json")) == wanted
    assert where_people_work() == before
    assert counts(run(app, "people", "import", changed, "--json")) == wanted
    after = where_people_work()
    assert sum(after[code] != unit for code, unit in before.items()) == 10
    assert_as_in(changed)
    assert counts(run(app, "people", "import", changed, "--json")) == {"unchanged": PEOPLE}
    kept = standing()
    count_anew()
    assert standing() == kept
    everybody = db.session.scalar(select(func.count()).select_from(Person))
    enrolled = select(func.count(func.distinct(Enrolment.person_id)))
    assert db.session.scalars(select(Assignment.id)).all()
    assert db.session.scalar(enrolled) == everybody


def assert_as_in(file):
    """Each person is called, reached and placed as the file says."""
    head, *rows = read_table(file.read_bytes()).rows
    keys = match_columns(head, PEOPLE_COLUMNS)
    for row in rows:
        said = dict(zip(keys, row, strict=False))
        code = str(said["employee_code"])
        person = db.session.scalars(select(Person).where(Person.employee_code == code)).one()
        assert person.full_name == said["full_name"]
        assert (person.email or "") == (said.get("email") or "")
        assert (person.phone or "") == (said.get("phone") or "")
