"""What people choose on their own page: how Sen addresses them, and whether it tells of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("persons") as batch_op:
        batch_op.add_column(
            sa.Column("shown_name", sa.String(length=160), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("is_told_of_changes", sa.Boolean(), nullable=False, server_default=sa.true())
        )


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("persons") as batch_op:
        batch_op.drop_column("is_told_of_changes")
        batch_op.drop_column("shown_name")
