"""Attempts with time, tries, flags and exceptions; cards of practice."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

IN_PROGRESS = sa.text("state = 'in_progress'")
moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.add_column(sa.Column("accepts_until", moment, nullable=True))
        batch_op.create_index(
            "ix_attempts_accepts_until",
            ["accepts_until"],
            sqlite_where=IN_PROGRESS,
            postgresql_where=IN_PROGRESS,
        )
    with op.batch_alter_table("attempt_items") as batch_op:
        for column in _item_columns():
            batch_op.add_column(column)
    _create_exceptions()
    _create_cards()


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("practice_cards")
    op.drop_table("quiz_exceptions")
    with op.batch_alter_table("attempt_items") as batch_op:
        for column in _item_columns():
            batch_op.drop_column(column.name)
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.drop_index(
            "ix_attempts_accepts_until", sqlite_where=IN_PROGRESS, postgresql_where=IN_PROGRESS
        )
        batch_op.drop_column("accepts_until")


def _item_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("given_at", moment, nullable=True),
        sa.Column("is_flagged", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("tries", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("is_finished", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("spent_ms", sa.Integer(), nullable=False, server_default="0"),
    ]


def _create_exceptions() -> None:
    op.create_table(
        "quiz_exceptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("extra_minutes", sa.Integer(), nullable=False),
        sa.Column("extra_attempts", sa.Integer(), nullable=False),
        sa.Column("closes_at", moment, nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", moment, nullable=False),
        _foreign_key("quiz_exceptions", "quiz_id", "quizzes"),
        _foreign_key("quiz_exceptions", "person_id", "persons"),
        _foreign_key("quiz_exceptions", "by_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quiz_exceptions")),
        sa.UniqueConstraint(
            "quiz_id", "person_id", name=op.f("uq_quiz_exceptions_quiz_id_person_id")
        ),
    )
    for column in ("person_id", "by_id"):
        op.create_index(op.f(f"ix_quiz_exceptions_{column}"), "quiz_exceptions", [column])


def _create_cards() -> None:
    op.create_table(
        "practice_cards",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("quiz_id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("box", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_at", moment, nullable=False),
        sa.CheckConstraint("box >= 0", name=op.f("ck_practice_cards_box")),
        _foreign_key("practice_cards", "person_id", "persons"),
        _foreign_key("practice_cards", "quiz_id", "quizzes"),
        _foreign_key("practice_cards", "question_id", "questions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_cards")),
        sa.UniqueConstraint(
            "person_id",
            "quiz_id",
            "question_id",
            name=op.f("uq_practice_cards_person_id_quiz_id_question_id"),
        ),
    )
    for column in ("quiz_id", "question_id"):
        op.create_index(op.f(f"ix_practice_cards_{column}"), "practice_cards", [column])


def _foreign_key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
