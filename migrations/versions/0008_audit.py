"""The audit, and personal data."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CONTENT = "id, action, at, by_reference, about_reference, subject, details, address_mark, digest"
REFUSAL = "The audit is append-only."
ERASES = "NEW.address IS NULL AND NEW.address_salt IS NULL"
PRUNED = (
    "EXISTS (SELECT 1 FROM audit_seals WHERE number = OLD.seal_number AND pruned_at IS NOT NULL)"
)

SQLITE_TRIGGERS = (
    f"CREATE TRIGGER audit_entries_keep_content BEFORE UPDATE OF {CONTENT} ON audit_entries"
    f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER audit_entries_keep_address BEFORE UPDATE OF address, address_salt"
    f" ON audit_entries WHEN NOT ({ERASES}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER audit_entries_keep_seal BEFORE UPDATE OF seal_number ON audit_entries"
    f" WHEN OLD.seal_number IS NOT NULL BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries"
    f" WHEN NOT {PRUNED} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
)

POSTGRESQL_TRIGGERS = (
    "CREATE FUNCTION keep_audit_entries() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    f" IF TG_OP = 'DELETE' THEN IF {PRUNED} THEN RETURN OLD; END IF; END IF;"
    f" RAISE EXCEPTION '{REFUSAL}'; END $$",
    f"CREATE TRIGGER audit_entries_keep_content BEFORE UPDATE OF {CONTENT} ON audit_entries"
    " FOR EACH ROW EXECUTE FUNCTION keep_audit_entries()",
    "CREATE TRIGGER audit_entries_keep_address BEFORE UPDATE OF address, address_salt"
    f" ON audit_entries FOR EACH ROW WHEN (NOT ({ERASES})) EXECUTE FUNCTION keep_audit_entries()",
    "CREATE TRIGGER audit_entries_keep_seal BEFORE UPDATE OF seal_number ON audit_entries"
    " FOR EACH ROW WHEN (OLD.seal_number IS NOT NULL) EXECUTE FUNCTION keep_audit_entries()",
    "CREATE TRIGGER audit_entries_stay BEFORE DELETE ON audit_entries"
    " FOR EACH ROW EXECUTE FUNCTION keep_audit_entries()",
    "CREATE TRIGGER audit_entries_stay_all BEFORE TRUNCATE ON audit_entries"
    " FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_entries()",
)


def upgrade() -> None:
    """Up from the revision before."""
    op.create_table(
        "audit_seals",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("entry_count", sa.Integer(), nullable=False),
        sa.Column("entries_hash", sa.String(length=64), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("pruned_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_seals")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_reference", sa.String(length=32), nullable=True),
        sa.Column("about_reference", sa.String(length=32), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("address_mark", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column("address_salt", sa.String(length=32), nullable=True),
        sa.Column("seal_number", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seal_number"],
            ["audit_seals.number"],
            name=op.f("fk_audit_entries_seal_number"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    with op.batch_alter_table("audit_entries") as batch_op:
        batch_op.create_index("ix_audit_entries_at", ["at", "id"])
        batch_op.create_index("ix_audit_entries_action", ["action", "at", "id"])
        batch_op.create_index("ix_audit_entries_by_reference", ["by_reference", "at"])
        batch_op.create_index("ix_audit_entries_about_reference", ["about_reference", "at"])
        batch_op.create_index("ix_audit_entries_seal_number", ["seal_number", "id"])
    op.create_table(
        "audit_pseudonyms",
        sa.Column("reference", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_audit_pseudonyms_person_id")
        ),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_audit_pseudonyms")),
    )
    with op.batch_alter_table("audit_pseudonyms") as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_pseudonyms_person_id"), ["person_id"])
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if is_sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    """Back to the revision before."""
    with op.batch_alter_table("audit_pseudonyms") as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_pseudonyms_person_id"))
    op.drop_table("audit_pseudonyms")
    # The triggers go with their table.
    op.drop_table("audit_entries")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION keep_audit_entries()")
    op.drop_table("audit_seals")
