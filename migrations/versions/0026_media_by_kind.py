"""Files told apart by content and kind; who brought each file of a draft, and its original."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("media_files") as batch_op:
        batch_op.drop_constraint(op.f("uq_media_files_sha256"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_media_files_sha256_extension"), ["sha256", "extension"]
        )
    with op.batch_alter_table("course_media") as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("changed_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_course_media_changed_by_id"), "persons", ["changed_by_id"], ["id"]
        )


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("course_media") as batch_op:
        batch_op.drop_constraint(op.f("fk_course_media_changed_by_id"), type_="foreignkey")
        batch_op.drop_column("changed_by_id")
        batch_op.drop_column("changed_at")
    with op.batch_alter_table("media_files") as batch_op:
        batch_op.drop_constraint(op.f("uq_media_files_sha256_extension"), type_="unique")
        batch_op.create_unique_constraint(op.f("uq_media_files_sha256"), ["sha256"])
