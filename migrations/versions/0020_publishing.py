"""Being asked again, texts kept with editions, publication on a date, withdrawal."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

moment = sa.DateTime(timezone=True)
AGAIN = "again IN ('','card','course')"
STATES = "'not_started','in_progress','completed'"
CHECKS_BEFORE = {
    "state": f"state IN ({STATES})",
    "completed": "(state = 'completed') = (completed_at IS NOT NULL)",
}
CHECKS = {
    "state": f"state IN ({STATES},'asked_again')",
    "completed": "(state IN ('completed','asked_again')) = (completed_at IS NOT NULL)",
    "asked_again": (
        "(state = 'asked_again') = (asked_again_at IS NOT NULL AND again IN ('card','course'))"
    ),
}


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.add_column(_flag("is_past"))
    with op.batch_alter_table("courses") as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", moment, nullable=True))
    with op.batch_alter_table("course_editions") as batch_op:
        for column in (_again(), _day("again_by"), sa.Column("media", sa.JSON(), nullable=True)):
            batch_op.add_column(column)
        batch_op.create_check_constraint(op.f("ck_course_editions_again"), AGAIN)
    with op.batch_alter_table("enrolments") as batch_op:
        batch_op.add_column(_again())
        batch_op.add_column(sa.Column("asked_again_at", moment, nullable=True))
    _change_checks(CHECKS_BEFORE, CHECKS)
    _create_kept_texts()
    _create_schedule()
    _create_earlier()


def downgrade() -> None:
    """Back to the revision before: whoever is asked again has completed."""
    for table in ("earlier_results", "earlier_completions", "scheduled_publications"):
        op.drop_table(table)
    for table in ("edition_files", "kept_texts"):
        op.drop_table(table)
    op.execute(
        "UPDATE enrolments SET state = 'completed', again = '', asked_again_at = NULL"
        " WHERE state = 'asked_again'"
    )
    _change_checks(CHECKS, CHECKS_BEFORE)
    with op.batch_alter_table("enrolments") as batch_op:
        batch_op.drop_column("again")
        batch_op.drop_column("asked_again_at")
    with op.batch_alter_table("course_editions") as batch_op:
        batch_op.drop_constraint(op.f("ck_course_editions_again"), type_="check")
        for name in ("again", "again_by", "media"):
            batch_op.drop_column(name)
    with op.batch_alter_table("courses") as batch_op:
        batch_op.drop_column("withdrawn_at")
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_column("is_past")


def _change_checks(old: dict[str, str], new: dict[str, str]) -> None:
    with op.batch_alter_table("enrolments") as batch_op:
        for name in old:
            batch_op.drop_constraint(op.f(f"ck_enrolments_{name}"), type_="check")
        for name, condition in new.items():
            batch_op.create_check_constraint(op.f(f"ck_enrolments_{name}"), condition)


def _create_kept_texts() -> None:
    op.create_table(
        "kept_texts",
        _number("id"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_texts")),
        sa.UniqueConstraint("digest", name=op.f("uq_kept_texts_digest")),
    )
    op.create_table(
        "edition_files",
        _number("id"),
        _number("course_edition_id"),
        sa.Column("path", sa.String(length=200), nullable=False),
        _number("kept_text_id"),
        _foreign_key("edition_files", "course_edition_id", "course_editions"),
        _foreign_key("edition_files", "kept_text_id", "kept_texts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_files")),
        sa.UniqueConstraint(
            "course_edition_id", "path", name=op.f("uq_edition_files_course_edition_id_path")
        ),
    )
    op.create_index(op.f("ix_edition_files_kept_text_id"), "edition_files", ["kept_text_id"])


def _create_schedule() -> None:
    table = "scheduled_publications"
    op.create_table(
        table,
        _number("id"),
        _number("course_id"),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("is_material", sa.Boolean(), nullable=False),
        sa.Column("again", sa.String(length=8), nullable=False),
        _day("again_by"),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("publish_at", moment, nullable=False),
        sa.Column("scheduled_at", moment, nullable=False),
        _number("scheduled_by_id", is_null=True),
        sa.Column("refused_at", moment, nullable=True),
        sa.Column("refusal", sa.String(length=16), nullable=False),
        sa.CheckConstraint(AGAIN, name=op.f("ck_scheduled_publications_again")),
        _foreign_key(table, "course_id", "courses"),
        _foreign_key(table, "scheduled_by_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_publications")),
        sa.UniqueConstraint("course_id", name=op.f("uq_scheduled_publications_course_id")),
    )
    for column in ("publish_at", "scheduled_by_id"):
        op.create_index(op.f(f"ix_scheduled_publications_{column}"), table, [column])


def _create_earlier() -> None:
    op.create_table(
        "earlier_completions",
        _number("id"),
        _number("enrolment_id"),
        _day("due_on"),
        sa.Column("completed_at", moment, nullable=False),
        _number("completed_unit_id", is_null=True),
        _number("completed_edition_id", is_null=True),
        sa.Column("asked_again_at", moment, nullable=False),
        _foreign_key("earlier_completions", "enrolment_id", "enrolments"),
        _foreign_key("earlier_completions", "completed_unit_id", "units"),
        _foreign_key("earlier_completions", "completed_edition_id", "course_editions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_completions")),
    )
    op.create_index(
        "ix_earlier_completions_asked", "earlier_completions", ["enrolment_id", "asked_again_at"]
    )
    op.create_table("earlier_results", *_result_columns())
    for column in ("enrolment_id", "activity_id"):
        op.create_index(op.f(f"ix_earlier_results_{column}"), "earlier_results", [column])


def _result_columns() -> list[Any]:
    table = "earlier_results"
    return [
        _number("id"),
        _number("enrolment_id"),
        _number("activity_id"),
        sa.Column("state", sa.String(length=12), nullable=False),
        _number("lesson_edition_id", is_null=True),
        _number("quiz_edition_id", is_null=True),
        sa.Column("scaled_score", sa.Numeric(12, 6), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("first_at", moment, nullable=False),
        sa.Column("completed_at", moment, nullable=True),
        _flag("is_exempt"),
        sa.Column("asked_again_at", moment, nullable=False),
        _foreign_key(table, "enrolment_id", "enrolments"),
        _foreign_key(table, "activity_id", "activities"),
        _foreign_key(table, "lesson_edition_id", "lesson_editions"),
        _foreign_key(table, "quiz_edition_id", "quiz_editions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_results")),
    ]


def _again() -> sa.Column[Any]:
    return sa.Column("again", sa.String(length=8), nullable=False, server_default="")


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=True)


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _number(name: str, *, is_null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=is_null)


def _foreign_key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
