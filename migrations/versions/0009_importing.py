"""Imports of staff."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their table."""
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_digest", sa.String(length=64), nullable=False),
        sa.Column("is_workbook", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("column_keys", sa.JSON(), nullable=False),
        sa.Column("creates_units", sa.Boolean(), nullable=False),
        sa.Column("skips_refused", sa.Boolean(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("plan_digest", sa.String(length=64), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.Column("job_uuid", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('people', 'units')", name=op.f("ck_import_runs_kind")),
        sa.CheckConstraint(
            "state IN ('uploaded', 'checking', 'checked', 'applying', 'done')",
            name=op.f("ck_import_runs_state"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_import_runs_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
        sa.UniqueConstraint("uuid", name=op.f("uq_import_runs_uuid")),
    )
    op.create_index(op.f("ix_import_runs_by_id"), "import_runs", ["by_id"])
    op.create_index(op.f("ix_import_runs_created_at"), "import_runs", ["created_at"])


def downgrade() -> None:
    """Drop their table."""
    op.drop_index(op.f("ix_import_runs_created_at"), table_name="import_runs")
    op.drop_index(op.f("ix_import_runs_by_id"), table_name="import_runs")
    op.drop_table("import_runs")
