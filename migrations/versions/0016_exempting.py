"""Tests before a course that exempt from lessons."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    for table, column in (("edition_activities", "exempts"), ("activity_results", "is_exempt")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(
                sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
            )


def downgrade() -> None:
    """Back to the revision before."""
    for table, column in (("edition_activities", "exempts"), ("activity_results", "is_exempt")):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column(column)
