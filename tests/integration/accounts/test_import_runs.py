"""Files on their way through the import: what nobody goes on with is erased after a week."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from accounts.models import ImportRun
from accounts.operations import importing
from accounts.operations.importing import Order
from accounts.operations.people import Author
from accounts.queries import importing as importing_queries
from app import PERIODIC
from core import clock
from core.database import db
from core.jobs import enqueue, run_due
from core.tables import read_table

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
STAFF = "Mã NV,Họ và tên,Đơn vị\nX1,Trần Thị Đào,BHXH tỉnh\n".encode()


@pytest.fixture
def chief(make):
    clock.set_source(lambda: NOW)
    make.organisation()
    person = make.person("chief", make.unit("BHXH tỉnh"), "Võ Minh Khang")
    make.role(person, "administrator")
    db.session.commit()
    return person.id


def stage(person_id, age, state):
    """A file that was sent `age` ago and came as far as `state`."""
    author = Author(person_id, NOW - age, (NOW - age).date())
    run = importing.stage_file("people", "staff.csv", STAFF, read_table(STAFF), author)
    if state in ("checked", "done"):
        outcome = importing.check_file(importing.kept_sheet(run), Order("people", author))
        importing.check_run(run, outcome)
    if state == "done":
        importing.finish_run(run, outcome.result, NOW - age)
    db.session.commit()
    return run.uuid


def erase(app):
    enqueue("imports.erase", {}, NOW)
    run_due(app)
    db.session.rollback()
    return {each.uuid: each for each in db.session.scalars(select(ImportRun))}


@pytest.mark.parametrize("state", ["uploaded", "checked"])
def test_a_file_that_nobody_went_on_with_for_a_week_is_erased(app, chief, state):
    old = stage(chief, WEEK + timedelta(seconds=1), state)
    young = stage(chief, WEEK - timedelta(seconds=1), state)
    left = erase(app)
    assert young in left
    assert left[young].content is not None
    assert old not in left


def test_of_one_that_was_imported_only_numbers_are_left(app, chief):
    done = stage(chief, 10 * WEEK, "done")
    left = erase(app)[done]
    assert (left.content, left.result) == (None, None)
    assert left.counts["add"] == 1


def test_it_is_done_every_day_whether_or_not_another_file_comes(app, chief):
    assert PERIODIC["imports.erase"] <= timedelta(days=1)
    assert erase(app) == {}


def test_where_formulas_stand_is_known_until_the_file_is_imported(app, chief):
    table = replace(read_table(STAFF), formulas=frozenset({(2, 2), (2, 3)}))
    run = importing.stage_file("people", "staff.xlsx", STAFF, table, Author(chief, NOW, NOW.date()))
    db.session.commit()
    sheet = importing.kept_sheet(importing_queries.get_run(run.uuid))
    assert sheet.formulas == table.formulas
    assert [tuple(row) for row in sheet.rows] == list(table.rows)
    outcome = importing.check_file(sheet, Order("people", Author(chief, NOW, NOW.date())))
    assert [each[:3] for each in outcome.result["problems"]] == [
        ["formula_value", 2, 2],
        ["formula_value", 2, 3],
    ]
    assert not outcome.result["is_refused"]
