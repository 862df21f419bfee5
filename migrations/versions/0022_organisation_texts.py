"""What the organisation writes into lessons, and what translations were made of."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Up from the revision before."""
    op.create_table(
        "organisation_texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["persons.id"], name=op.f("fk_organisation_texts_changed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_texts")),
        sa.UniqueConstraint("key", "language", name=op.f("uq_organisation_texts_key_language")),
    )
    op.create_table(
        "translation_bases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["courses.id"], name=op.f("fk_translation_bases_course_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_bases")),
        sa.UniqueConstraint("course_id", "path", name=op.f("uq_translation_bases_course_id_path")),
    )
    op.create_index(op.f("ix_translation_bases_course_id"), "translation_bases", ["course_id"])


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_index(op.f("ix_translation_bases_course_id"), table_name="translation_bases")
    op.drop_table("translation_bases")
    op.drop_table("organisation_texts")
