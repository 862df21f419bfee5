"""Reviews by a second person."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

moment = sa.DateTime(timezone=True)
OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.add_column(
            sa.Column("demands_review", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table("draft_reviews", *_review_columns())
    for column in ("course_id", "asked_by_id", "decided_by_id"):
        op.create_index(op.f(f"ix_draft_reviews_{column}"), "draft_reviews", [column])
    op.create_index(
        "uq_draft_reviews_open",
        "draft_reviews",
        ["course_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_table("review_comments", *_comment_columns())
    for column in ("course_id", "written_by_id", "settled_by_id"):
        op.create_index(op.f(f"ix_review_comments_{column}"), "review_comments", [column])


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("review_comments")
    op.drop_table("draft_reviews")
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.drop_column("demands_review")


def _review_columns() -> list[Any]:
    table = "draft_reviews"
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("decision", sa.String(length=2000), nullable=False),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open','accepted','changes','replaced')", name=op.f("ck_draft_reviews_state")
        ),
        sa.CheckConstraint(
            "(state IN ('accepted','changes')) = (decided_at IS NOT NULL)",
            name=op.f("ck_draft_reviews_decided"),
        ),
        _foreign_key(table, "course_id", "courses"),
        _foreign_key(table, "asked_by_id", "persons"),
        _foreign_key(table, "decided_by_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_reviews")),
    ]


def _comment_columns() -> list[Any]:
    table = "review_comments"
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("quote", sa.String(length=300), nullable=False),
        sa.Column("words", sa.String(length=2000), nullable=False),
        sa.Column("written_at", moment, nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", moment, nullable=True),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        _foreign_key(table, "course_id", "courses"),
        _foreign_key(table, "written_by_id", "persons"),
        _foreign_key(table, "settled_by_id", "persons"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_comments")),
    ]


def _foreign_key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
