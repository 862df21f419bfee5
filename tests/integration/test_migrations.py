"""The migrations make exactly the tables the models describe, on both databases."""

from datetime import UTC, date, datetime

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import select, update
from sqlalchemy.types import TypeDecorator

from accounts.models import Person
from accounts.names import sort_key
from core.database import db
from core.migrations import check_revision, upgrade_database
from enrolments.models import Assignment, Enrolment
from reports.models import Goal


def _is_same_type(*column) -> bool | None:
    return False if isinstance(column[-1], TypeDecorator) else None


def test_the_migrated_tables_equal_the_models(app: Flask) -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _is_same_type})
        assert compare_metadata(context, db.metadata) == []


def test_upgrading_an_upgraded_database_changes_nothing(app: Flask) -> None:
    upgrade_database()
    check_revision()


def test_names_sorted_the_old_way_are_sorted_anew(app: Flask, make) -> None:
    names = ["Vũ Thị Hà", "An Văn Hạ", "Bùi Thị Hà", "Anne-Marie O'Brien", "李小龍", "ﬃ" * 160]
    for name in names:
        make.person(full_name=name)
    nameless = make.person(full_name="Ẩn danh")
    db.session.execute(update(Person).values(sort_key="9"))
    nameless.sort_key = ""
    db.session.commit()
    downgrade(revision="0010")
    upgrade_database()
    renewed = dict(db.session.execute(select(Person.full_name, Person.sort_key)).all())
    assert renewed == {name: sort_key(name) for name in names} | {"Ẩn danh": ""}


def test_what_closed_units_had_ended_with_them(app: Flask, make) -> None:
    course, past, present = make.bare_course(), make.unit(), make.unit()
    past.valid_to = date(2026, 1, 1)
    goals = [make.goal(course, unit).id for unit in (past, present)]
    assigned = [make.bare_assignment(course, unit).id for unit in (past, present)]
    db.session.commit()
    downgrade(revision="0011")
    upgrade_database()
    over = [datetime(2026, 1, 1, tzinfo=UTC), None]
    assert [db.session.get_one(Goal, each).ended_at for each in goals] == over
    assert [db.session.get_one(Assignment, each).ended_at for each in assigned] == over


def test_going_back_keeps_the_last_assignment_of_several_and_who_has_it(app: Flask, make) -> None:
    course, unit = make.bare_course(), make.unit()
    before = make.bare_assignment(course, unit)
    before.ended_at = datetime(2026, 1, 1, tzinfo=UTC)
    enrolment_id = make.enrolment(make.person(unit=unit), course, before).id
    last_id = make.bare_assignment(course, unit).id
    db.session.commit()
    downgrade(revision="0011")
    upgrade_database()
    assert list(db.session.scalars(select(Assignment.id))) == [last_id]
    assert db.session.get_one(Enrolment, enrolment_id).assignment_id == last_id
