"""Units that were merged, and the identifier by which sending a form twice is noticed."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    with op.batch_alter_table("units") as batch_op:
        batch_op.add_column(sa.Column("uuid", sa.Uuid(), nullable=True))
    _give_identifiers()
    with op.batch_alter_table("units") as batch_op:
        batch_op.alter_column("uuid", existing_type=sa.Uuid(), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_units_uuid"), ["uuid"])
    with op.batch_alter_table("unit_periods") as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_unit_periods_merged_into_id"), "units", ["merged_into_id"], ["id"]
        )
        batch_op.create_index(op.f("ix_unit_periods_merged_into_id"), ["merged_into_id"])


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("unit_periods") as batch_op:
        batch_op.drop_index(op.f("ix_unit_periods_merged_into_id"))
        batch_op.drop_constraint(op.f("fk_unit_periods_merged_into_id"), type_="foreignkey")
        batch_op.drop_column("merged_into_id")
    with op.batch_alter_table("units") as batch_op:
        batch_op.drop_constraint(op.f("uq_units_uuid"), type_="unique")
        batch_op.drop_column("uuid")


def _give_identifiers() -> None:
    units = sa.table("units", sa.column("id", sa.Integer()), sa.column("uuid", sa.Uuid()))
    connection = op.get_bind()
    for unit_id in connection.scalars(sa.select(units.c.id)).all():
        given = sa.update(units).where(units.c.id == unit_id).values(uuid=uuid4())
        connection.execute(given)
