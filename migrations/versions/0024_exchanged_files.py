"""What was exchanged of courses, and bundles that wait to be confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "exchanged_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_exchanged_files_course_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchanged_files")),
        sa.UniqueConstraint(
            "course_id", "path", "digest", name=op.f("uq_exchanged_files_course_id_path_digest")
        ),
    )
    op.create_index(op.f("ix_exchanged_files_course_id"), "exchanged_files", ["course_id"])
    op.create_table(
        "staged_bundles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("programme", sa.String(length=80), nullable=False),
        sa.Column("digests", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["persons.id"], name=op.f("fk_staged_bundles_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged_bundles")),
        sa.UniqueConstraint("uuid", name=op.f("uq_staged_bundles_uuid")),
    )
    op.create_index(op.f("ix_staged_bundles_by_id"), "staged_bundles", ["by_id"])
    op.create_index(op.f("ix_staged_bundles_created_at"), "staged_bundles", ["created_at"])


def downgrade() -> None:
    """Drop their tables."""
    op.drop_table("staged_bundles")
    op.drop_table("exchanged_files")
