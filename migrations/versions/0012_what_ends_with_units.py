"""Assignments and goals end with their units, and stay on record."""

from datetime import UTC, datetime, time

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STANDING = sa.text("ended_at IS NULL")
periods = sa.table(
    "unit_periods", sa.column("unit_id"), sa.column("valid_from"), sa.column("valid_to", sa.Date())
)
enrolments = sa.table("enrolments", sa.column("assignment_id"))


def table_of(name: str) -> sa.TableClause:
    """What this migration knows of assignments and of goals."""
    ended_at = sa.column("ended_at", sa.DateTime(timezone=True))
    return sa.table(name, sa.column("id"), sa.column("course_id"), sa.column("unit_id"), ended_at)


def upgrade() -> None:
    """Up from the revision before; what units had that are closed by now ended with them."""
    for name in ("assignments", "goals"):
        with op.batch_alter_table(name) as batch_op:
            batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
            batch_op.drop_constraint(op.f(f"uq_{name}_course_id_unit_id"), type_="unique")
            batch_op.create_index(
                f"uq_{name}_standing",
                ["course_id", "unit_id"],
                unique=True,
                sqlite_where=STANDING,
                postgresql_where=STANDING,
            )
        _end_with_units(table_of(name))


def downgrade() -> None:
    """Back to the revision before: of several for a course and unit, the last is kept."""
    _follow_the_last(table_of("assignments"))
    for name in ("assignments", "goals"):
        _keep_the_last(table_of(name))
        with op.batch_alter_table(name) as batch_op:
            batch_op.drop_index(
                f"uq_{name}_standing", sqlite_where=STANDING, postgresql_where=STANDING
            )
            batch_op.drop_column("ended_at")
            batch_op.create_unique_constraint(
                op.f(f"uq_{name}_course_id_unit_id"), ["course_id", "unit_id"]
            )


def _end_with_units(table: sa.TableClause) -> None:
    connection = op.get_bind()
    open_ids = sa.select(periods.c.unit_id).where(periods.c.valid_to.is_(None))
    closed = sa.select(periods.c.unit_id, sa.func.max(periods.c.valid_to, type_=sa.Date()))
    closed = closed.where(periods.c.unit_id.not_in(open_ids)).group_by(periods.c.unit_id)
    for unit_id, day in connection.execute(closed).all():
        ended_at = datetime.combine(day, time(), UTC)
        ending = table.update().where(table.c.unit_id == unit_id)
        connection.execute(ending.values(ended_at=ended_at))


def _follow_the_last(assignments: sa.TableClause) -> None:
    last = assignments.alias()
    same = sa.and_(
        last.c.course_id == assignments.c.course_id, last.c.unit_id == assignments.c.unit_id
    )
    followed = (
        sa.select(sa.func.max(last.c.id))
        .select_from(assignments.join(last, same))
        .where(assignments.c.id == enrolments.c.assignment_id)
        .scalar_subquery()
    )
    theirs = enrolments.update().where(enrolments.c.assignment_id.is_not(None))
    op.get_bind().execute(theirs.values(assignment_id=followed))


def _keep_the_last(table: sa.TableClause) -> None:
    last = sa.select(sa.func.max(table.c.id)).group_by(table.c.course_id, table.c.unit_id)
    op.get_bind().execute(table.delete().where(table.c.id.not_in(last)))
