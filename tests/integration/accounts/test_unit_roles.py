"""Roles held in a unit that ends: passed on or over, each on record, and the sessions with them."""

from datetime import UTC, date, datetime, timedelta
from time import sleep

import pytest
from sqlalchemy import select

from accounts import operations
from accounts.models import AuditEntry, Person, RoleGrant, SignInSession
from accounts.operations import Author, Device
from core.database import db
from tests.concurrency import do_at_once

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
AUTHOR = Author(None, NOW, TODAY)


@pytest.fixture
def tree(make):
    root = make.unit("Root")
    return {"root": root, "a": make.unit("A", root), "b": make.unit("B", root)}


def merge(tree, author=AUTHOR):
    operations.merge_unit(tree["a"].unit_id, tree["b"].unit_id, author)
    db.session.commit()


def entries(action):
    query = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    return list(db.session.scalars(query))


def places(action):
    return [(entry.details["role"], entry.details["unit"]) for entry in entries(action)]


def begin_session(person) -> int:
    operations.start_session(person.id, Device("Firefox"), NOW)
    query = select(SignInSession.id).where(SignInSession.person_id == person.id)
    return db.session.scalars(query).one()


def is_open(session_id) -> bool:
    ended_at = select(SignInSession.ended_at).where(SignInSession.id == session_id)
    return db.session.scalar(ended_at) is None


def test_each_role_that_is_passed_on_is_on_record_with_its_holder(make, tree) -> None:
    for role in ("manager", "organiser"):
        make.role(make.person(), role, tree["a"])
    merge(tree)
    roles = ["manager", "organiser"]
    assert places("role.revoked") == [(role, tree["a"].unit.key) for role in roles]
    assert places("role.granted") == [(role, tree["b"].unit.key) for role in roles]
    holders = [entry.about_reference for entry in entries("role.granted")]
    assert None not in holders
    assert holders == [entry.about_reference for entry in entries("role.revoked")]


def test_a_role_that_is_held_there_already_is_only_taken_back(make, tree) -> None:
    person = make.person()
    make.role(person, "manager", tree["a"])
    make.role(person, "manager", tree["b"])
    merge(tree)
    assert places("role.revoked") == [("manager", tree["a"].unit.key)]
    assert entries("role.granted") == []


@pytest.mark.parametrize("way", ["merge", "close"])
def test_the_sessions_of_its_holders_end_and_no_others(make, tree, way) -> None:
    holder, other = make.person(), make.person()
    make.role(holder, "manager", tree["a"])
    make.role(other, "manager", tree["b"])
    theirs, others = begin_session(holder), begin_session(other)
    if way == "merge":
        merge(tree)
    else:
        operations.close_unit(tree["a"].unit_id, AUTHOR)
    assert [is_open(theirs), is_open(others)] == [False, True]


def test_whoever_merges_stays_signed_in_where_she_does_it(make, tree) -> None:
    chief = make.person()
    make.role(chief, "manager", tree["a"])
    here, elsewhere = begin_session(chief), begin_session(make.person())
    merge(tree, Author(chief.id, NOW, TODAY, here))
    assert [is_open(here), is_open(elsewhere)] == [True, True]


def test_closing_puts_each_role_that_ends_on_record(make, tree) -> None:
    make.role(make.person(), "manager", tree["a"])
    operations.close_unit(tree["a"].unit_id, AUTHOR)
    (entry,) = entries("role.revoked")
    assert entry.details == {"role": "manager", "unit": tree["a"].unit.key}
    assert entry.about_reference is not None


def test_a_role_keeps_the_days_that_it_was_given_for(make, tree) -> None:
    grant = make.role(make.person(), "inspector", tree["a"])
    grant.valid_from, grant.valid_to = TODAY + timedelta(7), TODAY + timedelta(14)
    days = (grant.valid_from, grant.valid_to)
    merge(tree)
    standing = select(RoleGrant.valid_from, RoleGrant.valid_to)
    assert db.session.execute(standing.where(RoleGrant.revoked_at.is_(None))).one() == days


def test_merging_is_not_in_the_way_of_somebody_who_is_deactivated(app, make, tree) -> None:
    make.role(make.person(), "administrator")
    make.role(make.person(), "manager", tree["a"])
    leaver_id = make.person(unit=tree["b"]).id
    ids = (tree["a"].unit_id, tree["b"].unit_id)

    def deactivate() -> None:
        operations.deactivate_person(db.session.get_one(Person, leaver_id), AUTHOR)
        sleep(0.3)
        db.session.commit()

    def merge_them() -> None:
        sleep(0.1)
        operations.merge_unit(*ids, AUTHOR)
        db.session.commit()

    do_at_once(app, [deactivate, merge_them])
    assert not db.session.get_one(Person, leaver_id).is_active
    assert len(entries("role.granted")) == 1
