"""Numbers of how people stand in their courses, kept with each write."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and count what there is."""
    op.create_table(
        "standing_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("sex", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_standing_counts_course_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_standing_counts_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_counts")),
    )
    op.create_index("ix_standing_counts_course_unit", "standing_counts", ["course_id", "unit_id"])
    op.create_index(op.f("ix_standing_counts_unit_id"), "standing_counts", ["unit_id"])
    op.execute(
        """
        INSERT INTO standing_counts (course_id, unit_id, sex, state, due_on, people)
        SELECT e.course_id, pl.unit_id, p.sex, e.state, e.due_on, count(*)
        FROM enrolments e
        JOIN persons p ON p.id = e.person_id
        JOIN placements pl ON pl.person_id = p.id AND pl.valid_to IS NULL
        WHERE p.deactivated_at IS NULL AND e.assignment_id IS NOT NULL
        GROUP BY e.course_id, pl.unit_id, p.sex, e.state, e.due_on
        """
    )


def downgrade() -> None:
    """Back to counting each time."""
    op.drop_table("standing_counts")
