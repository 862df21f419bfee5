"""Forms that came after their session had ended."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "kept_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=2000), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_kept_requests_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_requests")),
        sa.UniqueConstraint("uuid", name=op.f("uq_kept_requests_uuid")),
    )
    op.create_index(op.f("ix_kept_requests_person_id"), "kept_requests", ["person_id"])
    op.create_index(op.f("ix_kept_requests_sent_at"), "kept_requests", ["sent_at"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("kept_requests")
