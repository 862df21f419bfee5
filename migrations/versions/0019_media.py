"""Originals of pictures; other sites that lessons may show."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("course_media") as batch_op:
        batch_op.add_column(sa.Column("original_sha256", sa.String(64), nullable=True))
        batch_op.add_column(sa.Column("original_name", sa.String(200), nullable=True))
    op.create_table(
        "embed_hosts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("host", sa.String(255), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embed_hosts")),
        sa.UniqueConstraint("host", name=op.f("uq_embed_hosts_host")),
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("embed_hosts")
    with op.batch_alter_table("course_media") as batch_op:
        batch_op.drop_column("original_name")
        batch_op.drop_column("original_sha256")
