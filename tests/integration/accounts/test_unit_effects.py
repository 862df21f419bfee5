"""What merging, moving and adding units leaves as it was: programmes, due days, other units."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from accounts import operations, queries
from accounts.models import RoleGrant
from accounts.operations import Author, UnitDetails
from core.database import db
from enrolments.models import Enrolment
from tests.concurrency import do_at_once

TODAY = date(2026, 11, 23)
AUTHOR = Author(None, datetime(2026, 11, 23, 2, 0, tzinfo=UTC), TODAY)
SOON, LATE, PAST = date(2026, 12, 1), date(2026, 12, 31), date(2026, 11, 1)


@pytest.fixture
def tree(make):
    root = make.unit("Root")
    units = {"root": root, "a": make.unit("A", root), "b": make.unit("B", root)}
    units["c"] = make.unit("C", units["a"])
    return units


@pytest.fixture
def ids(tree):
    return {name: period.unit_id for name, period in tree.items()}


def due_days() -> list[date | None]:
    return list(db.session.scalars(select(Enrolment.due_on).order_by(Enrolment.id)))


def test_a_role_of_one_programme_stays_one_of_that_programme(make, tree, ids) -> None:
    make.role(make.person(), "trainer", tree["a"], "safety")
    operations.merge_unit(ids["a"], ids["b"], AUTHOR)
    standing = select(RoleGrant.unit_id, RoleGrant.programme_key)
    rows = db.session.execute(standing.where(RoleGrant.revoked_at.is_(None))).all()
    assert rows == [(ids["b"], "safety")]


def test_a_role_that_ends_soon_there_does_not_swallow_one_that_lasts(make, tree, ids) -> None:
    person = make.person()
    make.role(person, "trainer", tree["a"])
    make.role(person, "trainer", tree["b"], "safety")
    operations.merge_unit(ids["a"], ids["b"], AUTHOR)
    standing = select(RoleGrant.programme_key).where(RoleGrant.revoked_at.is_(None))
    assert set(db.session.scalars(standing)) == {None, "safety"}


def test_merging_makes_nobody_overdue(make, tree, ids) -> None:
    course = make.course()
    make.person(unit=tree["a"])
    make.assignment(course, tree["a"], LATE)
    make.assignment(course, tree["b"], PAST)
    operations.merge_unit(ids["a"], ids["b"], AUTHOR)
    assert due_days() == [LATE]


def test_moving_a_unit_leaves_the_due_days_of_units_below_it(make, tree, ids) -> None:
    course = make.course()
    make.assignment(course, tree["root"], SOON)
    make.person(unit=tree["c"])
    make.assignment(course, tree["c"], LATE)
    operations.change_unit(ids["a"], UnitDetails("A", "", ids["b"]), AUTHOR)
    assert due_days() == [LATE]


def test_a_form_used_for_another_unit_adds_it(ids) -> None:
    uuid = uuid4()
    for name in ("Một", "Hai"):
        operations.add_unit(UnitDetails(name, "", ids["root"]), AUTHOR, uuid)
        db.session.commit()
    assert {"Một", "Hai"} <= {unit.name for unit in queries.list_units()}


def test_a_form_sent_again_after_its_unit_was_closed_adds_one(ids) -> None:
    uuid = uuid4()
    added = operations.add_unit(UnitDetails("Một", "", ids["root"]), AUTHOR, uuid)
    operations.close_unit(added.id, AUTHOR)
    db.session.commit()
    operations.add_unit(UnitDetails("Một", "", ids["root"]), AUTHOR, uuid)
    assert "Một" in {unit.name for unit in queries.list_units()}


@pytest.mark.parametrize("path", ["close", ""])
def test_two_presses_at_once_are_both_answered(app, site, make, tree, path) -> None:
    make.role(make.person("chief", tree["root"]), "administrator")
    key = tree["b"].unit.key
    db.session.commit()
    clients = [site.reader("chief").client for _ in range(2)]
    fields = {"name": "B mới", "parent": tree["a"].unit.key}

    def press(client, number):
        where = f"/units/{key}/close" if path or number else f"/units/{key}"
        return lambda: client.post(where, data=fields).status_code

    answers = do_at_once(app, [press(client, number) for number, client in enumerate(clients)])
    assert set(answers) <= {303, 404}
