"""Codes that let somebody choose a password."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OPEN_SLIP = sa.text("channel = 'slip' AND used_at IS NULL AND withdrawn_at IS NULL")


def upgrade() -> None:
    """Up from the revision before."""
    op.create_table(
        "activation_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('activation', 'password')", name=op.f("ck_activation_codes_purpose")
        ),
        sa.CheckConstraint("channel IN ('slip', 'mail')", name=op.f("ck_activation_codes_channel")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_activation_codes_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["persons.id"], name=op.f("fk_activation_codes_created_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activation_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_activation_codes_code_hash")),
    )
    op.create_index(op.f("ix_activation_codes_person_id"), "activation_codes", ["person_id"])
    op.create_index(
        "uq_activation_codes_open_slip",
        "activation_codes",
        ["person_id"],
        unique=True,
        sqlite_where=OPEN_SLIP,
        postgresql_where=OPEN_SLIP,
    )


def downgrade() -> None:
    """Back to the revision before."""
    op.drop_table("activation_codes")
