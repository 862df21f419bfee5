"""Item analyses, marks given by hand, regrades, time that a reopened attempt lay submitted."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

moment = sa.DateTime(timezone=True)
number = sa.Numeric(precision=12, scale=6)
MARKED_BY = "fk_attempt_items_marked_by_id_persons"


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.add_column(sa.Column("paused_s", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("attempt_items") as batch_op:
        for column in _item_columns():
            batch_op.add_column(column)
        batch_op.create_foreign_key(op.f(MARKED_BY), "persons", ["marked_by_id"], ["id"])
        batch_op.create_index(op.f("ix_attempt_items_marked_by_id"), ["marked_by_id"])
    _create_analyses()
    _create_regrades()


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("attempt_regrades")
    op.drop_table("quiz_analyses")
    with op.batch_alter_table("attempt_items") as batch_op:
        batch_op.drop_index(op.f("ix_attempt_items_marked_by_id"))
        batch_op.drop_constraint(op.f(MARKED_BY), type_="foreignkey")
        for column in _item_columns():
            batch_op.drop_column(column.name)
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_column("paused_s")


def _item_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("awarded", sa.JSON(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False, server_default=""),
        sa.Column("marked_at", moment, nullable=True),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
    ]


def _create_analyses() -> None:
    op.create_table(
        "quiz_analyses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(length=8), nullable=False),
        sa.Column("computed_at", moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.CheckConstraint("scope IN ('first','all')", name=op.f("ck_quiz_analyses_scope")),
        _foreign_key("quiz_analyses", "quiz_id", "quizzes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_analyses")),
        sa.UniqueConstraint("quiz_id", "scope", name=op.f("uq_quiz_analyses_quiz_id_scope")),
    )


def _create_regrades() -> None:
    op.create_table(
        "attempt_regrades",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("attempt_item_id", sa.Integer(), nullable=False),
        sa.Column("edition_before_id", sa.Integer(), nullable=False),
        sa.Column("edition_after_id", sa.Integer(), nullable=False),
        sa.Column("fraction_before", number, nullable=True),
        sa.Column("fraction_after", number, nullable=False),
        sa.Column("points_before", number, nullable=True),
        sa.Column("points_after", number, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", moment, nullable=False),
        _foreign_key("attempt_regrades", "attempt_item_id", "attempt_items"),
        _foreign_key("attempt_regrades", "edition_before_id", "question_editions"),
        _foreign_key("attempt_regrades", "edition_after_id", "question_editions"),
        _foreign_key("attempt_regrades", "by_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt_regrades")),
    )
    for column in ("attempt_item_id", "by_id"):
        op.create_index(op.f(f"ix_attempt_regrades_{column}"), "attempt_regrades", [column])


def _foreign_key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
