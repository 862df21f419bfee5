"""What a text of a draft said before, and who writes at it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    op.create_table(
        "draft_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("is_sealed", sa.Boolean(), nullable=False),
        sa.Column("published_number", sa.Integer(), nullable=True),
        sa.Column("restored_number", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_revisions")),
        sa.UniqueConstraint(
            "course_id", "path", "number", name=op.f("uq_draft_revisions_course_id_path_number")
        ),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_draft_revisions_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["persons.id"], name=op.f("fk_draft_revisions_saved_by_id")
        ),
    )
    op.create_table(
        "draft_holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_holds")),
        sa.UniqueConstraint("course_id", "path", name=op.f("uq_draft_holds_course_id_path")),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_draft_holds_course_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_draft_holds_person_id")
        ),
    )
    op.create_index(op.f("ix_draft_holds_person_id"), "draft_holds", ["person_id"])
    # The history of each text begins with what stands there now.
    op.execute(
        "INSERT INTO draft_revisions"
        " (course_id, path, number, source, length, is_sealed, began_at, saved_at, saved_by_id)"
        " SELECT course_id, path, 1, source, length(source), true, changed_at, changed_at,"
        " changed_by_id FROM draft_files"
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("draft_holds")
    op.drop_table("draft_revisions")
