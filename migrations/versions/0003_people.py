"""What is known of people, what they may do, what an organisation decides, and its sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("organisation") as batch_op:
        batch_op.add_column(
            sa.Column("retention_months", sa.Integer(), nullable=False, server_default="60")
        )
        batch_op.add_column(
            sa.Column("audit_months", sa.Integer(), nullable=False, server_default="24")
        )
        batch_op.add_column(
            sa.Column("second_factor_roles", sa.JSON(), nullable=False, server_default="[]")
        )
    with op.batch_alter_table("persons") as batch_op:
        batch_op.add_column(
            sa.Column("rank", sa.String(length=120), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("started_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("role_grants") as batch_op:
        batch_op.add_column(sa.Column("programme_key", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("revoked_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_role_grants_revoked_by_id"), "persons", ["revoked_by_id"], ["id"]
        )
    with op.batch_alter_table("sign_in_sessions") as batch_op:
        batch_op.add_column(
            sa.Column("is_trusted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("sign_in_sessions") as batch_op:
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("is_trusted")
    with op.batch_alter_table("role_grants") as batch_op:
        batch_op.drop_constraint(op.f("fk_role_grants_revoked_by_id"), type_="foreignkey")
        batch_op.drop_column("revoked_by_id")
        batch_op.drop_column("revoked_at")
        batch_op.drop_column("programme_key")
    with op.batch_alter_table("persons") as batch_op:
        for name in ("anonymised_at", "ended_on", "started_on", "rank"):
            batch_op.drop_column(name)
    with op.batch_alter_table("organisation") as batch_op:
        for name in ("second_factor_roles", "audit_months", "retention_months"):
            batch_op.drop_column(name)
