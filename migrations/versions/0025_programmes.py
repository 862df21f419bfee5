"""What a programme is about, and its recommended year."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("programmes") as batch_op:
        batch_op.add_column(sa.Column("summaries", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("year", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("programmes") as batch_op:
        batch_op.drop_column("year")
        batch_op.drop_column("summaries")
