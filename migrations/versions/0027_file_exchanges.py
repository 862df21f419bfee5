"""With whom what a file said was exchanged; who wrote since when, found at once."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    op.create_table(
        "file_exchanges",
        sa.Column("exchanged_file_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exchanged_file_id"],
            ["exchanged_files.id"],
            name=op.f("fk_file_exchanges_exchanged_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_file_exchanges_person_id")
        ),
        sa.PrimaryKeyConstraint("exchanged_file_id", "person_id", name=op.f("pk_file_exchanges")),
    )
    op.create_index(
        "ix_draft_revisions_writers", "draft_revisions", ["course_id", "saved_at", "saved_by_id"]
    )
    op.create_index(op.f("ix_file_exchanges_person_id"), "file_exchanges", ["person_id"])


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_index("ix_draft_revisions_writers", "draft_revisions")
    op.drop_index(op.f("ix_file_exchanges_person_id"), "file_exchanges")
    op.drop_table("file_exchanges")
