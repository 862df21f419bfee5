"""The migrations make exactly the tables the models describe, on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import stamp
from sqlalchemy import select, update
from sqlalchemy.types import TypeDecorator

from accounts.models import Person
from accounts.names import sort_key
from core.database import db
from core.migrations import check_revision, upgrade_database


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
    stamp(revision="0010")
    upgrade_database()
    renewed = dict(db.session.execute(select(Person.full_name, Person.sort_key)).all())
    assert renewed == {name: sort_key(name) for name in names} | {"Ẩn danh": ""}
